"""What nobody addressed to the bot in a group: it answers unasked where it may and is sure."""

from typing import Final

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ChatType, MessageEntityType
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Filter
from aiogram.types import Message, User

from bot.conversation.addressing import Addressed, is_command, text_of
from bot.conversation.answering.concluding import Conversing, volunteer
from bot.conversation.answering.metered import Quotas, metered
from bot.conversation.answering.origins import origin_of
from bot.conversation.answering.staleness import Stale
from bot.rendering import Audience
from knowledge.errors import KnowledgeError
from knowledge.listening.candidates import worth_hearing
from knowledge.listening.overhearing import Overhear
from knowledge.records import ChatPolicy, Policy
from knowledge.spine.inbox import Claim
from knowledge.spine.pacing import Paces, Rate

_RARELY: Final = Rate(120.0)
"""A chat hears at most one answer that it did not ask for in so many seconds."""

_PEOPLE: Final = frozenset({MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION})
_log = structlog.get_logger(__name__)


class Unaddressed(Filter):
    """Lets through what people of a group write to each other, where it has words that the bot might answer."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, bool]:
        """Whether it is such; `between` tells that one person says it to another."""
        if not message.text or _comes_from_elsewhere(message) or is_command(message):
            return False
        if await Addressed()(message, bot) or not worth_hearing(_without_listings(message)):
            return False
        return {"between": _is_between(message, await bot.me())}


def router() -> Router:
    """Everything in groups that nobody addressed to the bot."""
    listening = Router(name="listening")
    is_group = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})
    listening.message.register(overhear, is_group, _has_ears, Unaddressed(), ~Stale())
    return listening


def _has_ears(_message: Message, chat_policy: ChatPolicy) -> bool:
    """Lets through what is said in a chat that listens or has a shadow."""
    return chat_policy.shadow or chat_policy.policy is Policy.LISTEN


async def overhear(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    bot: Bot,
    between: bool,  # noqa: FBT001  aiogram gives it by name
    converse: Conversing,
    audience: Audience,
    chat_policy: ChatPolicy,
    overhears: Overhear | None = None,
    paces: Paces | None = None,
    metering: Quotas | None = None,
    claim: Claim | None = None,
) -> None:
    """Answer where the chat wants it, the evidence is strong and nothing was said unasked just before; else silence.

    Nobody asked: whatever stands in the way of an answer is nothing that anybody has to be told.
    """
    if overhears is None or paces is None:
        return
    text, origin = text_of(message).strip(), origin_of(message, await bot.me())
    try:
        asked = await converse.kept(text, origin) if claim and claim.attempt > 1 else None
        if asked is None:
            verdict = await overhears(text, origin, chat_policy, between=between)
            if not verdict.speaks or await paces.take(f"unasked:{origin.chat_id}", _RARELY):
                return
            asked = await metered(metering, origin, lambda: converse.unasked(text, origin, verdict.threshold))
        await volunteer(message, asked, converse, audience)
    except (KnowledgeError, TelegramAPIError) as failure:
        _log.info("stayed_silent", chat_id=origin.chat_id, error=type(failure).__name__)


def _comes_from_elsewhere(message: Message) -> bool:
    """Whether it was forwarded, made by a bot, or said in the name of another chat."""
    sender = message.sender_chat
    foreign = sender is not None and sender.id != message.chat.id
    return foreign or bool(message.forward_origin or message.via_bot or message.is_automatic_forward)


def _is_between(message: Message, me: User) -> bool:
    """Whether somebody says it to somebody else: replies to them, or mentions them."""
    original = message.reply_to_message
    if original is not None and not original.forum_topic_created:
        speaker = message.from_user.id if message.from_user else None
        if original.from_user is None or original.from_user.id not in {speaker, me.id}:
            return True
    return any(entity.type in _PEOPLE for entity in message.entities or [])


def _without_listings(message: Message) -> str:
    """The text but for what is marked as a program's listing."""
    units = (message.text or "").encode("utf-16-le", "surrogatepass")  # entities count UTF-16 units
    listings = [one for one in message.entities or [] if one.type == MessageEntityType.PRE]
    for entity in sorted(listings, key=lambda one: one.offset, reverse=True):
        units = units[: entity.offset * 2] + units[(entity.offset + entity.length) * 2 :]
    return units.decode("utf-16-le", "replace")
