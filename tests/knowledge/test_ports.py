"""The contract of the `Library` port, kept by the fake and by the real adapter."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.sql.library import open_library
from knowledge.duplicates import signature
from knowledge.passages import fingerprint, wording
from knowledge.ports import Library
from knowledge.records import (
    Entry,
    Found,
    Lexicon,
    Link,
    NamePair,
    Passage,
    Signed,
    Source,
    SourceSummary,
    Vector,
    VectorCount,
)
from tests.fakes import NOON, MemoryLibrary

E5 = "e5"


@pytest.fixture
async def library(store: Path | str | None) -> AsyncIterator[Library]:
    """An empty library."""
    if store is None:
        yield MemoryLibrary()
    else:
        async with open_library(store) as library:
            yield library


def source(name: str = "a", hours: int = 0) -> Source:
    """A source that was fetched so many hours after noon."""
    moment = NOON + dt.timedelta(hours=hours)
    return Source(f"s{name}", f"/notes/{name}.md", f"notes/{name}.md", "markdown", name.upper(), "0", moment)


def entry(name: str, position: int = 0, of: str = "a") -> Entry:
    """An entry with every field set."""
    return Entry(
        id=f"e{name}",
        source_id=f"s{of}",
        position=position,
        title=f"Note {name}",
        text=f"What {name} says.",
        section="Notes",
        author="昨夜",
        date=dt.date(2026, 1, 2),
        url="https://example.org/n",
        links=(Link("https://example.org/2", "two"), Link("https://example.org/1")),
        truncated=True,
    )


def passage(name: str, position: int = 0, text: str = "Gates forget.") -> Passage:
    """A passage of the entry with this name."""
    return Passage(f"e{name}", position, (f"Note {name}", "Gates"), text)


def vector(*values: float) -> Vector:
    """A float32 vector."""
    return np.array(values, np.float32)


async def numbered(library: Library, name: str) -> list[tuple[int, Passage]]:
    """The passages of an entry with their numbers, in order."""
    _, present, _ = await library.changes(0, 1000, E5)
    mine = [(each.id, each.passage) for each in present if each.passage.entry_id == f"e{name}"]
    return sorted(mine, key=lambda pair: pair[1].position)


async def test_what_is_kept_comes_back_whole(library: Library) -> None:
    """Sources and entries are read as they were written, with dates, zone, links in order and all."""
    dated = replace(source(), date=dt.date(2026, 1, 1), url="https://example.org")
    await library.keep(dated, [entry("x")], [passage("x")])
    assert await library.sources() == [SourceSummary(dated, 1, 1)]
    assert await library.entry("ex") == (entry("x"), dated)
    assert await numbered(library, "x") == [(1, passage("x"))]


async def test_what_is_unknown_is_none_or_empty(library: Library) -> None:
    """Nothing is raised for what is not there."""
    assert await library.entry("nobody") is None
    assert await library.entries("nobody") == []
    assert await library.found([1, 2]) == {}
    await library.remove("nothing")
    assert await library.last_change() == 0
    assert await library.changes(0, 10, E5) == (0, [], [])


async def test_sources_and_entries_stand_in_reading_order(library: Library) -> None:
    """Older sources come first, and entries stand in their source's order."""
    await library.keep(source("b", hours=1), [entry("z", of="b")], [])
    await library.keep(source("a"), [entry("x", 0), entry("y", 1)], [])
    assert [summary.source.id for summary in await library.sources()] == ["sa", "sb"]
    assert [kept.id for kept, _ in await library.entries()] == ["ex", "ey", "ez"]
    assert [kept.id for kept, _ in await library.entries("sb")] == ["ez"]


async def test_passages_are_counted_once_however_many_entries_there_are(library: Library) -> None:
    """The summary counts entries and passages, not their pairs."""
    cuts = [passage("x", 0), passage("x", 1), passage("y", 0)]
    await library.keep(source(), [entry("x", 0), entry("y", 1)], cuts)
    assert await library.sources() == [SourceSummary(source(), 2, 3)]


async def test_keeping_the_same_again_changes_nothing(library: Library) -> None:
    """An unchanged passage keeps its number and is not logged."""
    await library.keep(source(), [entry("x")], [passage("x", 0), passage("x", 1)])
    before = await library.last_change(), await numbered(library, "x")
    await library.keep(source(), [entry("x")], [passage("x", 0), passage("x", 1)])
    assert (await library.last_change(), await numbered(library, "x")) == before


