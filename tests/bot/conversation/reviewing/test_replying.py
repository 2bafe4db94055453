"""What editors write when they were asked to."""

import datetime as dt

import pytest

from bot.catalogue.reviewing import OBSTACLES, Cards
from bot.conversation.answering.staleness import STALE_AFTER, Absence
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.weekly.notes import LONGEST_TEXT, NoteState
from knowledge.weekly.reviewing import Obstacle
from tests.bot.conversation.reviewing.editors_chat import BEN, EditorsChat
from tests.fakes import NOON, FixedClock

LONG = "\n\n".join(f"第 {n} 段：" + "每一段都讲一点新的东西。" * 20 for n in range(30))
"""More than one message holds."""


async def test_a_long_wording_comes_as_a_file(chat: EditorsChat) -> None:
    """In whichever encoding; a message that was cut is not taken for the whole, nor is any other file."""
    note = await chat.handed_in("短短一句。")
    await chat.press(await chat.card(note), "编辑")
    asked = chat.last()
    cut = await chat.say(LONG[:4000], reply_to=asked)
    other = await chat.say(None, reply_to=asked, document=chat.file("稿.pdf", b"%PDF-1.7"))
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    wordless = await chat.say(None, reply_to=asked, sticker={**sticker, "is_animated": False, "is_video": False})
    assert (cut, wordless) == ([Cards.CUT.say("zh")], [Cards.TEXT_PLEASE.say("zh")])
    assert other[0].startswith("这种消息")
    too_long = chat.file("书.txt", ("长" * (LONGEST_TEXT + 1)).encode())
    assert await chat.say(None, reply_to=asked, document=too_long) == [OBSTACLES[Obstacle.TOO_LONG].say("zh")]
    assert (await chat.written(note)).note.revision == 1
    await chat.say(None, reply_to=asked, document=chat.file("稿.md", LONG.encode("gb18030")))
    assert (await chat.written(note)).revision.text == LONG
    await chat.say("/issue draft")
    await chat.press(chat.last(), "写刊首语")
    await chat.say(None, reply_to=chat.last(), document=chat.file("刊首语.md", LONG.encode()))
    assert (await chat.weekly.issues.open(chat.clock.now())).foreword == LONG


@pytest.mark.parametrize("late", [dt.timedelta(), STALE_AFTER + dt.timedelta(hours=5)])
async def test_a_reply_is_taken_however_late_it_is_worked_off(chat: EditorsChat, late: dt.timedelta) -> None:
    """What was asked for waits in the database, and nobody would write it again; a command is none."""
    note = await chat.handed_in("要改一改。")
    card = await chat.card(note)
    await chat.press(card, "请修改")
    await chat.press(chat.now(card), "自己写理由")
    asked = chat.last()
    chat.dispatcher["absence"] = Absence(SqlLeases(chat.engine), FixedClock(NOON + late))
    await chat.say("/nothing", reply_to=asked)
    assert (await chat.note(note)).state is NoteState.PENDING
    await chat.say("请补上出处", reply_to=asked)
    now = await chat.note(note)
    assert (now.state, now.reason) == (NoteState.CHANGES_REQUESTED, "请补上出处")


async def test_another_editors_reply_is_told_whose_is_waited_for(chat: EditorsChat) -> None:
    """It is no question, and nothing is decided by it."""
    note = await chat.handed_in("要改一改。")
    card = await chat.card(note)
    await chat.press(card, "请修改")
    await chat.press(chat.now(card), "自己写理由")
    asked = chat.last()
    assert await chat.say("请补上出处", BEN, reply_to=asked) == [Cards.WAITS_FOR.say("zh", name="安编")]
    assert (await chat.note(note)).state is NoteState.PENDING
