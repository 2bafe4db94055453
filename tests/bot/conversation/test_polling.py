"""Long polling against a Telegram that is a session."""

import asyncio
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, GetMe, GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Update

from bot.conversation import dispatcher, polling
from bot.conversation.persisting import Persistence
from bot.conversation.polling import TelegramUnreachable, TokenRefused, bot_of, introduce, poll
from knowledge.records import Answer
from tests.bot.doubles import ANSWER, PERSON, PRIVATE, Conversation, Recorder, RecordingSession, talking
from tests.fakes import MemoryLibrary


class Server(RecordingSession):
    """A Telegram with one waiting update."""

    def __init__(self) -> None:
        self.shown = Recorder()
        super().__init__(self.shown)
        self.waiting = [
            Update.model_validate({
                "update_id": 5,
                "message": {"message_id": 1, "date": 1, "chat": PRIVATE, "from": PERSON, "text": "什么"},
            })
        ]  # fmt: skip
        self.drained = asyncio.Event()
        self.closed = False

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the library's own signature
    ) -> TelegramType:
        """Hand out what waits, then wait for ever."""
        if isinstance(method, DeleteWebhook):
            self.calls.append(method)
            return cast("TelegramType", True)  # noqa: FBT003
        if not isinstance(method, GetUpdates):
            return await super().make_request(bot, method, timeout)
        self.calls.append(method)
        if not self.waiting:
            self.drained.set()
            await asyncio.Event().wait()
        handed, self.waiting = self.waiting, []
        return cast("TelegramType", handed)

    async def close(self) -> None:
        """Remember it."""
        self.closed = True


async def test_what_waited_is_handled_and_what_has_begun_is_finished() -> None:
    """Nothing is dropped at the start, and a stop waits for the answers that are being written."""
    server = Server()
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(*_: object, **__: object) -> Answer:
        begun.set()
        await go_on.wait()
        return ANSWER

    root = dispatcher(**talking(slowly), search_entries=None, library=MemoryLibrary())
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(poll(root, Bot("1:test", session=server)))
        await begun.wait()
        await server.drained.wait()
        stopping = tasks.create_task(root.stop_polling())
        await stopping
        go_on.set()
    (webhook,) = [call for call in server.calls if isinstance(call, DeleteWebhook)]
    assert webhook.drop_pending_updates is False
    updates = next(call for call in server.calls if isinstance(call, GetUpdates))
    assert updates.allowed_updates == ["callback_query", "message", "stopped_message_generation"]
    assert len(server.shown.messages) == 1
    assert server.closed


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TelegramUnauthorizedError(GetMe(), "Unauthorized"), TokenRefused),
        (TelegramNetworkError(GetMe(), "no route"), TelegramUnreachable),
        (TelegramServerError(GetMe(), "Bad Gateway"), TelegramUnreachable),
        (TelegramRetryAfter(GetMe(), "Too Many Requests", 30), TelegramUnreachable),
        (ClientDecodeError("Failed to decode object", ValueError(), "<html>"), TelegramUnreachable),
    ],
)
async def test_a_start_that_cannot_succeed_says_why(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: type[Exception]
) -> None:
    """The command line turns these into one sentence."""

    class Refusing(Server):
        """Refuses the first call."""

        async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ANN401, ARG002, ASYNC109
            """Refuse."""
            raise error

    server = Refusing()
    with pytest.raises(expected):
        await poll(Conversation().dispatcher, Bot("1:test", session=server))
    assert server.closed
    server.closed = False
    monkeypatch.setattr(polling, "bot_of", lambda token: Bot(token, session=server))
    with pytest.raises(expected):
        await introduce("1:test")
    assert server.closed


def test_the_bot_does_not_give_up_at_the_first_refusal() -> None:
    """What is sent through it is sent again."""
    assert any(isinstance(one, Persistence) for one in bot_of("1:test").session.middleware)


@pytest.mark.parametrize("token", ["", "abc", "1:a b", "x:y"])
def test_a_malformed_token_is_refused_before_anything_is_sent(token: str) -> None:
    """A typing error needs no network to be seen."""
    with pytest.raises(TokenRefused):
        bot_of(token)


def test_both_failures_are_failures_of_polling() -> None:
    """One `except` is enough for the command line."""
    assert issubclass(TokenRefused, polling.PollingError)
    assert issubclass(TelegramUnreachable, polling.PollingError)