async def test_only_the_changed_passage_gets_a_new_number(library: Library) -> None:
    """The rest of the entry stays as it is; the old number is logged as gone."""
    await library.keep(source(), [entry("x")], [passage("x", 0), passage("x", 1)])
    position = await library.last_change()
    changed = passage("x", 1, "Gates remember.")
    await library.keep(source(), [entry("x")], [passage("x", 0), changed])
    assert await numbered(library, "x") == [(1, passage("x", 0)), (3, changed)]
    _, present, gone = await library.changes(position, 10, E5)
    assert ([each.id for each in present], gone) == ([3], [2])


async def test_the_newest_passage_is_that_of_a_position(library: Library) -> None:
    """What comes later is not known there; what is gone counts on, and what got a vector since is known anew."""
    assert await library.newest_passage(9) == 0
    await library.keep(source(), [entry("x")], [passage("x", 0), passage("x", 1, "Gates remember.")])
    before = await library.last_change()
    assert [await library.newest_passage(position) for position in (0, before - 1, before)] == [0, 1, 2]
    await library.keep_vectors(E5, [(fingerprint(passage("x", 1, "Gates remember.")), vector(1, 0))])
    assert await library.newest_passage(before) == 1
    assert await library.newest_passage(await library.last_change()) == 2
    await library.remove("sa")
    assert await library.newest_passage(await library.last_change()) == 2


async def test_an_entry_is_updated_in_place(library: Library) -> None:
    """Entries that moved, changed or lost links are replaced; those not named any more are gone."""
    await library.keep(source(), [entry("x", 0), entry("y", 1)], [passage("x"), passage("y")])
    moved = replace(entry("y", 0), title="Renamed", links=(Link("https://example.org/3"),))
    await library.keep(source(), [moved], [passage("y")])
    assert await library.entries() == [(moved, source())]
    assert await numbered(library, "x") == []
    assert await numbered(library, "y") == [(2, passage("y"))]


async def test_entries_may_change_places(library: Library) -> None:
    """Reordering touches no passage."""
    both = [passage("x"), passage("y")]
    await library.keep(source(), [entry("x", 0), entry("y", 1)], both)
    position = await library.last_change()
    await library.keep(source(), [entry("y", 0), entry("x", 1)], both)
    assert [kept.id for kept, _ in await library.entries()] == ["ey", "ex"]
    assert await library.last_change() == position


async def test_a_removed_source_leaves_nothing_but_tombstones(library: Library) -> None:
    """Everything that came from it is gone, and the log says so."""
    await library.keep(source(), [entry("x")], [passage("x")])
    await library.keep(source("b"), [entry("y", of="b")], [passage("y")])
    await library.remove("sa")
    assert [summary.source.id for summary in await library.sources()] == ["sb"]
    assert await library.entry("ex") is None
    assert list(await library.found([1, 2])) == [2]
    _, present, gone = await library.changes(0, 10, E5)
    assert ([each.id for each in present], gone) == ([2], [1])


async def test_a_number_is_never_used_again(library: Library) -> None:
    """An index that missed the removal must not take a new passage for an old one."""
    await library.keep(source(), [entry("x")], [passage("x")])
    await library.remove("sa")
    await library.keep(source(), [entry("x")], [passage("x")])
    assert await numbered(library, "x") == [(2, passage("x"))]


async def test_signatures_come_in_reading_order(library: Library) -> None:
    """With what decides which of two entries is the duplicate."""
    whole = replace(entry("z", of="b"), truncated=False)
    await library.keep(source("b", hours=1), [whole], [])
    await library.keep(source("a"), [entry("x", 0), replace(entry("y", 1), duplicate_of="ex")], [])
    assert await library.signatures() == [
        Signed("ex", signature(entry("x")), None, truncated=True),
        Signed("ey", signature(entry("y")), "ex", truncated=True),
        Signed("ez", signature(whole), None, truncated=False),
    ]


async def test_a_changed_entry_has_another_signature(library: Library) -> None:
    """It is that of the text as it is now."""
    await library.keep(source(), [entry("x")], [])
    changed = replace(entry("x"), text="Something else altogether.")
    await library.keep(source(), [changed], [])
    assert [one.signature for one in await library.signatures()] == [signature(changed)]


async def test_a_folded_entry_is_listed_and_holds_no_passage(library: Library) -> None:
    """Its passages are logged as gone; those of others stay."""
    await library.keep(source(), [entry("x", 0), entry("y", 1)], [passage("x"), passage("y")])
    position = await library.last_change()
    await library.fold("ey", "ex", [])
    assert [kept.duplicate_of for kept, _ in await library.entries()] == [None, "ex"]
    assert await library.sources() == [SourceSummary(source(), 2, 1)]
    _, present, gone = await library.changes(position, 10, E5)
    assert (present, gone) == ([], [2])


