"""Editing what was handed in."""

from dataclasses import replace

from bot.catalogue.submitting import Submissions
from knowledge.spine.inbox import Claim
from knowledge.weekly.issues import IssueState, NoteChange, Step
from knowledge.weekly.notes import NoteState
from tests.bot.conversation.submitting.desk import EDITORS, OTHER, Desk
from tests.bot.doubles import GROUP, PRIVATE


async def moved(desk: Desk, state: NoteState) -> None:
    """Note 1 in another state, as editors would have it."""
    note = await desk.weekly.notes.bare(1)
    assert note is not None
    assert await desk.weekly.issues.take(Step(notes=(NoteChange(note, replace(note, state=state)),)), desk.clock.now())


async def first_message(desk: Desk) -> int:
    """The number of the message that began note 1."""
    note = await desk.weekly.notes.bare(1)
    assert note is not None
    return note.origin.message_id


async def test_an_edited_message_is_a_new_revision(desk: Desk) -> None:
    """Before it is confirmed a new preview follows; a card is refreshed, and what was placed is looked at again."""
    await desk.say("/submit 原来的话。")
    desk.later(3)
    await desk.due()
    number = await first_message(desk)
    await desk.edit(number, "/submit 改过的话。")
    (shown,) = await desk.due()
    assert "改过的话" in shown
    await desk.press("确认投稿")
    await desk.press("同意并投稿")
    await desk.delivered()
    await desk.edit(number, "/submit 再改一次。")
    assert {(key[:7], chat) for key, chat, _ in await desk.delivered()} == {("card:1:", EDITORS)}
    await moved(desk, NoteState.PLACED)
    await desk.edit(number, "/submit 收进之后又改。")
    cards = "".join(text for _, chat, text in await desk.delivered() if chat == EDITORS)
    assert "收进之后又" in cards
    assert "与上一稿相比" in cards
    (mine,) = await desk.mine()
    assert (mine.note.state, mine.revision.text) == (NoteState.PENDING, "收进之后又改。")
    assert len(await desk.weekly.notes.revisions(1)) == 4


async def test_an_edit_is_told_of_when_its_update_is_tried_again(desk: Desk) -> None:
    """The process that worded the note anew died before it said so; an edit that changes nothing is passed over."""
    await desk.handed_in("原来的话。")
    number, noted = await first_message(desk), Submissions.EDIT_NOTED.say("zh")

    def told() -> int:
        return sum(one.text == noted for one in desk.session.messages.values())

    for attempt, times in ((1, 1), (1, 1), (2, 2)):
        claim = Claim(1, 3, "1", "", desk.clock.time, attempt)
        await desk.edit(number, "/submit 改过的话。", claim=claim)
        assert told() == times
    assert len(await desk.weekly.notes.revisions(1)) == 2


async def test_editing_the_words_beside_a_quotation_keeps_it(desk: Desk) -> None:
    """The command was a reply to another's message: its words are still in the note."""
    original = {"message_id": 90, "date": 1, "chat": PRIVATE, "from": OTHER, "text": "梯度会消失。"}
    await desk.say("/submit 我的说明。", reply_to_message=original)
    desk.later(3)
    await desk.due()
    await desk.edit(await first_message(desk), "/submit 改过的说明。", reply_to_message=original)
    (shown,) = await desk.due()
    assert "改过的说明。" in shown
    assert "梯度会消失。" in shown


async def test_the_same_words_again_are_no_revision(desk: Desk) -> None:
    """Telegram tells of edits that change nothing but a link's preview."""
    await desk.handed_in("不变的话。")
    await desk.edit(await first_message(desk), "/submit 不变的话。")
    assert await desk.delivered() == []
    assert (await desk.mine())[0].note.revision == 1


async def test_nobody_edits_anothers_note(desk: Desk) -> None:
    """An edit counts where its author is the note's."""
    await desk.handed_in("我的话。", GROUP)
    number = await first_message(desk)
    note = await desk.weekly.notes.of_message(-100, number)
    assert note is not None
    await desk.edit(number, "/submit 另一个群的同号消息。", {**GROUP, "id": -101})
    assert (await desk.mine())[0].revision.text == "我的话。"


