"""Erasing all that somebody has handed in, whatever has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import text

from knowledge.records import Effect, Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import IssueState
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Part, Revision, Written
from knowledge.weekly.reviewing.arrange_issue import Arrangement
from knowledge.weekly.taking_part import EraseMine, Erasure
from knowledge.weekly.taking_part.erasing import Theirs
from tests.fakes import NOON
from tests.knowledge.weekly.publishing.conftest import EDITORS, Desk, More, PlainAnnouncements, later

MING, SECRET = 1, "不想再被人读到的一句话"


@dataclass
class Cards(PlainAnnouncements):
    """Announcements that keep what they were to put on cards."""

    shown: list[Written] = field(default_factory=list)

    def card(
        self, written: Written, member: Member | None, hints: Sequence[str], before: Revision | None
    ) -> Sequence[Effect]:
        """To the editors."""
        assert (member, tuple(hints), before) == (None, (), None)
        self.shown.append(written)
        return [Effect(f"card:{written.note.id}:{written.note.version}", EDITORS, {"html": "已删除"})]


def erasing(desk: Desk, cards: Cards | None = None) -> EraseMine:
    """The use case, with cards that can be looked at."""
    return replace(desk.weekly.taking_part.erase_mine, announcements=cards or Cards())  # type: ignore[arg-type]  # cards only


async def everywhere(desk: Desk) -> str:
    """All texts of the database that could hold what somebody wrote, or who they are."""
    tables = (
        "revisions",
        "parts",
        "notes",
        "note_authors",
        "members",
        "audits",
        "artefacts",
        "published_entries",
        "entries",
    )
    async with desk.engine.connect() as connection:
        rows = [row for name in tables for row in await connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
    return "\n".join(
        value.decode(errors="replace") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )


async def test_what_was_not_published_is_gone_with_its_author(desk: Desk) -> None:
    """A note in hand, a rejected one, drafts that are collected or were dropped; editors' cards are empty."""
    issue, cards = await desk.open(), Cards()
    for state in (NoteState.PENDING, NoteState.REJECTED):
        await desk.note(issue, SECRET, MING, state=state, title=SECRET)
    kept = await desk.note(issue, "别人的", 2)
    origin = Origin(MING, 5, MING, private=True)
    draft = Note(0, MING, origin, kept.section, NoteState.COLLECTING, NOON, NOON)
    await desk.weekly.notes.begin(draft, Part(0, MING, 5, SECRET, NOON))
    in_group = replace(draft, origin=Origin(-100, 6, MING))
    await desk.weekly.notes.begin(in_group, Part(0, -100, 6, SECRET, NOON))
    dropped = replace(draft, origin=Origin(-100, 7, MING), state=NoteState.DISCARDED)
    await desk.weekly.notes.begin(dropped, Part(0, -100, 7, SECRET, NOON))
    assert await erasing(desk, cards)(MING) == Erasure(2)
    assert SECRET not in await everywhere(desk)
    assert await desk.weekly.members.member(MING) is None
    assert await desk.weekly.notes.bare(kept.id) == kept
    assert [(one.note.state, one.note.author_id, one.revision.text) for one in cards.shown] == [
        (NoteState.ERASED, None, "")
    ] * 2
    assert await erasing(desk)(MING) == Erasure(0)


async def test_what_is_published_is_printed_anew_under_the_same_numbers(desk: Desk) -> None:
    """Nothing of it is left in any table; the others keep their labels, and posts are edited."""
    issue = await desk.published(notes=2)
    before = await desk.weekly.issues.compiled(1)
    assert before is not None
    later(desk.clock, minutes=5)
    done = await erasing(desk)(MING)
    after = await desk.weekly.issues.compiled(1)
    assert after is not None
    assert done == Erasure(1, (1,))
    assert ((await desk.now(issue)).state, after.revision) == (IssueState.CORRECTED, 2)
    assert [one.label for one in after.entries()] == [one.label for one in before.entries()]
    assert [one.contributions[0].erased for one in after.entries()] == [True, False]
    assert [key for key in await desk.send() if key.startswith("issue:")] == ["issue:1:2:channel:-1001"]
    await desk.weekly.settle_publications()  # what answers stand on is read again
    held = await everywhere(desk)
    assert ("第0条" in held, "成员1" in held, "第1条" in held) == (False, False, True)


