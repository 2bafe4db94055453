"""Entry ids: unique, well-formed, and as lasting as an entry's text."""

import re
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from knowledge.entries import identify, rolled, source_id
from knowledge.records import Draft, Entry

WORDS = st.sampled_from(["", "门", "gate", "cell"])  # few, so that drafts are often alike
DRAFTS = st.lists(st.builds(Draft, title=WORDS, text=WORDS, section=st.none() | WORDS), max_size=8)
DIFFERENT = st.lists(st.builds(Draft, title=WORDS, text=st.text()), unique_by=lambda draft: draft.text)


def identified(drafts: list[Draft], before: list[Entry] | None = None) -> list[Entry]:
    """The entries of one source."""
    return identify("source", drafts, before or [])


def ids(entries: list[Entry]) -> list[str]:
    """Their ids, in order."""
    return [entry.id for entry in entries]


@given(DRAFTS, DRAFTS, DRAFTS)
def test_ids_are_unique_and_fit_a_deep_link(first: list[Draft], second: list[Draft], third: list[Draft]) -> None:
    """Through any history of one source, also where entries are alike."""
    before: list[Entry] = []
    for drafts in (first, second, third):
        before = identified(drafts, before)
        assert len(set(ids(before))) == len(drafts)
        assert all(re.fullmatch("[a-z0-9]{12}", entry_id) for entry_id in ids(before))


@given(DRAFTS)
def test_reading_the_same_again_keeps_every_entry(drafts: list[Draft]) -> None:
    """Nothing changes where nothing changed."""
    before = identified(drafts)
    assert identified(drafts, before) == before


@given(DRAFTS)
def test_two_first_readings_agree(drafts: list[Draft]) -> None:
    """Ids depend on the content alone, so that two processes name the same entry alike."""
    assert identified(drafts) == identified(drafts)


@given(DIFFERENT, st.randoms())
def test_an_entry_that_moves_keeps_its_id(drafts: list[Draft], random: Random) -> None:
    """Position is no part of identity."""
    before = {entry.text: entry.id for entry in identified(drafts)}
    moved = random.sample(drafts, len(drafts))
    assert {entry.text: entry.id for entry in identified(moved, identified(drafts))} == before


@given(DIFFERENT, st.text())
def test_an_entry_that_is_renamed_keeps_its_id(drafts: list[Draft], title: str) -> None:
    """Title and section are no part of identity as long as the text is the same."""
    before = identified(drafts)
    renamed = [replace(draft, title=title, section=title) for draft in drafts]
    assert ids(identified(renamed, before)) == ids(before)


@given(st.lists(st.text(), unique=True), st.text())
def test_an_entry_whose_text_changes_keeps_its_id_by_section_and_title(titles: list[str], text: str) -> None:
    """A corrected entry is still the entry that was cited."""
    before = identified([Draft(title, f"{title} at first", "notes") for title in titles])
    after = identified([Draft(title, f"{title} now {text}", "notes") for title in titles], before)
    assert ids(after) == ids(before)


def test_the_text_decides_before_the_title() -> None:
    """When two entries swap their titles, the ids go with the texts."""
    one, two = identified([Draft("A", "first"), Draft("B", "second")])
    assert ids(identified([Draft("B", "first"), Draft("A", "second")], [one, two])) == [one.id, two.id]


def test_of_two_entries_with_one_text_the_title_decides() -> None:
    """Copies are told apart by what they are called."""
    one, two = identified([Draft("A", "same"), Draft("B", "same")])
    assert ids(identified([Draft("B", "same"), Draft("A", "same")], [one, two])) == [two.id, one.id]


def test_a_new_entry_never_takes_an_id_that_stood_for_another() -> None:
    """The first entry's text comes back under its title after the entry itself was rewritten."""
    first = identified([Draft("A", "old")])
    rewritten = identified([Draft("A", "new")], first)
    both = identified([Draft("A", "new"), Draft("A", "old")], rewritten)
    assert both[0].id == first[0].id
    assert both[1].id != first[0].id


def test_the_same_text_in_two_sources_is_two_entries() -> None:
    """An entry belongs to its source."""
    draft = Draft("A", "same")
    assert identify("one", [draft], [])[0].id != identify("two", [draft], [])[0].id


def test_a_duplicate_stays_one_as_long_as_its_text_is_the_same() -> None:
    """It is no duplicate for a moment when its page is read again; what says something new stands for itself."""
    first = identified([Draft("A", "same"), Draft("B", "old")])
    folded = [replace(entry, duplicate_of="original") for entry in first]
    again = identified([Draft("Renamed", "same"), Draft("B", "new"), Draft("C", "added")], folded)
    assert ids(again)[:2] == ids(first)
    assert [entry.duplicate_of for entry in again] == ["original", None, None]


def test_an_entry_has_all_that_its_draft_had() -> None:
    """Only id, source and position are added."""
    draft = Draft("A", "text", "section", "author", truncated=True, url="https://example.org")
    (entry,) = identified([draft])
    assert (entry.source_id, entry.position) == ("source", 0)
    assert all(getattr(entry, name) == getattr(draft, name) for name in Draft.__slots__)


@given(st.text(), st.text())
def test_a_source_id_is_a_function_of_its_key(one: str, other: str) -> None:
    """Equal keys, equal ids; different keys, different ids."""
    assert (source_id(one) == source_id(other)) == (one == other)
    assert re.fullmatch("[a-z0-9]{12}", source_id(one))


def test_two_posts_of_one_name_are_two_entries() -> None:
    """A feed calls every post alike: the new one does not take the place of the one that left."""
    first = identified([Draft("每日论文", "old", url="https://example.org/1")])
    second = identified([Draft("每日论文", "new", url="https://example.org/2")], first)
    assert [entry.text for entry in rolled(second, first)] == ["new", "old"]


def test_what_left_a_page_stands_behind_what_it_shows() -> None:
    """In the order it had, each at its own place."""
    first = identified([Draft("A", "a"), Draft("B", "b"), Draft("C", "c")])
    second = identified([Draft("D", "d"), Draft("A", "a")], first)
    both = rolled(second, first)
    assert [entry.text for entry in both] == ["d", "a", "b", "c"]
    assert [entry.position for entry in both] == [0, 1, 2, 3]