async def test_keeping_a_folded_entry_again_leaves_it_folded(library: Library) -> None:
    """Nothing is logged where nothing changed."""
    folded = replace(entry("y", 1), duplicate_of="ex")
    await library.keep(source(), [entry("x", 0), entry("y", 1)], [passage("x"), passage("y")])
    await library.fold("ey", "ex", [])
    position = await library.last_change()
    await library.keep(source(), [entry("x", 0), folded], [passage("x")])
    assert await library.entry("ey") == (folded, source())
    assert await library.last_change() == position


async def test_an_unfolded_entry_gets_passages_with_new_numbers(library: Library) -> None:
    """A number that was told as gone never comes back."""
    await library.keep(source(), [entry("x", 0), entry("y", 1)], [passage("x"), passage("y")])
    await library.fold("ey", "ex", [])
    await library.fold("ey", None, [passage("y")])
    assert await library.entry("ey") == (entry("y", 1), source())
    assert await numbered(library, "y") == [(3, passage("y"))]


async def test_folding_as_it_is_changes_nothing(library: Library) -> None:
    """Safe to repeat, in both directions."""
    await library.keep(source(), [entry("x", 0), entry("y", 1)], [passage("x"), passage("y")])
    await library.fold("ey", "ex", [])
    before = await library.last_change()
    await library.fold("ey", "ex", [])
    await library.fold("ex", None, [passage("x")])
    assert await library.last_change() == before


@pytest.mark.parametrize("original", ["nobody", "ey", "ez"])
async def test_nothing_is_folded_into_what_cannot_stand_for_it(library: Library, original: str) -> None:
    """Into nothing, into itself, or into a duplicate: another process was here meanwhile."""
    names = [entry("x", 0), entry("y", 1), entry("z", 2)]
    await library.keep(source(), names, [passage("x"), passage("y")])
    await library.fold("ez", "ex", [])
    before = await library.entries(), await library.last_change()
    await library.fold("ey", original, [])
    assert (await library.entries(), await library.last_change()) == before


async def test_folding_what_is_not_there_does_nothing(library: Library) -> None:
    """It was removed meanwhile; its passages must not come back without it."""
    await library.fold("ex", None, [passage("x")])
    assert await library.changes(0, 10, E5) == (0, [], [])


async def test_the_log_can_be_followed_in_steps(library: Library) -> None:
    """Each step returns the position from which the next goes on; at the end it stays."""
    cuts = [passage("x", position) for position in range(5)]
    await library.keep(source(), [entry("x")], cuts)
    seen: list[Passage] = []
    position = 0
    for _ in range(3):
        position, present, _ = await library.changes(position, 2, E5)
        seen.extend(each.passage for each in present)
    assert seen == cuts
    assert position == await library.last_change()
    assert await library.changes(position, 2, E5) == (position, [], [])


async def test_following_from_zero_tells_each_passage_once(library: Library) -> None:
    """The log compacts itself: only a passage's newest change is in it."""
    await library.keep(source(), [entry("x")], [passage("x")])
    await library.keep_vectors(E5, [(fingerprint(passage("x")), vector(1, 0))])
    position, present, gone = await library.changes(0, 10, E5)
    assert position == await library.last_change() > 1
    assert ([each.id for each in present], gone) == ([1], [])


async def test_contents_without_a_vector_come_newest_source_first_and_once(library: Library) -> None:
    """The same wording in two places is embedded once."""
    twin = replace(passage("y"), heading=passage("x").heading)
    await library.keep(source("a"), [entry("x", 0), entry("y", 1)], [passage("x"), twin])
    await library.keep(source("b", hours=1), [entry("z", of="b")], [passage("z")])
    newest, older = passage("z"), passage("x")
    assert await library.without_vector(E5, 10) == [
        (fingerprint(newest), wording(newest)),
        (fingerprint(older), wording(older)),
    ]
    assert await library.without_vector(E5, 1) == [(fingerprint(newest), wording(newest))]
    assert await library.vector_count(E5) == VectorCount(0, 3)