async def test_a_frozen_issue_is_taken_back_and_one_that_is_on_its_way_is_waited_for(desk: Desk) -> None:
    """Editors freeze it again without the note; what is being sent right now can be corrected in a while."""
    frozen = await desk.weekly.freeze_issue(await desk.in_review(2), "7")
    assert frozen is not None
    assert await erasing(desk)(MING) == Erasure(1)
    assert (await desk.now(frozen)).state is IssueState.REVIEW
    again = await desk.weekly.freeze_issue(await desk.now(frozen), "7")
    assert again is not None
    publishing = await desk.weekly.publish_issue(again, "7")
    assert publishing is not None
    assert publishing.state is IssueState.PUBLISHING
    assert await erasing(desk)(2) == Erasure(0, (), (1,))
    assert await desk.weekly.members.member(2) is not None
    await desk.send()
    await desk.weekly.settle_publications()
    assert await erasing(desk)(2) == Erasure(1, (1,))


async def test_the_editor_on_duty_is_named_no_more(desk: Desk) -> None:
    """In a published issue and in the open one; another of the same name stays, and so does the foreword."""
    duty = Arrangement(editor="值班的小明")
    for editor in (MING, 7):
        issue = await desk.open()
        assert await desk.weekly.reviewing.arrange_issue(issue.id, issue.version, duty, str(editor))
        published = await desk.published(notes=2)
        later(desk.clock, days=7)
        assert published.editor == "值班的小明"
    last = await desk.open()
    assert await desk.weekly.reviewing.arrange_issue(last.id, last.version, duty, str(MING))
    assert (await erasing(desk)(MING)).corrected == (1, 2)
    printed = [await desk.weekly.issues.compiled(number) for number in (1, 2)]
    assert [one and one.editor for one in printed] == [None, "值班的小明"]
    assert [one.editor for one in await desk.weekly.issues.issues()] == [None, "值班的小明", None]
    page = await desk.weekly.issues.artefact(1, "issue.html")
    assert page is not None
    assert "值班的小明" not in page.data.decode()
    assert await desk.weekly.issues.artefact(1, "issue.html", 1) is None


async def test_a_process_that_died_in_between_leaves_nothing_undone(desk: Desk) -> None:
    """The issue was printed anew, the note was not erased: the next time it is, without another revision."""
    await desk.published(notes=2)
    use_case = erasing(desk)
    note = (await desk.weekly.notes.of_author(MING))[0].note
    await use_case._unprinted(note.issue_id or 0, Theirs(frozenset({note.id})))  # noqa: SLF001
    assert await erasing(desk)(MING) == Erasure(1)
    after = await desk.weekly.issues.compiled(1)
    assert after is not None
    assert after.revision == 2


async def test_of_a_withdrawn_issue_nothing_is_kept(desk: Desk) -> None:
    """Nobody can read it, so nothing is printed anew; its files go."""
    issue = await desk.published(notes=2)
    await desk.weekly.withdraw_issue(issue, "7")
    assert await erasing(desk)(MING) == Erasure(1)
    await desk.weekly.settle_publications()
    assert "第0条" not in await everywhere(desk)


async def test_a_name_is_erased_from_the_issues_that_mention_it(desk: Desk) -> None:
    """「第 1 期 成员1、成员2也读过」 in the next issue names the other alone, and is told to nobody."""
    paper = More(section=Section.PAPERS, title="注意力", url="https://arxiv.org/abs/1706.03762")
    for author in (MING, 2):
        await desk.note(await desk.open(), f"第{author}人读了", author, **paper)
    await desk.published(notes=1)
    later(desk.clock, days=7)
    await desk.note(await desk.open(), "我也读了", 3, **paper)
    await desk.published(notes=0)
    assert await erasing(desk)(MING) == Erasure(2, (1, 2))
    second = await desk.weekly.issues.compiled(2)
    assert second is not None
    (seen,) = second.entries()[0].seen_before
    assert (seen.label.slug, seen.authors) == ("1-p1", ("成员2",))
    await desk.weekly.settle_publications()
    assert "成员1" not in await everywhere(desk)