async def test_after_freezing_an_edit_is_a_request(desk: Desk) -> None:
    """What is frozen stays; the author confirms a correction, of which editors get a card."""
    await desk.handed_in("定稿的话。")
    await moved(desk, NoteState.PUBLISHED)
    desk.later(60)
    await desk.edit(await first_message(desk), "/submit 定稿后更正的话。")
    (shown,) = await desk.due()
    assert shown.startswith("修改 #1 的预览")
    assert (await desk.press("确认投稿")).startswith("更正申请已交给编辑")
    (card,) = await desk.delivered()
    assert card[1] == EDITORS
    request, kept = await desk.mine()
    assert (request.note.amends, request.note.state) == (1, NoteState.PENDING)
    assert (kept.note.state, kept.revision.text) == (NoteState.PUBLISHED, "定稿的话。")


async def test_a_note_can_be_written_anew(desk: Desk) -> None:
    """By the button, in private; its number stays, and editing an old message does not bring the old words back."""
    await desk.handed_in("第一稿。")
    number = await first_message(desk)
    await desk.press("再改改")
    assert (desk.chat.screen.messages[-1].text or "").startswith("请把改好的全文发给我")
    await desk.say("第二稿，")
    await desk.say("分两条写。")
    (shown,) = await desk.say("/done")
    assert shown.startswith("修改 #1 的预览")
    assert (await desk.press("确认投稿")).startswith("已收到，编号 #1")
    revised = next(one for one in await desk.mine() if one.note.id == 1)
    assert (revised.note.state, revised.revision.text) == (NoteState.PENDING, "第二稿，\n\n分两条写。")
    await desk.edit(number, "/submit 第一稿改。")
    assert "后来改成了另一个版本" in (desk.chat.screen.messages[-1].text or "")


async def test_a_preview_can_be_written_anew(desk: Desk) -> None:
    """It is the same note with other words, and nothing was handed in."""
    await desk.say("/submit 写得不好。")
    desk.later(3)
    await desk.due()
    await desk.press("再改改")
    await desk.say("写得好了。")
    (shown,) = await desk.say("/done")
    assert shown.startswith("投稿预览")
    assert [(one.note.id, one.note.state) for one in await desk.mine()] == [(1, NoteState.PREVIEWED)]


async def test_a_rejected_note_is_handed_in_again_as_another(desk: Desk) -> None:
    """Which says what it takes the place of."""
    await desk.handed_in("太短。")
    await moved(desk, NoteState.REJECTED)
    await desk.press("再改改")
    await desk.say("这次写得具体：学习率从 0.1 降到 0.01，损失就不跳了。")
    await desk.say("/done")
    assert (await desk.press("确认投稿")).startswith("已收到，编号 #2")
    again, rejected = await desk.mine()
    assert (again.note.supersedes, again.note.state) == (1, NoteState.PENDING)
    assert rejected.note.state is NoteState.REJECTED


async def test_a_late_note_is_for_the_next_issue_and_may_ask_for_this_one(desk: Desk) -> None:
    """Once the cut-off was, said so, and editors see the wish."""
    for n in range(3):
        await desk.handed_in(f"按时交的第 {n} 篇，说的是第 {n} 章。")
    now = desk.clock.now()
    await desk.weekly.close_issue(await desk.weekly.issues.open(now), "clock")
    await desk.delivered()
    await desk.say("/submit 迟到的一篇。")
    desk.later(3)
    await desk.due()
    received = await desk.press("确认投稿")
    assert "预计第 2 期" in received
    assert "已经截稿" in received
    await desk.press("请求插队")
    late = (await desk.mine())[0].note
    issue = await desk.weekly.issues.issue(late.issue_id or 0)
    assert issue is not None
    assert (late.urgent, issue.state) == (True, IssueState.OPEN)
    assert desk.chat.screen.notices[-1].startswith("已告诉编辑")
