"""The buttons of a note's card, pressed in the editors' chat."""

import datetime as dt
from dataclasses import replace

from bot.buttons import Press
from bot.catalogue.reviewing import REASONS, Cards
from knowledge.weekly.compiled import StoredPicture
from knowledge.weekly.issues import IssueChange, IssueState, Step
from knowledge.weekly.notes import NoteEvent, NoteState, Quoted
from tests.bot.conversation.reviewing.editors_chat import ANN, AUTHOR, BEN, GUEST, EditorsChat
from tests.fakes import NOON


async def test_approving_places_a_note_and_tells_its_author(chat: EditorsChat) -> None:
    """One tap, two audits; the card shows it at once, and the author hears of it without a sound."""
    note = await chat.handed_in("门控的直觉：把信息留住。", title="门控")
    card = await chat.card(note)
    await chat.press(card, "通过")
    now = await chat.note(note)
    assert (now.state, now.version) == (NoteState.PLACED, note.version + 1)
    assert [(one.actor, one.event) for one in await chat.weekly.issues.audits(f"note:{note.id}")] == [
        ("31", "approve"),
        ("31", "place"),
    ]
    assert "已收入" in (chat.now(card).text or "")
    chat_id, told = (await chat.effects())[f"decided:{note.id}:{now.version}"]
    assert (chat_id, told.silent) == (AUTHOR, True)
    assert "门控" in told.html


async def test_of_two_editors_the_second_hears_who_came_first(chat: EditorsChat) -> None:
    """Both press the same card at once: one decision is taken, and nothing of the other."""
    note = await chat.handed_in("两位编辑同时处理的一篇。")
    card = await chat.card(note)
    await chat.both(chat.press(card, "通过", ANN), chat.press(card, "通过", BEN))
    audits = await chat.weekly.issues.audits(f"note:{note.id}")
    assert [one.event for one in audits] == ["approve", "place"]
    winner = {"31": "安编", "32": "Ben"}[audits[0].actor]
    assert sum(winner in said for said in chat.screen.notices) == 1
    assert sum("#" in said for said in chat.screen.notices) == 1
    assert len([key for key in await chat.effects() if key.startswith("decided:")]) == 1


async def test_a_stale_button_changes_nothing_and_refreshes_the_card(chat: EditorsChat) -> None:
    """Whoever looks at an old card is told by whom it was dealt with, in the tongue of the chat."""
    note = await chat.handed_in("一篇旧卡片。")
    stale = await chat.card(note)
    reasons = [REASONS["short"].zh]
    await chat.press(stale, "拒绝", ANN)
    await chat.press(chat.now(stale), reasons[0], ANN)
    await chat.press(stale, "通过", BEN)
    assert chat.screen.notices[-1] == Cards.HANDLED.say("zh", name="安编", state="已拒绝")
    now = await chat.note(note)
    assert (now.state, now.reason) == (NoteState.REJECTED, reasons[0])
    assert reasons[0] in (chat.now(stale).text or "")


async def test_only_who_is_in_the_editors_chat_now_may_press(chat: EditorsChat) -> None:
    """A guest, somebody who left a minute ago, and a forged press from another chat are refused with a sentence."""
    note = await chat.handed_in("不该被外人处理。")
    card = await chat.card(note)
    await chat.press(card, "通过", GUEST)
    await chat.press(card, "全文", ANN)
    chat.session.inside.discard(31)
    chat.clock.time += dt.timedelta(seconds=61)
    await chat.press(card, "通过", ANN)
    elsewhere = card.model_copy(update={"chat": card.chat.model_copy(update={"id": -999})})
    await chat.press(elsewhere, "通过", BEN)
    assert chat.screen.notices == [Cards.REFUSED.say("zh")] * 3
    assert (await chat.note(note)).state is NoteState.PENDING


