"""The dispatcher as a whole."""

import inspect
from collections.abc import Iterator

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject

from bot.conversation import dispatcher
from tests.bot.doubles import Conversation

DEPENDENCIES = {
    "authority",
    "change_manners",
    "charts",
    "converse",
    "give_opinion",
    "give_reason",
    "governance",
    "governing",
    "keep_open",
    "library",
    "open_questions",
    "rights",
    "search_entries",
    "statistics",
    "teaching",
    "weekly",
}
BY_ITSELF = {"running_answers"}
BY_AIOGRAM = {"bot", "event_from_user", "event_chat"}
BY_MIDDLEWARE = {"audience", "desk", "operator"}
BY_FILTER = {
    "absence",
    "actor",
    "awaited",
    "between",
    "callback_data",
    "chat_policy",
    "claim",
    "code",
    "command",
    "draft",
    "exchange_id",
    "page",
    "place",
    "press",
    "skipped",
    "waits_for",
}


def handlers(router: Router) -> Iterator[HandlerObject]:
    """Every handler of a router and those below it, without aiogram's own."""
    for name, observer in router.observers.items():
        if name != "update":
            yield from observer.handlers
    for below in router.sub_routers:
        yield from handlers(below)


def test_every_name_that_a_handler_asks_for_is_injected() -> None:
    """No type checker sees these names, so this test does."""
    for handler in handlers(dispatcher()):
        _event, *asked = inspect.signature(handler.callback).parameters.values()
        named = [parameter for parameter in asked if parameter.kind is not parameter.VAR_KEYWORD]
        names = {parameter.name for parameter in named if parameter.default is parameter.empty}
        assert names <= DEPENDENCIES | BY_ITSELF | BY_AIOGRAM | BY_MIDDLEWARE | BY_FILTER, handler.callback


def test_there_are_handlers_to_check() -> None:
    """The test above would also pass over nothing."""
    assert len(list(handlers(dispatcher()))) > 10


def test_only_updates_with_a_handler_are_asked_of_telegram() -> None:
    """Reactions and the rest are not even delivered; an edited message may be a note's."""
    asked = dispatcher().resolve_used_update_types()
    assert asked == [
        *("callback_query", "edited_message", "inline_query"),
        *("message", "my_chat_member", "stopped_message_generation"),
    ]


def test_two_dispatchers_live_side_by_side() -> None:
    """Nothing is built at import: a router attaches to one dispatcher only."""
    assert dispatcher() is not dispatcher()


async def test_an_update_that_is_for_nobody_passes() -> None:
    """A message without a sender in a group is no failure."""
    chat = Conversation()
    assert await chat.say("什么", {"id": -100, "type": "supergroup"}, **{"from": None}) == []
