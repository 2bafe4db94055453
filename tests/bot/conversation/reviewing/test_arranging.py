"""The issue in the editors' chat."""

import datetime as dt

from bot.catalogue.cut_off import CutOffs
from bot.catalogue.overviews import Overview
from bot.rendering.targets import target_name
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.records import Exchange, Meaning, Origin
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, NoteState
from tests.bot.conversation.reviewing.editors_chat import ANN, BEN, GUEST, EditorsChat
from tests.bot.doubles import GROUP


async def test_drafts_are_shown_to_editors_only(chat: EditorsChat) -> None:
    """In their chat and in private; others, and groups, get one sentence."""
    await chat.handed_in("还没发布的内容", title="秘密")
    for_editors = Overview.FOR_EDITORS.say
    assert await chat.say("/issue draft", GUEST, {"id": 33, "type": "private"}) == [for_editors("zh")]
    assert await chat.say("/issue draft", ANN, GROUP) == [for_editors("zh")]
    (shown,) = await chat.say("/issue draft", BEN, {"id": 32, "type": "private"})
    assert "待审 1" in shown
    assert "2 天 3 小时" in shown
    assert "刊首语" in shown


async def test_an_issue_goes_from_open_to_published_by_its_buttons(chat: EditorsChat) -> None:
    """Each step that cannot be taken back easily is asked first; publishing names where it goes."""
    note = await chat.handed_in("一周的收获。", title="收获")
    await chat.press(await chat.card(note), "通过")
    await chat.say("/issue draft")
    page = chat.last()
    for step in ("截稿", "冻结", "发布"):
        await chat.press(chat.now(page), step)
        assert step != "发布" or "频道、1 个群" in (chat.now(page).text or "")
        await chat.press(chat.now(page), "确定")
    (issue, _) = await chat.weekly.issues.issues()
    assert (issue.state, issue.number) == (IssueState.PUBLISHING, 1)
    assert {"issue:1:1:channel:-700", "issue:1:1:group:-800", f"closed:{issue.id}:2"} <= set(await chat.effects())
    audits = await chat.weekly.issues.audits(f"issue:{issue.id}")
    assert [(one.actor, one.event) for one in audits] == [("31", "close"), ("31", "freeze"), ("31", "publish")]
    await chat.press(chat.now(page), "公众号稿", BEN)
    (link,) = chat.last().entities or []
    assert (chat.last().chat.id, link.url) == (32, "https://weekly.example.org/editors?key=1-32")
    await chat.press_data(f"w:issue:reopen:{issue.id}:{issue.version}", page)
    assert (await chat.weekly.issues.issue(issue.id)) == issue
    assert chat.screen.notices[-1] != Overview.SET.say("zh")


async def test_the_overview_asks_what_became_of_targets_in_doubt(chat: EditorsChat) -> None:
    """The message that asks it may be in doubt itself: what is said of the last one brings the issue out."""
    note, outbox = await chat.handed_in("一周的收获。", title="收获"), SqlOutbox(chat.engine)
    await chat.press(await chat.card(note), "通过")
    issue: Issue | None = await chat.weekly.issues.open(chat.clock.now())
    for step in (chat.weekly.close_issue, chat.weekly.freeze_issue, chat.weekly.publish_issue):
        assert issue
        issue = await step(issue, "31")
    while claimed := await outbox.claim("dead", 20, chat.clock.now()):
        for one in claimed:
            await outbox.uncertain(one.id, "gone", chat.clock.now())
    await chat.weekly.settle_publications()
    await chat.say("/issue draft")
    page = chat.last()
    for target in ("channel:-700", "group:-800"):
        await chat.press(chat.now(page), Overview.SETTLED.say("zh", target=target_name(target, "zh")))
        await chat.weekly.settle_publications()
    assert issue
    now = await chat.weekly.issues.issue(issue.id)
    assert now
    assert now.state is IssueState.PUBLISHED


async def test_a_stale_button_of_an_issue_names_who_changed_it(chat: EditorsChat) -> None:
    """And shows it as it is."""
    await chat.say("/issue draft")
    stale = chat.last()
    await chat.press(stale, "我来主编", ANN)
    await chat.press(stale, "我来主编", BEN)
    issue = await chat.weekly.issues.open(chat.clock.now())
    assert issue.editor == "安编"
    assert chat.screen.notices[-1] == Overview.CHANGED.say("zh", name="安编", state="收稿中")
    assert "安编" in (chat.now(stale).text or "")


