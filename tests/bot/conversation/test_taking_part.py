"""/mine and its buttons, over a real database."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram.methods import AnswerCallbackQuery, SendDocument
from aiogram.types import BufferedInputFile

from bot.buttons import Press
from bot.settings import Settings
from bot.weekly import WeeklyUseCases
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.notes import Note, NoteState, Revision
from tests.bot.conversation.submitting.desk import desk_over
from tests.bot.doubles import GROUP, PERSON, Conversation
from tests.fakes import NOON, FixedClock

OTHER = {**PERSON, "id": 8, "first_name": "小红"}


class Member:
    """A member who talks to the bot, with notes in the database."""

    def __init__(self, weekly: WeeklyUseCases, clock: FixedClock) -> None:
        self.weekly, self.clock, self.chat = weekly, clock, Conversation()
        self.chat.dispatcher["weekly"] = weekly

    async def note(self, title: str, author: int = 7, *, state: NoteState = NoteState.PENDING, ago: int = 0) -> Note:
        """A note of somebody's, so many days old."""
        issue, at = await self.weekly.issues.open(NOON), NOON - dt.timedelta(days=ago)
        origin = Origin(author, 1, author, private=True)
        fresh = Note(0, author, origin, Section.STUDY, state, at, at, revision=1, issue_id=issue.id)
        fresh = replace(fresh, label="4-n2" if state is NoteState.PUBLISHED else None)
        words = f"**{title}** 的正文 ![图](attachment:3)"
        step = Step(notes=(NoteChange(None, fresh),), revisions=(Revision(-1, 1, title, words, at),))
        taken = await self.weekly.issues.take(step, at)
        assert taken is not None
        return taken.notes[0].after

    async def press(self, words: str, person: dict[str, object] = PERSON) -> str:
        """Press a button of the bot's only message; what stands there then."""
        shown = (self.chat.screen.edits or self.chat.screen.messages)[-1]
        assert shown.reply_markup
        rows = shown.reply_markup.inline_keyboard
        data = next(one.callback_data for row in rows for one in row if words in one.text)
        await self.chat.press(data or "", shown, person)
        return (self.chat.screen.edits or self.chat.screen.messages)[-1].text or ""

    def buttons(self) -> list[str]:
        """What can be pressed."""
        shown = (self.chat.screen.edits or self.chat.screen.messages)[-1]
        return [one.text for row in shown.reply_markup.inline_keyboard for one in row] if shown.reply_markup else []


@pytest.fixture
async def member(sqlite_database: Path) -> AsyncIterator[Member]:
    """小明, on a Monday."""
    async with open_engine(sqlite_database) as engine:
        clock = FixedClock()
        yield Member(weekly_of(engine, Settings(editors_chat=-500, _env_file=None), clock), clock)


async def test_only_ones_own_notes_are_listed_with_their_state_and_label(member: Member) -> None:
    """The newest first, five a page; drafts that were thrown away are none."""
    for n in range(6):
        await member.note(f"第<{n}>篇", state=NoteState.PUBLISHED if n == 0 else NoteState.PENDING, ago=7 * (5 - n))
    await member.note("别人的", 8)
    await member.note("丢掉的", state=NoteState.DISCARDED)
    (shown,) = await member.chat.say("/mine")
    assert "共 6 篇" in shown
    assert shown.index("第<5>篇") < shown.index("第<1>篇")
    assert ("第<0>篇" in shown, "别人" in shown, "丢掉" in shown) == (False, False, False)
    assert "连续 6 周，可歇 1 周不断，这周已经投了" in shown
    second = await member.press("(2/2)")
    assert "#1 · 学习心得 · 已发布 · #4-心2\n第<0>篇" in second


async def test_a_note_is_opened_with_what_can_be_done_to_it(member: Member) -> None:
    """Its own text; the buttons are those of handing in, for this version; there is a way back."""
    note = await member.note("门控")
    await member.chat.say("/mine")
    assert "门控 的正文" in await member.press(f"#{note.id}")
    assert member.buttons() == ["修改", "撤回", "返回"]
    shown = member.chat.screen.edits[-1].reply_markup
    assert shown
    assert Press.of(shown.inline_keyboard[0][1].callback_data) == Press("note", "withdraw", note.id, note.version)
    assert "共 1 篇" in await member.press("返回")


