"""The buttons under a note."""

from dataclasses import replace

from aiogram.methods import AnswerCallbackQuery

from bot.buttons import Press
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import IssueChange, IssueState, Step
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


async def test_the_title_follows_the_section_that_is_chosen(desk: Desk) -> None:
    """Where it was guessed before; and nobody is told that the section is a guess any more."""
    await desk.say("/submit 为什么门控有用？")
    desk.later(3)
    await desk.due()
    await desk.press("疑问解答")
    (mine,) = await desk.mine()
    assert (mine.note.section, mine.revision.title) == (Section.ANSWERS, "为什么门控有用？")
    shown = desk.newest("确认投稿")
    assert "猜的" not in (desk.session.messages[7, shown.message_id].text or "")


async def test_who_has_asked_for_the_earlier_issue_is_not_offered_it_again(desk: Desk) -> None:
    """The button goes, the others stay."""
    early = await desk.handed_in("早到的一篇。")
    assert early.issue_id is not None
    issue = await desk.weekly.issues.issue(early.issue_id)
    assert issue is not None
    assert await desk.weekly.issues.take(
        Step(
            issues=(
                IssueChange(issue, replace(issue, state=IssueState.REVIEW)),
                IssueChange(None, replace(issue, id=0, state=IssueState.OPEN)),
            )
        ),
        desk.clock.now(),
    )
    await desk.handed_in("晚到的一篇。")
    shown = desk.newest("请求插队")
    await desk.press("请求插队")
    now = desk.session.messages[7, shown.message_id]
    assert now.reply_markup is not None
    assert [one.text for row in now.reply_markup.inline_keyboard for one in row] == ["再改改", "撤回"]
