"""What an author changes of a note that is frozen or published, from the edit to the correction."""

from dataclasses import replace

from bot.catalogue.reviewing import Cards, Deeds
from bot.catalogue.submitting import Submissions
from bot.catalogue.transitions import ISSUES, NOTES
from knowledge.weekly.issues import Issue, IssueChange, IssueState, Step
from knowledge.weekly.notes import Note, NoteState
from tests.bot.conversation.reviewing.editors_chat import ANN, AUTHOR, BEN, EditorsChat

WRITER = {"id": AUTHOR, "is_bot": False, "first_name": "小明", "language_code": "zh-hans"}
OWN = {"id": AUTHOR, "type": "private"}


async def handed_in(chat: EditorsChat, words: str) -> Note:
    """What the author has handed in by a message, placed by an editor."""
    await chat.say(f"/submit {words}", WRITER, OWN)
    chat.clock.time = chat.clock.time.replace(second=30)
    await chat.weekly.submitting.preview_due()
    preview = await chat.shown("preview:1:1")
    await chat.press(preview, "确认投稿", WRITER)
    await chat.press(chat.now(preview), "同意并投稿", WRITER)
    await chat.press(await chat.shown("card:1"), "通过")
    (written,) = await chat.weekly.notes.of_author(AUTHOR)
    assert written.note.state is NoteState.PLACED
    return written.note


async def requested(chat: EditorsChat, note: Note, words: str, draft_id: int) -> None:
    """The author edits the message that began the note, and confirms the correction."""
    await chat.edit(note.origin.message_id, f"/submit {words}", WRITER, OWN)
    preview = await chat.shown(f"preview:{draft_id}:1")
    assert Submissions.AMENDS.say("zh", id=note.id) in (preview.text or "")
    await chat.press(preview, "匿名", WRITER)
    await chat.press(preview, "确认投稿", WRITER)
    assert chat.now(preview).text == Submissions.REQUESTED.say("zh")


async def in_state(chat: EditorsChat, issue: Issue, state: IssueState) -> Issue:
    """The issue, as settling would have it."""
    taken = await chat.weekly.issues.take(
        Step(issues=(IssueChange(issue, replace(issue, state=state)),)), chat.clock.now()
    )
    assert taken is not None
    return taken.issues[0].after


async def test_a_published_note_is_corrected_as_its_author_wishes(chat: EditorsChat) -> None:
    """By one request: refused while the issue cannot be changed, taken once, seen wherever the issue is."""
    note = await handed_in(chat, "门控一开一闭，信息就丢了。")
    issue = await chat.weekly.close_issue(await chat.weekly.issues.open(chat.clock.now()), "31")
    assert issue is not None
    frozen = await chat.weekly.freeze_issue(issue, "31")
    assert frozen is not None
    await requested(chat, note, "门控一开一闭，信息就留住了。", 2)
    assert chat.screen.notices[-1] == NOTES[NoteState.FROZEN].say("zh")
    card = await chat.shown("card:2")
    assert "更正" in (card.text or "")
    await chat.press(card, "通过")
    assert chat.screen.notices[-1] == NOTES[NoteState.FROZEN].say("zh")
    publishing = await chat.weekly.publish_issue(frozen, "31")
    assert publishing is not None
    await chat.press(card, "通过")
    assert chat.screen.notices[-1] == ISSUES[IssueState.PUBLISHING].say("zh")
    assert (await chat.written(note)).revision.text == "门控一开一闭，信息就丢了。"
    await in_state(chat, publishing, IssueState.PUBLISHED)
    for person in (ANN, ANN, BEN):
        await chat.press(card, "通过", person)
    assert chat.screen.notices[-3:-1] == [Cards.AMENDED.say("zh")] * 2
    assert chat.screen.notices[-1] == Cards.HANDLED.say("zh", name="安编", state="已丢弃")
    written, corrected = await chat.written(note), await chat.weekly.issues.compiled(1)
    assert (written.note.state, written.note.revision) == (NoteState.PUBLISHED, 2)
    assert corrected is not None
    assert (corrected.revision, "留住" in repr(corrected), "丢了" in repr(corrected)) == (2, True, False)
    effects = await chat.effects()
    assert effects["issue:1:2:group:-800"][1].edits == "issue:1:1:group:-800"
    assert "issue:1:3:group:-800" not in effects
    title = "门控一开一闭，信息就留住了。"
    told = effects[f"decided:{note.id}:{written.note.version}"]
    assert (told[0], Deeds.AMENDED.say("zh", id=note.id, title=title) in told[1].html) == (AUTHOR, True)


async def test_a_note_of_an_unfrozen_issue_is_changed_where_it_stands(chat: EditorsChat) -> None:
    """The request that came while it was frozen is taken without the note losing its place."""
    note = await handed_in(chat, "学习率太大会发散。")
    issue = await chat.weekly.close_issue(await chat.weekly.issues.open(chat.clock.now()), "31")
    assert issue is not None
    frozen = await chat.weekly.freeze_issue(issue, "31")
    assert frozen is not None
    await requested(chat, note, "学习率太大，损失会发散。", 2)
    assert await chat.weekly.unfreeze_issue(frozen, "31", "作者要改") is not None
    await chat.press(await chat.shown("card:2"), "通过")
    written = await chat.written(note)
    assert (written.note.state, written.revision.text) == (NoteState.PLACED, "学习率太大，损失会发散。")
    assert (await chat.weekly.issues.issues({IssueState.REVIEW}))[0].id == issue.id


async def test_a_request_that_was_rejected_is_made_again_for_the_same_note(chat: EditorsChat) -> None:
    """What its author writes anew corrects what is printed, and is no note of its own."""
    printed = await chat.handed_in("印出来的话。", state=NoteState.PUBLISHED)
    request = await chat.handed_in("改得不好的话。", amends=printed.id, issue_id=None)
    card = await chat.card(request)
    await chat.press(card, "拒绝")
    await chat.press(chat.now(card), "太短")
    rejected = await chat.note(request)
    assert rejected.state is NoteState.REJECTED
    again = await chat.weekly.submitting.amend_note(AUTHOR, request.id, replace(rejected.origin, message_id=9))
    assert (again.amends, again.supersedes) == (printed.id, request.id)