async def test_somebody_elses_note_is_not_opened_by_a_made_up_button(member: Member) -> None:
    """Numbers can be guessed; what is anonymous stays so."""
    other = await member.note("秘密", 8)
    await member.chat.say("/mine")
    await member.chat.press(Press("mine", "show", other.id).pack())
    assert "秘密" not in str(member.chat.calls())
    notices = [one for one in member.chat.calls() if isinstance(one, AnswerCallbackQuery)]
    assert (notices[-1].show_alert, "没有这篇" in (notices[-1].text or "")) == (True, True)


async def test_wishes_are_off_until_they_are_pressed_and_a_button_says_what_it_sets(member: Member) -> None:
    """The same button twice is the same wish: an update may come again."""
    await member.chat.say("/mine")
    await member.press("设置")
    assert all(text.startswith("⬜") for text in member.buttons()[:4])
    shown = member.chat.screen.edits[-1]
    for _ in range(2):
        await member.chat.press(Press("mine", "wish", 0, 1, "reminders").pack(), shown)
    kept = await member.weekly.members.member(7)
    assert kept is not None
    assert (kept.wants_reminders, kept.wants_recall, kept.shows_streak, kept.anonymous) == (True, False, False, False)
    assert member.buttons()[0].startswith("✅")


async def test_in_a_group_it_says_where_and_shows_a_streak_only_where_that_is_wanted(member: Member) -> None:
    """No note is named there."""
    await member.note("门控")
    (hint,) = await member.chat.say("/mine", GROUP)
    assert ("私聊" in hint, "门控" in hint, "连续" in hint) == (True, False, False)
    known = await member.weekly.members.member(7)
    assert known is not None
    await member.weekly.members.keep(replace(known, shows_streak=True))
    (hint,) = await member.chat.say("/mine", GROUP)
    assert "小明 已经连续 1 周投稿" in hint


async def test_a_year_is_exported_as_a_file_of_ones_own(member: Member) -> None:
    """Neither what is older, nor anybody else's."""
    for title, author, ago in (("今年", 7, 30), ("前年", 7, 400), ("别人", 8, 1)):
        await member.note(title, author, ago=ago)
    await member.chat.say("/mine")
    await member.press("导出")
    (sent,) = [one for one in member.chat.calls() if isinstance(one, SendDocument)]
    assert isinstance(sent.document, BufferedInputFile)
    text = sent.document.data.decode()
    assert text == "## 今年\n\n学习心得 · 2025-12-06 · 待审\n\n**今年** 的正文 〔图〕\n"
    assert sent.document.filename == "notes-2025-12-06.md"


async def test_what_was_handed_in_is_withdrawn_from_the_list(sqlite_database: Path) -> None:
    """Also while another note is being collected: the command is no part of it."""
    async with desk_over(sqlite_database) as desk:
        note = await desk.handed_in("门控为什么要用两种激活函数，我的理解是这样的")
        await desk.say("/submit")
        assert "共 1 篇" in (await desk.say("/mine"))[0]
        await desk.press(f"#{note.id}")
        await desk.press("撤回")
        await desk.press("撤回 #")
        (withdrawn,) = await desk.mine(state=NoteState.WITHDRAWN)
        assert withdrawn.note.id == note.id
        assert await desk.weekly.notes.collecting(7, 7) is not None


async def test_everything_is_erased_once_it_is_sure_and_nothing_came_since(member: Member) -> None:
    """The first press asks; a yes to fewer notes than there are asks again."""
    await member.note("第一篇")
    await member.chat.say("/mine")
    assert "（1 篇）" in await member.press("删除我的投稿")
    await member.note("第二篇")
    assert "（2 篇）" in await member.press("确定")
    assert "已删除 2 篇" in await member.press("确定")
    assert await member.weekly.notes.of_author(7) == []
    assert await member.weekly.members.member(7) is None
