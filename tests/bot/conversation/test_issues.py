"""Reading the weekly in a chat, over a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiogram.methods import AnswerCallbackQuery, SendDocument
from aiogram.types import Message

from bot.catalogue.issues import IssueWords
from bot.settings import Settings
from bot.terminal.drawing import buttons
from bot.weekly import WeeklyUseCases
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.weekly.compiled import Artefact
from knowledge.weekly.issues import Issue, IssueChange, IssueState, Step
from knowledge.weekly.rendering.json_export import to_json
from tests.bot.doubles import GROUP, PRIVATE, Conversation
from tests.fakes import NOON, FixedClock
from tests.knowledge.weekly.rendering.printed_issue import printed_issue


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator[WeeklyUseCases]:
    """The weekly over a database."""
    settings = Settings(_env_file=None)
    async with open_engine(file) as engine:
        yield weekly_of(engine, settings, FixedClock())


async def publish(weekly: WeeklyUseCases, number: int, state: IssueState = IssueState.PUBLISHED) -> None:
    """Put an issue there as it is frozen."""
    printed = to_json(printed_issue(number=number))
    artefacts = Artefact("frozen.json", "application/json", printed), Artefact("issue.pdf", "application/pdf", b"%PDF")
    issue = Issue(0, state, NOON, NOON, number=number, revision=1)
    step = Step(issues=(IssueChange(None, issue),), artefacts=tuple((-1, 1, one) for one in artefacts))
    assert await weekly.issues.take(step, NOON) is not None


@pytest.fixture
async def weekly(sqlite_database: Path) -> AsyncIterator[WeeklyUseCases]:
    """Issues 3, which was withdrawn, and 4."""
    async with opened(sqlite_database) as weekly:
        await publish(weekly, 3, IssueState.WITHDRAWN)
        await publish(weekly, 4)
        yield weekly


@pytest.fixture
def chat(weekly: WeeklyUseCases) -> Conversation:
    """A chat with them."""
    chat = Conversation()
    chat.dispatcher.workflow_data.update(weekly=weekly, archive_url="https://weekly.example.org")
    return chat


def data(message: Message, words: str) -> str:
    """What the button with these words presses."""
    return next(button.callback_data or "" for button in buttons(message) if words in button.text)


async def test_issue_shows_the_newest_or_the_one_that_is_named(chat: Conversation) -> None:
    """As a card; whoever reads it leafs on by its buttons."""
    for typed in ("/issue", "/issue 4", "/issue 第4期", "/issue第 4 期", "/start i_4"):
        (card,) = await chat.say(typed)
        assert "自学周刊 第 4 期" in card
        assert "共 3 篇" in card
    assert [button.text for button in buttons(chat.screen.messages[-1])] == [
        "论文速递 1", "学习心得 2", "🌐 全文网页", "📄 PDF",
    ]  # fmt: skip


async def test_an_entry_is_opened_by_its_name(chat: Conversation) -> None:
    """Typed, linked, or cited by an answer; with its references by their numbers."""
    for typed in ("#4-论1", "4-p1", "/entry 4-p1", "/entry #4-论1", "/start i_4-p1", "/start e_4-p1", "/issue 4-p1"):
        (shown,) = await chat.say(typed)
        for told in ("#4-论1 门为什么要两个[1]", "讲门控。", "[1] Two Gates"):
            assert told in shown, typed
    assert chat.answering.asked == []


async def test_a_name_in_a_group_is_talk(chat: Conversation) -> None:
    """Nobody has asked the bot."""
    assert await chat.say("#4-论1", GROUP) == []


async def test_what_is_not_there_is_answered_with_what_is(chat: Conversation) -> None:
    """One sentence that says what to do."""
    for typed, told in {
        "/issue 9": IssueWords.NO_SUCH_ISSUE.say("zh", number=9, there="4"),
        "/issue 3": IssueWords.WITHDRAWN.say("zh", number=3),
        "#3-论1": IssueWords.WITHDRAWN.say("zh", number=3),
        "#4-论9": IssueWords.NO_SUCH_ENTRY.say("zh", number=4),
        "4-r1": IssueWords.NO_SUCH_SECTION.say("zh", number=4),
        "/issue 那一期": IssueWords.USAGE.say("zh"),
    }.items():
        assert await chat.say(typed) == [told]


async def test_before_the_first_issue_a_sentence_says_how_to_hand_in(sqlite_database: Path) -> None:
    """An issue that is only frozen is nobody's to read."""
    async with opened(sqlite_database) as weekly:
        chat = Conversation()
        chat.dispatcher.workflow_data.update(weekly=weekly)
        await publish(weekly, 1, IssueState.FROZEN)
        for typed in ("/issue", "/issue 1", "#1-论1"):
            assert await chat.say(typed) == [IssueWords.NONE_YET.say("zh")]


async def test_pages_turn_in_place(chat: Conversation) -> None:
    """From the card to a section, to another entry, and back; a page beyond the last is the last."""
    await chat.say("/issue 4")
    await chat.press(data(chat.screen.messages[-1], "学习心得"))
    section = chat.screen.edits[-1]
    assert "先读了一篇笔记[2]" in (section.text or "")
    await chat.press(data(section, "目录"), section)
    assert "共 3 篇" in (chat.screen.edits[-1].text or "")
    await chat.press("w:read:entry:4:99:4-p1", section)
    entry = chat.screen.edits[-1]
    await chat.press(data(entry, "下一篇"), entry)
    assert "#4-心1" in (chat.screen.edits[-1].text or "")
    assert len(chat.screen.messages) == 1


async def test_the_post_in_a_group_stays_and_the_page_is_a_reply(chat: Conversation) -> None:
    """It is everybody's; the reply is turned in its place."""
    post = await chat.bot.send_message(-100, "第 4 期")
    await chat.press("w:read:section:4:0:study", post)
    assert chat.screen.edits == []
    page = chat.screen.messages[-1]
    assert page.reply_to_message is not None
    await chat.press(data(page, "目录"), page)
    assert "共 3 篇" in (chat.screen.edits[-1].text or "")


async def test_the_pdf_comes_as_a_file(chat: Conversation) -> None:
    """From what is frozen."""
    await chat.say("/issue 4")
    await chat.press(data(chat.screen.messages[-1], "PDF"))
    (sent,) = (call for call in chat.calls() if isinstance(call, SendDocument))
    assert getattr(sent.document, "data", None) == b"%PDF"
    assert getattr(sent.document, "filename", None) == "weekly-4.pdf"


async def test_a_button_under_what_was_withdrawn_says_so(chat: Conversation, weekly: WeeklyUseCases) -> None:
    """Whatever stood above it."""
    await chat.say("/issue 4")
    issue = await weekly.issues.numbered(4)
    assert issue is not None
    gone = Issue(issue.id, IssueState.WITHDRAWN, NOON, NOON, issue.version, 4, 1)
    assert await weekly.issues.take(Step(issues=(IssueChange(issue, gone),)), NOON) is not None
    await chat.press("w:read:section:4:0:study")
    (answer,) = (call for call in chat.calls() if isinstance(call, AnswerCallbackQuery))
    assert (answer.text, answer.show_alert) == (IssueWords.WITHDRAWN.say("zh", number=4), True)


async def test_without_a_weekly_names_are_questions() -> None:
    """As where nothing of it is wired."""
    chat = Conversation()
    await chat.say("4-p1", PRIVATE)
    assert chat.answering.asked == ["4-p1"]
