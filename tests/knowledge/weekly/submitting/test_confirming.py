"""Handing in."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.weekly.bylines import bylines
from knowledge.weekly.compiling import is_ready
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, NoteState
from knowledge.weekly.submitting import ConsentWanted, NoteRefusal, NoteRefused, Sender
from knowledge.weekly.submitting.confirming import expected_number
from tests.fakes import NOON, FixedClock
from tests.knowledge.weekly.submitting.desks import HONG, MING, Telling, confirmed, message, previewed, submitting_over


async def test_editors_are_told_of_what_is_nearly_the_same(sqlite_database: Path) -> None:
    """And of what the text may hold by mistake; nothing is refused for it."""
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        telling = cast("Telling", submitting.desk.announcements)
        text = "注意力机制把每个词和其他词的关系都算一遍，然后加权求和，这样长距离的依赖也能学到。"
        await confirmed(submitting, message(text, 1))
        await confirmed(submitting, message(f"{text}真好。", 2, HONG))
        await confirmed(submitting, message("完全另一回事，有问题找 hong@example.org 就好。", 3, HONG))
        assert telling.hints == [[], ["near 1"], ["email"]]


async def test_whose_words_are_quoted_is_asked_where_they_are_of_the_group(sqlite_database: Path) -> None:
    """Who is only forwarded in private, and unknown here, is nobody to ask: such a note waits for nobody."""
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        in_group = await confirmed(submitting, message("群里的话。", 1, quoted=99))
        stranger = await confirmed(submitting, message("陌生人的话。", 2, chat=7, quoted=98))
        await submitting.desk.members.seen(8, "小红", None)
        member = await confirmed(submitting, message("小红私下说的话。", 3, chat=7, quoted=8))
        own = await confirmed(submitting, message("自己以前说的话。", 4, chat=7, quoted=7))
        asked = [(one.quoted[0].agreement, is_ready(one)) for one in (in_group, stranger, member, own)]
        nothing = (Agreement.NOT_ASKED, True)
        assert asked == [(Agreement.ASKED, False), nothing, (Agreement.ASKED, False), nothing]
        await submitting.answer_consent(99, in_group.id, given=True)
        answered = await submitting.desk.written(in_group.id)
        assert (answered.note.state, is_ready(answered.note)) == (NoteState.PENDING, True)
        with pytest.raises(NoteRefused):
            await submitting.answer_consent(98, in_group.id, given=False)


async def test_what_was_changed_since_is_not_confirmed(sqlite_database: Path) -> None:
    """Nor what is another's, nor without consent; and of two that say the same at once, one is taken."""
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        mine = (await previewed(submitting, message("同一句话。", 1))).written.note
        theirs = (await previewed(submitting, message("同一句话。", 2, HONG))).written.note
        wanted = await submitting.confirm_note(MING, mine.id, mine.version)
        assert isinstance(wanted, ConsentWanted)
        refusals = []
        for sender, note, version in ((HONG, mine, mine.version), (MING, mine, mine.version - 1)):
            with pytest.raises(NoteRefused) as refused:
                await submitting.confirm_note(sender, note.id, version, agreed=True)
            refusals.append(refused.value.refusal)
        await submitting.confirm_note(MING, mine.id, mine.version, agreed=True)
        with pytest.raises(NoteRefused) as same:
            await submitting.confirm_note(HONG, theirs.id, theirs.version, agreed=True)
        assert [*refusals, same.value.refusal] == [NoteRefusal.NOT_YOURS, NoteRefusal.STALE, NoteRefusal.SAME]
        assert same.value.note is not None
        assert same.value.note.id == mine.id


async def test_of_two_that_say_the_same_at_one_instant_one_is_taken(sqlite_database: Path) -> None:
    """Both were looked at before either was handed in; the other is told where its words are."""
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        shown = [
            (who, (await previewed(submitting, message("同一句话。", number, who))).written.note)
            for number, who in enumerate((MING, HONG), start=1)
        ]
        presses = [submitting.confirm_note(who, note.id, note.version, agreed=True) for who, note in shown]
        ends = await asyncio.gather(*presses, return_exceptions=True)
        (refused,) = [one for one in ends if isinstance(one, NoteRefused)]
        assert refused.refusal is NoteRefusal.SAME
        states = {(await submitting.desk.written(note.id)).note.state for _, note in shown}
        assert states == {NoteState.PENDING, NoteState.DISCARDED}


def test_an_issue_is_told_by_the_number_that_it_will_have() -> None:
    """Those before it that are not out yet count; one that was skipped does not."""
    numbered = Issue(1, IssueState.PUBLISHED, NOON, NOON, number=4)
    skipped = Issue(2, IssueState.SKIPPED, NOON, NOON)
    reviewed = Issue(3, IssueState.REVIEW, NOON, NOON)
    opened = Issue(4, IssueState.OPEN, NOON, NOON)
    issues = [numbered, skipped, reviewed, opened]
    assert [expected_number(issues, one) for one in (numbered, reviewed, opened)] == [4, 5, 6]


async def test_a_name_that_passes_for_somebody_else_is_chosen_anew(sqlite_database: Path) -> None:
    """An editor's, nobody's, or what another member is called by choice; who wants no name is not asked."""
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        await submitting.choose_nickname(MING, "梯度")
        for number, name in enumerate(("编 輯", "匿名", "梯 度"), start=2):
            shown = (await previewed(submitting, message(f"第{number}句话。", number, Sender(9, name)))).written.note
            with pytest.raises(NoteRefused) as refused:
                await submitting.confirm_note(Sender(9, name), shown.id, shown.version, agreed=True)
            taken = NoteRefusal.NAME_TAKEN if name == "梯 度" else NoteRefusal.NAME_RESERVED
            assert refused.value.refusal is taken
        await submitting.choose_nickname(Sender(9, "梯 度"), "反向")
        assert (await confirmed(submitting, message("又一句话。", 5, Sender(9, "梯 度")))).state is NoteState.PENDING


def test_who_is_called_otherwise_since_is_counted() -> None:
    """Telegram lets people change their names after their note was taken."""
    members = Member(1, "小明", nickname="梯度"), Member(2, "管理员"), Member(3, "梯度"), Member(4, "小明")
    assert bylines(members) == {1: "梯度", 2: "成员2", 3: "成员3", 4: "小明"}