async def test_a_foreword_is_written_by_reply_or_proposed_and_taken_by_a_tap(chat: EditorsChat) -> None:
    """A proposal stands nowhere until somebody takes it."""
    await chat.say("/issue draft")
    page = chat.last()
    await chat.press(page, "写刊首语")
    await chat.say("这一周我们读了门控。", ANN, reply_to=chat.last())
    assert (await chat.weekly.issues.open(chat.clock.now())).foreword == "这一周我们读了门控。"
    page = chat.last()
    await chat.press(page, "起草")
    proposed = await chat.weekly.issues.open(chat.clock.now())
    assert proposed.proposal
    assert proposed.foreword == "这一周我们读了门控。"
    await chat.press(chat.now(page), "用这一段")
    assert (await chat.weekly.issues.open(chat.clock.now())).foreword == proposed.proposal


async def test_unfreezing_needs_a_reason(chat: EditorsChat) -> None:
    """Which stands in the audits."""
    await chat.press(await chat.card(await chat.handed_in("要解冻的。")), "通过")
    closed = await chat.weekly.close_issue(await chat.weekly.issues.open(chat.clock.now()), "31")
    assert closed is not None
    assert await chat.weekly.freeze_issue(closed, "31") is not None
    await chat.say("/issue draft")
    await chat.press(chat.last(), "解冻")
    await chat.say("错别字", reply_to=chat.last())
    issue = await chat.weekly.issues.issue(closed.id)
    assert issue is not None
    assert issue.state is IssueState.REVIEW
    assert (await chat.weekly.issues.audits(f"issue:{issue.id}"))[-1].detail["reason"] == "错别字"


async def test_an_answered_question_is_printed_only_with_the_askers_consent(chat: EditorsChat) -> None:
    """Two editors who take it at once make one note; it waits for whoever asked to say yes, and goes at a no.

    Who wants no name above what they hand in is not named above what they asked either.
    """
    await chat.weekly.members.keep(Member(556, "不想署名的", anonymous=True))
    exchanges = SqlExchanges(chat.engine)
    asked, before = "为什么要用 sigmoid 作门控", chat.clock.now() - dt.timedelta(hours=1)
    for number, person in enumerate((555, 556), 1):
        origin = Origin(-800, number, person)
        meaning = Meaning(asked * number)
        await exchanges.add(Exchange(0, origin, before, asked, meaning, "answered", "extractive", "因为要 0 到 1。[1]"))
    await chat.say("/issue draft")
    page = chat.last()
    await chat.press(page, "推荐问答")
    listed = chat.now(page)
    await chat.both(chat.press(listed, "收录 1", ANN), chat.press(listed, "收录 1", BEN))
    await chat.press(chat.now(page), "收录 1")
    issue = await chat.weekly.issues.open(chat.clock.now())
    yes, no = await chat.weekly.notes.of_issue(issue.id)
    assert [one.note.anonymous for one in (yes, no)] == [False, True]
    assert (yes.note.author_id, yes.note.agreement, yes.revision.text) == (555, Agreement.ASKED, "因为要 0 到 1。")
    chat_id, question = (await chat.effects())[f"consent:{yes.note.id}"]
    assert (chat_id, question.reply_to) == (-800, 1)
    card = await chat.card(yes.note)
    await chat.press(card, "通过")
    assert (await chat.note(yes.note)).state is NoteState.PENDING
    asker = {"id": 555, "is_bot": False, "first_name": "问者", "language_code": "zh"}
    below = card.model_copy(update={"chat": card.chat.model_copy(update={"id": -800})})
    agree, change = (one.data or "" for one in question.keyboard[0])
    await chat.press_data(agree, below, GUEST)
    await chat.press_data(agree, below, asker)
    await chat.press_data(change.replace(f":{yes.note.id}:", f":{no.note.id}:"), below, {**asker, "id": 556})
    assert (await chat.note(no.note)).state is NoteState.WITHDRAWN
    await chat.press(await chat.card(await chat.note(yes.note)), "通过")
    assert (await chat.note(yes.note)).state is NoteState.PLACED


async def test_who_closes_an_issue_with_too_few_notes_hears_why_it_is_skipped(chat: EditorsChat) -> None:
    """How many there are, and how many it takes."""
    await chat.say("/issue draft")
    page = chat.last()
    await chat.press(page, "截稿")
    await chat.press(chat.now(page), "确定")
    assert chat.screen.notices[-1] == CutOffs.SKIPPED.say("zh", notes=0, least=1)
