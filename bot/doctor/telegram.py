"""Telegram: the token, the webhook, the clock, and what the bot may do in each of its chats."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Final

from bot.doctor.findings import Finding, State, worst
from bot.doctor.governing import Governed
from bot.settings import Settings
from bot.wiring import SystemClock
from knowledge.governance.places import Places

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import ChatFullInfo, ResultChatMemberUnion, User, WebhookInfo

_PENDING: Final = 100
_RECENT: Final = dt.timedelta(hours=1)
_OFF: Final = dt.timedelta(seconds=5)
_FAR_OFF: Final = dt.timedelta(seconds=30)
_MOST_CHATS: Final = 50
"""Chats that are looked at: each takes two calls."""


async def examine(settings: Settings, governed: Governed | None) -> AsyncIterator[Finding]:
    """All that Telegram can tell; where it does not answer, nothing more."""
    if settings.telegram_token is None:
        yield Finding("telegram", State.OK, "no token set: zixue run is a chat in the terminal")
        return
    from aiogram.exceptions import (  # noqa: PLC0415  aiogram is heavy
        ClientDecodeError,
        TelegramAPIError,
        TelegramNotFound,
        TelegramUnauthorizedError,
    )

    from bot.conversation.connecting.polling import TokenRefused, bot_of  # noqa: PLC0415  aiogram is heavy

    try:
        bot = bot_of(settings.telegram_token.get_secret_value(), api_url=settings.telegram_api_url, clock=SystemClock())
        async with bot:
            yield _telegram(await bot.get_me())
            yield _clock(bot)
            yield _webhook(settings, await bot.get_webhook_info())
            yield await _chats(bot, governed)
    except (TelegramUnauthorizedError, TelegramNotFound, TokenRefused):
        yield Finding("telegram", State.PROBLEM, "Telegram does not know the token: check ZIXUE_TELEGRAM_TOKEN")
    except (TelegramAPIError, ClientDecodeError):  # a gateway's error page cannot be decoded
        told = f"{settings.telegram_api_url} cannot be reached: check the network or proxy"
        yield Finding("telegram", State.PROBLEM, told)


def _telegram(me: "User") -> Finding:
    findings = []
    if not me.can_read_all_group_messages:
        told = "privacy mode is on: in groups only /ask, replies and mentions by command arrive"
        told += " (turn it off with @BotFather, then add the bot again)"
        findings.append(Finding("telegram", State.WARNING, told))
    if not me.supports_inline_queries:
        told = "inline mode is off: turn it on with @BotFather, /setinline"
        findings.append(Finding("telegram", State.WARNING, told))
    if me.can_join_groups is False:
        told = "it cannot be added to groups: allow it with @BotFather, /setjoingroups"
        findings.append(Finding("telegram", State.WARNING, told))
    found = worst(findings, "telegram", f"@{me.username}")
    return found if not findings else Finding("telegram", found.state, f"@{me.username}; {found.told}")


def _clock(bot: "Bot") -> Finding:
    from bot.conversation.connecting.telegram_time import ahead_of_telegram  # noqa: PLC0415  aiogram is heavy

    off = ahead_of_telegram(bot)
    seconds = f"{abs(off).total_seconds():.0f} s {'ahead of' if off > dt.timedelta() else 'behind'} Telegram's"
    if abs(off) > _FAR_OFF:
        return Finding("clock", State.PROBLEM, f"{seconds}: set it, and keep it by NTP (timedatectl set-ntp true)")
    if abs(off) > _OFF:
        return Finding("clock", State.WARNING, f"{seconds}: keep it by NTP (timedatectl set-ntp true)")
    return Finding("clock", State.OK, "level with Telegram's")


def _webhook(settings: Settings, info: "WebhookInfo") -> Finding:
    if settings.webhook_url is None:
        if info.url:
            told = "one is set at Telegram, so polling gets nothing: zixue run deletes it at start; if it comes back, "
            told += "another bot runs with this token: stop it, or set ZIXUE_WEBHOOK_URL"
            return Finding("webhook", State.WARNING, told)
        return Finding("webhook", State.OK, f"none: polling; {info.pending_update_count} updates wait")
    return worst(list(_wrong_with(settings, info)), "webhook", f"set; {info.pending_update_count} updates wait")


def _wrong_with(settings: Settings, info: "WebhookInfo") -> Iterator[Finding]:
    if not info.url:
        yield Finding("webhook", State.WARNING, "not set at Telegram yet: zixue run sets it")
    elif info.url != settings.webhook_url:
        told = "Telegram delivers to another address: start zixue run, or stop the other bot that has this token"
        yield Finding("webhook", State.PROBLEM, told)
    error_at = info.last_error_date
    if info.last_error_message and error_at and SystemClock().now() - error_at < _RECENT:
        told = f"Telegram's last delivery failed: {info.last_error_message}; check the proxy and its certificate"
        yield Finding("webhook", State.PROBLEM, told)
    if info.pending_update_count > _PENDING:
        told = f"{info.pending_update_count} updates wait at Telegram: see whether the bot runs"
        yield Finding("webhook", State.WARNING, told)


async def _chats(bot: "Bot", governed: Governed | None) -> Finding:
    """What the bot lacks in the chats that it serves or works in."""
    if governed is None:
        return Finding("chats", State.WARNING, "not looked at, because the database cannot be used")
    from bot.conversation.connecting.standing import seen_in  # noqa: PLC0415  aiogram is heavy

    named = _named(governed)
    findings = []
    for chat_id, name in list(named.items())[:_MOST_CHATS]:
        seen = await seen_in(bot, chat_id)
        findings += [Finding("chats", state, f"{name}: {told}") for state, told in _lacks(seen)]
    return worst(findings, "chats", f"{len(named)} looked at; the bot may write to all")


def _named(governed: Governed) -> dict[int, str]:
    places: Places = governed.places
    parts = {"channel": places.channel, "editors' chat": places.editors_chat, "notice chat": places.notice_chat}
    named = {chat: f"{part} {chat}" for part, chat in parts.items() if chat is not None}
    groups = dict.fromkeys((*places.groups, *governed.admitted))
    return named | {one: f"group {one}" for one in groups if one not in named}


def _lacks(seen: "tuple[ChatFullInfo, ResultChatMemberUnion | None] | None") -> Iterator[tuple[State, str]]:
    from bot.conversation.connecting.standing import Lack, lacking  # noqa: PLC0415  aiogram is heavy

    if seen is None:
        yield State.PROBLEM, "the bot cannot write there, because it is not in it: add it, or take the chat from /setup"
        return
    match lacking(*seen):
        case Lack.NOT_THERE:
            yield State.PROBLEM, "the bot cannot write there, because it is not in it: add it again"
        case Lack.MUTED:
            yield State.PROBLEM, "the bot cannot write there: allow it to in the group's permissions"
        case Lack.NO_POSTING:
            yield State.PROBLEM, "the bot cannot post: make it an administrator who may post messages"
        case None:
            yield from _comforts(*seen)


def _comforts(chat: "ChatFullInfo", member: "ResultChatMemberUnion | None") -> Iterator[tuple[State, str]]:
    """What the bot could do without, where it may write."""
    from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted  # noqa: PLC0415  aiogram is heavy

    if isinstance(member, ChatMemberRestricted) and not member.can_react_to_messages:
        yield State.WARNING, "the bot may not react to messages: allow it in the group's permissions"
    if chat.available_reactions == []:
        yield State.WARNING, "reactions are off there, so work is not acknowledged: allow 👀"
    if isinstance(member, ChatMemberAdministrator) and chat.type == "channel" and member.can_edit_messages is False:
        yield State.WARNING, "the bot may not edit messages, so an issue cannot be corrected there: allow it"
