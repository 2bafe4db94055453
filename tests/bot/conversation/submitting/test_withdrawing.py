"""`/withdraw`."""

from dataclasses import replace

from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.notes import NoteState
from tests.bot.conversation.submitting.desk import EDITORS, OTHER, Desk
from tests.bot.doubles import GROUP


async def test_a_note_is_withdrawn_by_its_number(desk: Desk) -> None:
    """By its author alone; editors see it on the card."""
    await desk.handed_in("要撤回的。")
    assert await desk.say("/withdraw 1", GROUP, OTHER) == ["这个按钮只给本人用。"]
    assert await desk.say("/withdraw #1") == ["#1 已撤回。"]
    assert [chat for _, chat, _ in await desk.delivered()] == [EDITORS]
    assert (await desk.mine())[0].note.state is NoteState.WITHDRAWN
    assert await desk.say("/withdraw 9") == ["没有编号 #9 的投稿，请看看编号。"]


async def test_without_a_number_it_asks_which(desk: Desk) -> None:
    """A button a note, then whether that is meant; in a group nothing is listed, as it would tell who wrote what."""
    assert await desk.say("/withdraw") == ["你没有可以撤回的投稿。"]
    await desk.handed_in("# 第一篇\n内容。")
    await desk.handed_in("# 第二篇\n别的内容。")
    assert await desk.say("/withdraw", GROUP) == ["请私聊我，再用这个命令。"]
    assert await desk.say("/withdraw") == ["要撤回哪一篇？"]
    assert (await desk.press("#1 第一篇")).startswith("撤回 #1《第一篇》？")
    assert await desk.press("确定撤回 #1") == "#1 已撤回。"
    assert [one.note.state for one in await desk.mine()] == [NoteState.PENDING, NoteState.WITHDRAWN]


async def test_what_is_published_cannot_be_withdrawn(desk: Desk) -> None:
    """The sentence says what can be done."""
    await desk.handed_in("已经刊出的。")
    note = (await desk.mine())[0].note
    change = NoteChange(note, replace(note, state=NoteState.PUBLISHED))
    await desk.weekly.issues.take(Step(notes=(change,)), desk.clock.now())
    (said,) = await desk.say("/withdraw 1")
    assert "/mine" in said
