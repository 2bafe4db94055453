"""The dispatcher: every handler in the order in which it is tried, and what they ask for by name."""

import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, cast

from aiogram import Bot, Dispatcher, Router
from aiogram.types import Message, TelegramObject, User

from bot.catalogue import language
from bot.conversation import (
    asking,
    asking_again,
    browsing,
    declining,
    failures,
    issues,
    open_questions,
    presence,
    reviewing,
    staleness,
    starting,
    stopping,
    submitting,
    taking_part,
)
from bot.conversation.requests import number_messages
from bot.conversation.running_answers import RunningAnswers, SharedStops
from bot.rendering import Audience

_Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def dispatcher(**dependencies: object) -> Dispatcher:
    """A dispatcher whose handlers ask for `converse`, `search_entries`, `library` and others by name.

    With `chats`, it follows which of them can be reached; with `shared_stops`, an answer that another process writes
    can be stopped; with `absence`, stale questions are passed over. An update that is fed with its `claim` is answered
    once, however often it is worked off.
    """
    root = Dispatcher(disable_fsm=True)
    shared_stops = cast("SharedStops | None", dependencies.get("shared_stops"))
    root.workflow_data.update(running_answers=RunningAnswers(shared_stops), **dependencies)
    for middleware in (number_messages, presence.follow_chats, _audience):
        root.update.outer_middleware(middleware)
    root.message.filter(_written_by_a_person)
    root.include_routers(*_routers())
    return root


def _routers() -> Iterator[Router]:
    """The parts of a chat, in the order in which they are asked for a handler."""
    yield failures.router()
    yield presence.router()
    yield issues.links()
    yield submitting.links()
    yield starting.router()
    yield submitting.router()
    yield reviewing.router()
    yield staleness.router()
    yield stopping.router()
    yield issues.router()
    yield taking_part.router()
    yield asking_again.router()
    yield open_questions.router()
    yield browsing.router()
    yield asking.by_command()
    yield declining.commands()
    yield asking.by_address()
    yield declining.everything_else()


async def _audience(handler: _Next, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401
    """Tell every handler whom it writes for; `default_language` is spoken where a person's is not known.

    Days are those of `zone`.
    """
    user: User | None = data.get("event_from_user")
    bot: Bot = data["bot"]
    me = await bot.me()
    spoken = language(user.language_code if user else None, data.get("default_language", "zh"))
    data["audience"] = Audience(spoken, me.username or "", data.get("zone", dt.UTC))
    return await handler(event, data)


async def _written_by_a_person(message: Message) -> bool:
    """Other bots are not answered; an anonymous admin writes as a bot, in the name of a chat."""
    return message.sender_chat is not None or not (message.from_user and message.from_user.is_bot)
