"""The buttons under a note."""

from aiogram.methods import AnswerCallbackQuery

from bot.buttons import Press
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import NoteEvent, NoteState
from tests.bot.conversation.submitting.desk import OTHER, Desk
from tests.bot.doubles import GROUP


async def test_changing_a_note_of_a_group_leads_to_the_private_chat(desk: Desk) -> None:
    """Where messages are collected; the link begins the draft there."""
    await desk.handed_in("群里交的。", GROUP)
    await desk.press("再改改")
    answers = [call for call in desk.chat.calls() if isinstance(call, AnswerCallbackQuery)]
    assert answers[-1].url == "https://t.me/zixue_bot?start=n_1"
    assert (await desk.say("/start n_1"))[0].startswith("请把改好的全文发给我")
    assert (await desk.say("/start n_1", {"id": 8, "type": "private"}, OTHER)) == ["这个按钮只给本人用。"]
    await desk.say("私下改好的。")
    await desk.say("/done")
    await desk.press("确认投稿")
    assert next(one for one in await desk.mine() if one.note.id == 1).revision.text == "私下改好的。"


async def test_a_button_that_an_editor_made_stale_says_who(desk: Desk) -> None:
    """With the note as it is now in the place of the message."""
    await desk.handed_in("一篇。")
    await desk.weekly.members.seen(9, "阿黄", None)
    note = (await desk.mine())[0].note
    assert await desk.weekly.reviewing.decide_note(1, note.version, NoteEvent.REJECT, "9", "太短")
    await desk.delivered()
    shown = desk.newest("撤回")
    await desk.chat.press(Press("note", "queue_jump", 1, note.version).pack(), shown)
    assert desk.chat.screen.notices[-1].startswith("已由 阿黄 处理")
    assert "已拒绝" in (desk.session.messages[7, shown.message_id].text or "")


async def test_a_forged_section_changes_nothing(desk: Desk) -> None:
    """A button's data comes from outside: sections that no note may stand in, and notes that are not there."""
    await desk.say("/submit 一篇。")
    desk.later(3)
    await desk.due()
    shown = desk.newest("确认投稿")
    for action, more in (("section", "errata"), ("section", "x"), ("join", "1"), ("join", "99"), ("anonymous", "")):
        await desk.chat.press(Press("note", action, 1, 2, more).pack(), shown)
    note = (await desk.mine())[0].note
    assert (note.section, note.joins, note.anonymous, note.state) == (Section.STUDY, None, False, NoteState.PREVIEWED)
    await desk.chat.press(Press("note", "confirm", 99, 2).pack(), shown)
    assert desk.chat.screen.notices[-1].startswith("没有编号 #99")