async def test_a_reason_of_ones_own_is_asked_for_and_waits_in_the_database(chat: EditorsChat) -> None:
    """The reply to the bot's question decides; somebody else's reply to it does not."""
    note = await chat.handed_in("要改一改的一篇。")
    card = await chat.card(note)
    await chat.press(card, "请修改", BEN)
    await chat.press(chat.now(card), "自己写理由", BEN)
    asked = chat.last()
    assert "Ben" in (asked.text or "")
    await chat.say("这不是我被问的", ANN, reply_to=asked)
    assert (await chat.note(note)).state is NoteState.PENDING
    (said, *_) = await chat.say("请给出 <b>实验</b> 设置", BEN, reply_to=asked)
    now = await chat.note(note)
    assert (now.state, now.reason) == (NoteState.CHANGES_REQUESTED, "请给出 <b>实验</b> 设置")
    assert said == Cards.DONE.say("zh", id=note.id, state="等作者修改")
    assert "实验" in (chat.now(card).text or "")
    _, told = (await chat.effects())[f"decided:{note.id}:{now.version}"]
    assert "&lt;b&gt;实验" in told.html
    assert [Press.of(one.data).action for row in told.keyboard for one in row] == ["edit", "withdraw"]  # type: ignore[union-attr]


async def test_an_anonymous_author_stands_nowhere(chat: EditorsChat) -> None:
    """Neither in the card, its buttons and full text, nor in audits, nor in what is sent to anybody else."""
    note = await chat.handed_in("匿名写下的困惑。", anonymous=True)
    card = await chat.card(note)
    await chat.press(card, "全文")
    await chat.press(card, "通过")
    await chat.say("/issue draft")
    shown = [one.model_dump_json() for one in chat.session.messages.values()]
    audits = repr(await chat.weekly.issues.audits(f"note:{note.id}"))
    others = [what.html for chat_id, what in (await chat.effects()).values() if chat_id != AUTHOR]
    assert "匿名" in (card.text or "")
    for name in (str(AUTHOR), f"作者{AUTHOR}"):
        assert not any(name in text for text in [*shown, audits, *others])


async def test_the_words_of_whoever_has_not_agreed_are_not_approved(chat: EditorsChat) -> None:
    """A sentence says what is missing, and nothing changes."""
    note = await chat.handed_in("转述别人的话。", quoted=(Quoted("群友", 555),))
    await chat.press(await chat.card(note), "通过")
    assert (await chat.note(note)).state is NoteState.PENDING
    assert "还没有同意" in chat.screen.notices[-1]


async def test_an_editors_own_wording_is_a_revision_and_its_author_sees_the_difference(chat: EditorsChat) -> None:
    """What was placed stays placed; pictures that did not come with the note are not taken."""
    note = await chat.handed_in("注意力机制很贵。\n\n![图](attachment:3)")
    card = await chat.card(note)
    await chat.press(card, "通过")
    await chat.press(chat.now(card), "编辑")
    asked = chat.last()
    (refused,) = await chat.say("换成别人的图 ![x](attachment:4)", reply_to=asked)
    assert "attachment" in refused
    await chat.say("注意力机制算得很慢。\n\n![图](attachment:3)", reply_to=asked)
    written = await chat.written(note)
    assert (written.note.state, written.note.revision, written.revision.editor_id) == (NoteState.PLACED, 2, 31)
    chat_id, told = (await chat.effects())[f"edited:{note.id}:2"]
    assert chat_id == AUTHOR
    assert "<s>贵</s>" in told.html
    assert "<u>慢</u>" in told.html or "<u>算得" in told.html
    await chat.press(chat.now(card), "对比")
    struck = {one.type for one in chat.now(card).entities or []}
    assert {"strikethrough", "underline"} <= struck


async def test_a_card_says_where_its_author_cannot_be_reached(chat: EditorsChat) -> None:
    """Who never talked to the bot hears nothing: the editors have to know."""
    note = await chat.handed_in("作者没开过私聊。")
    await chat.chats.lost(AUTHOR, "blocked", chat.clock.now())
    card = await chat.card(note)
    await chat.press(card, "通过")
    assert Cards.UNREACHABLE.say("zh") in (chat.now(card).text or "")


