"""Anonymous admins of a group: who writes in its name is asked for a button, which says who they are."""

import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.catalogue.governing import Governing
from bot.conversation.guarding.confirming import ask_to_confirm
from bot.conversation.sending import notice
from bot.governance import GovernancePorts
from bot.rendering import Audience, sentence
from knowledge.governance.confirmations import Confirmation

ACTION: Final = "anonymous"
LASTS: Final = dt.timedelta(minutes=5)
_OF_THE_PRESS: Final = frozenset({"press", "handler", "event_router"})


class Asked(Exception):
    """A message waits for somebody to say whose it is: for now nothing more is done with it."""


def is_anonymous(message: Message) -> bool:
    """Whether somebody writes in the name of this group; whoever writes in that of a channel has no rights anywhere."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


async def who_is_it(message: Message, governance: GovernancePorts, now: dt.datetime, audience: Audience) -> None:
    """Ask with a button whose message this is.

    Raises:
        Asked: always.
    """
    kept = message.model_dump(mode="json", exclude_none=True, by_alias=True)
    waits = Confirmation(0, message.chat.id, ACTION, now, now + LASTS, arguments={"message": kept})
    said = sentence(Governing.WHO_IS_IT.say(audience.language))
    await ask_to_confirm(message, governance.confirmations, waits, said, audience)
    raise Asked


async def work_off(
    confirmation: Confirmation,
    callback: CallbackQuery,
    actor: int,  # noqa: ARG001  the name by which every confirmed action gets it
    data: dict[str, Any],
) -> None:
    """Work the message off as that of whoever has pressed the button; they still need the right that it takes."""
    bot: Bot = data["bot"]
    root: Dispatcher = data["dispatcher"]
    message = Message.model_validate(confirmation.arguments["message"], context={"bot": bot})
    named = message.model_copy(update={"from_user": callback.from_user, "sender_chat": None, "author_signature": None})
    if isinstance(callback.message, Message):
        with suppress(TelegramAPIError):  # the question may stay
            await callback.message.delete()
    given = {name: value for name, value in data.items() if name not in _OF_THE_PRESS}
    await notice(callback)
    await root.propagate_event("message", named, **given)


async def until_named(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """An outer middleware of messages: one that waits for a name goes to no other handler."""
    try:
        return await handler(event, data)
    except Asked:
        return None
