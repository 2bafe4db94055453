"""Inline mode, through the dispatcher and at a Bot API server."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update

from bot.catalogue.opinions import InlineWords
from bot.conversation import dispatcher
from knowledge.errors import QuestionRefused
from knowledge.records import Found
from knowledge.spine.pacing import InProcessPaces
from tests.bot.doubles import FOUND, Searching
from tests.fakes.telegram_server import TelegramServer, User, faults
from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.errors import QUERY_TOO_OLD, bad_request

MING = User(7, "小明", language_code="zh-hans")
HOSTILE = replace(FOUND, entry=replace(FOUND.entry, title="<b>\u202e坏</b>", url="javascript:alert(1)"))


def results(count: int) -> list[Found]:
    """So many entries."""
    return [replace(FOUND, entry=replace(FOUND.entry, id=f"e{number}")) for number in range(count)]


class Typing:
    """A person who types, and the bot that answers, over a real server."""

    def __init__(self, telegram: TelegramServer) -> None:
        self.telegram = telegram
        self.searching = Searching(results(25))
        self.bot = Bot(telegram.token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))
        self.root = dispatcher(search_entries=self.searching, paces=InProcessPaces(lambda: 0.0))

    async def __call__(self, words: str, offset: str = "") -> Json | None:
        """How the query was answered; None where it was not."""
        query = self.telegram.look_up(MING, words, offset)
        (waiting,) = self.telegram.updates.waiting
        self.telegram.updates.clear()
        update = Update.model_validate(waiting.shown(), context={"bot": self.bot})
        await self.root.feed_update(self.bot, update)
        return self.telegram.typed[query].answer


@pytest.fixture
async def typing(telegram: TelegramServer) -> AsyncIterator[Typing]:
    """One."""
    one = Typing(telegram)
    async with one.bot:
        yield one


def shown(answer: Json | None) -> list[Json]:
    """The results of an answer."""
    assert answer is not None
    found = answer["results"]
    assert isinstance(found, list)
    return found


async def test_entries_are_listed_page_by_page(typing: Typing) -> None:
    """Ten at a time, personally, with where they come from and a link that opens them; no preview, no button."""
    first = await typing("门控")
    assert [one["id"] for one in shown(first)] == [f"e{number}" for number in range(10)]
    assert first is not None
    assert (first["next_offset"], first["is_personal"], first["cache_time"]) == ("10", "true", "30")
    article = shown(first)[0]
    assert article["title"] == "门控为什么用两种激活函数"
    assert article["description"] == "周刊 <第 9 期> · 小明 · 2024-05-01"
    content = article["input_message_content"]
    assert isinstance(content, dict)
    assert content["link_preview_options"] == {"is_disabled": True}
    assert "门的值 在零和一之间" in content["message_text"]
    assert 'href="https://t.me/zixue_bot?start=e_e0"' in content["message_text"]
    last = await typing("门控", "20")
    assert [one["id"] for one in shown(last)] == [f"e{number}" for number in range(20, 25)]
    assert "next_offset" not in (last or {}) or not (last or {})["next_offset"]


async def test_what_a_page_says_is_escaped(typing: Typing) -> None:
    """Its markup is text, its direction marks are gone, and only web addresses are links."""
    typing.searching.results = [HOSTILE]
    (article,) = shown(await typing("门控"))
    content = article["input_message_content"]
    assert isinstance(content, dict)
    assert article["title"] == "<b>坏</b>"
    assert "&lt;b&gt;坏&lt;/b&gt;" in content["message_text"]
    assert "javascript" not in content["message_text"]


@pytest.mark.parametrize(
    ("words", "said"), [("  ", InlineWords.HINT), ("量子", InlineWords.NOTHING)], ids=["empty", "unknown"]
)
async def test_where_nothing_is_listed_a_button_leads_to_the_bot(typing: Typing, words: str, said: InlineWords) -> None:
    """And nothing is searched where nothing was typed."""
    typing.searching.results = []
    answer = await typing(words)
    assert shown(answer) == []
    assert (answer or {})["button"] == {"text": said.say("zh"), "start_parameter": "inline"}
    assert typing.searching.asked == [words.strip()] * bool(words.strip())


async def test_somebody_whom_the_bot_does_not_serve_is_not_answered(typing: Typing) -> None:
    """The gate stands before it: nothing of what was read is told."""

    class Shut:
        async def lets_in(self, *_: object) -> bool:
            return False

    typing.root["gate"] = Shut()
    assert await typing("门控") is None
    assert typing.searching.asked == []


async def test_somebody_who_types_without_end_is_not_looked_up(typing: Typing) -> None:
    """A burst of keys is; beyond it there is silence until it is over."""
    answers = [await typing("门控") for _ in range(13)]
    assert [answer is None for answer in answers] == [False] * 12 + [True]


async def test_no_query_and_no_late_answer_is_a_failure(typing: Typing) -> None:
    """A query may be too long to be a question, its offset anything, and whoever typed it gone."""
    assert shown(await typing("门控", "-1; DROP")) != []
    assert shown(await typing("门控", "9" * 40)) != []
    typing.telegram.fail("answerInlineQuery", faults.refused(bad_request(QUERY_TOO_OLD)))
    assert await typing("门控") is None

    async def refusing(words: str, limit: int = 10) -> list[Found]:
        raise QuestionRefused(len(words), limit)

    typing.root["search_entries"] = refusing
    assert shown(await typing("门" * 256)) == []