async def test_a_press_that_is_worked_off_again_does_nothing_twice(chat: EditorsChat) -> None:
    """A process that dies behind the decision leaves the card to the next attempt, which blames nobody."""
    note = await chat.handed_in("进程中途没了。")
    card = await chat.card(note)
    await chat.weekly.reviewing.decide_note(note.id, note.version, NoteEvent.APPROVE, "31")
    await chat.press(card, "通过", ANN)
    assert chat.screen.notices == [Cards.DONE.say("zh", id=note.id, state="已收入")]
    assert "已收入" in (chat.now(card).text or "")
    assert len(await chat.weekly.issues.audits(f"note:{note.id}")) == 2


async def test_a_draft_is_nobodys_but_its_authors(chat: EditorsChat) -> None:
    """No forged button shows or decides on what is not handed in."""
    draft = await chat.handed_in("还没交的草稿。", state=NoteState.PREVIEWED)
    card = await chat.card(await chat.handed_in("别的。"))
    for action in ("show", "full", "approve", "up", "edit", "ask"):
        await chat.press_data(f"w:card:{action}:{draft.id}:{draft.version}", card)
    assert chat.screen.notices == [Cards.GONE.say("zh")] * 6
    assert await chat.note(draft) == draft
    assert not any("草稿" in (one.text or "") for one in chat.session.messages.values())


async def test_an_amendment_of_a_published_note_corrects_its_issue(chat: EditorsChat) -> None:
    """The draft has done its work; the note has its wording, and the issue another revision."""
    note = await chat.handed_in("写错了的一句。", title="错字")
    await chat.press(await chat.card(note), "通过")
    issue = await chat.weekly.issues.open(chat.clock.now())
    for step in (chat.weekly.close_issue, chat.weekly.freeze_issue, chat.weekly.publish_issue):
        now = await step(issue, "31")
        assert now is not None
        issue = now
    await chat.weekly.issues.take(
        Step(issues=(IssueChange(issue, replace(issue, state=IssueState.PUBLISHED)),)), chat.clock.now()
    )
    draft = await chat.handed_in("写对了的一句。", title="错字", amends=note.id, issue_id=None)
    await chat.press(await chat.card(draft, (await chat.written(note)).revision), "通过")
    assert (await chat.note(draft)).state is NoteState.DISCARDED
    written = await chat.written(note)
    assert (written.note.state, written.revision.text) == (NoteState.PUBLISHED, "写对了的一句。")
    corrected = await chat.weekly.issues.compiled(1)
    assert corrected is not None
    assert (corrected.revision, "写对了" in repr(corrected)) == (2, True)


async def test_editors_see_the_pictures_of_a_note_with_its_full_text(chat: EditorsChat) -> None:
    """In the order in which they stand in it: what they approve they have seen."""
    pictures = [StoredPicture("image/png", bytes(size), 1, 1) for size in (1000, 5000)]
    small, large = [await chat.weekly.attachments.keep(one, NOON) for one in pictures]
    note = await chat.handed_in(f"![](attachment:{large})\n\n看图\n\n![](attachment:{small})")
    await chat.press(await chat.card(note), "全文")
    shown = [one.text or "" for one in chat.screen.messages[-2:]]
    assert [one.split("\n")[0] for one in shown] == [f"#{note.id} · 1/2", f"#{note.id} · 2/2"]
    assert [" 5 kB" in shown[0], " 1 kB" in shown[1]] == [True, True]


async def test_the_card_of_a_frozen_note_decides_nothing_and_says_how_it_is(chat: EditorsChat) -> None:
    """At the first press: who froze it, and the buttons that cannot be meant go."""
    note = await chat.handed_in("冻住的一篇。")
    card = await chat.card(note)
    await chat.press(card, "通过")
    closed = await chat.weekly.close_issue(await chat.weekly.issues.open(chat.clock.now()), "31")
    assert closed is not None
    assert await chat.weekly.freeze_issue(closed, "31") is not None
    await chat.press(chat.now(card), "撤下", BEN)
    assert chat.screen.notices[-1] == Cards.HANDLED.say("zh", name="安编", state="已冻结")
    assert (await chat.note(note)).state is NoteState.FROZEN
    assert "撤下" not in str(chat.now(card).reply_markup)