async def test_a_vector_reaches_every_passage_with_its_content(library: Library) -> None:
    """All of them are logged as changed and carry the vector, bit for bit."""
    twin = replace(passage("y"), heading=passage("x").heading)
    await library.keep(source(), [entry("x", 0), entry("y", 1)], [passage("x"), twin, passage("x", 1, "…")])
    position = await library.last_change()
    await library.keep_vectors(E5, [(fingerprint(twin), vector(0.1, -0.2))])
    _, present, _ = await library.changes(position, 10, E5)
    assert [(each.id, each.vector.tobytes() if each.vector is not None else b"") for each in present] == [
        (1, vector(0.1, -0.2).tobytes()),
        (2, vector(0.1, -0.2).tobytes()),
    ]
    assert await library.vector_count(E5) == VectorCount(2, 1)


async def test_a_vector_belongs_to_its_embedder(library: Library) -> None:
    """Another embedder starts from nothing."""
    await library.keep(source(), [entry("x")], [passage("x")])
    await library.keep_vectors(E5, [(fingerprint(passage("x")), vector(1, 0))])
    _, (present,), _ = await library.changes(0, 10, "other")
    assert present.vector is None
    assert await library.vector_count("other") == VectorCount(0, 1)
    assert len(await library.without_vector("other", 10)) == 1


async def test_vectors_come_back_as_they_were_kept(library: Library) -> None:
    """Those of a passage's sentences stand one after the other, so that a row may be of any length."""
    rows = {"a": vector(1, 0), "b": vector(0.1, -0.2, 0.3, 0.4, 0.5, 0.6)}
    await library.keep_vectors("e5/sentences", list(rows.items()))
    known = await library.vectors("e5/sentences", ["b", "a", "c"])
    assert {content: row.tobytes() for content, row in known.items()} == {
        content: row.tobytes() for content, row in rows.items()
    }
    assert await library.vectors(E5, ["a"]) == {}


async def test_a_vector_that_is_there_already_is_no_change(library: Library) -> None:
    """Two processes may embed the same content; the second finds it done."""
    await library.keep(source(), [entry("x")], [passage("x")])
    for _ in range(2):
        await library.keep_vectors(E5, [(fingerprint(passage("x")), vector(1, 0))])
    assert await library.last_change() == 2


async def test_content_that_comes_back_has_its_vector_at_once(library: Library) -> None:
    """Vectors are remembered by content."""
    await library.keep(source(), [entry("x")], [passage("x")])
    await library.keep_vectors(E5, [(fingerprint(passage("x")), vector(1, 0))])
    await library.remove("sa")
    await library.keep(source("b"), [replace(entry("x"), source_id="sb")], [passage("x")])
    _, (present,), _ = await library.changes(0, 10, E5)
    assert present.vector is not None
    assert await library.without_vector(E5, 10) == []


async def test_found_passages_come_with_entry_and_source(library: Library) -> None:
    """Unknown numbers are left out."""
    await library.keep(source(), [entry("x")], [passage("x")])
    found = await library.found([1, 99])
    assert found == {1: Found(1, passage("x"), entry("x"), source(), score=0.0)}


async def test_the_lexicon_counts_what_entries_teach(library: Library) -> None:
    """Pairs of names and Latin words, by the number of entries that have them."""
    text = "这称为困惑度（perplexity）。"
    told = [replace(entry(name, at), text=text) for at, name in enumerate("xy")]
    await library.keep(source(), told, [])
    lexicon = await library.lexicon(Lexicon())
    assert lexicon.pairs == {NamePair("困惑度", "perplexity"): 2}
    assert lexicon.words["perplexity"] == 2
    assert await library.lexicon(lexicon) is lexicon


async def test_the_lexicon_goes_with_its_entries(library: Library) -> None:
    """An entry that says something else, or is gone, teaches what it taught no longer."""
    await library.keep(source(), [replace(entry("x"), text="这称为困惑度（perplexity）。")], [])
    before = await library.lexicon(Lexicon())
    await library.keep(source(), [replace(entry("x"), text="这称为焦点损失（focal loss）。")], [])
    changed = await library.lexicon(before)
    assert set(changed.pairs) == {NamePair("焦点损失", "focal loss")}
    assert changed.version != before.version
    await library.remove("sa")
    assert (await library.lexicon(changed)).pairs == {}


async def test_mentions_are_the_texts_that_stand_in_an_entry(library: Library) -> None:
    """In any case, in its text or title, and as they are written: `%` is a percent sign."""
    await library.keep(source(), [replace(entry("x"), text="A Sigmod of 99%.", title="卷集")], [])
    assert await library.mentions(["sigmod", "卷集", "卷积", "99%", "9_%"]) == {"sigmod", "卷集", "99%"}
