"""The commands that Telegram shows behind the slash, by place, role and language; and what the bot says of itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeDefault,
    MenuButtonCommands,
)

from bot.catalogue import Language, Words
from bot.catalogue.issues import IssueWords
from bot.catalogue.menus import MenuWords
from bot.catalogue.phrase import Phrases
from bot.catalogue.submitting import Submissions
from bot.catalogue.taking_part import TakingPartWords
from bot.conversation.connecting.retry_forever import RetryForever
from bot.places import KnownPlaces
from knowledge.governance.granted import Granted
from knowledge.governance.ports import AuditLog
from knowledge.governance.roles import Role

EVERYBODY: Final[dict[str, Phrases]] = {
    "ask": Words.COMMAND_ASK,
    "search": Words.COMMAND_SEARCH,
    "sources": Words.COMMAND_SOURCES,
    "entry": Words.COMMAND_ENTRY,
    "questions": Words.COMMAND_QUESTIONS,
    "issue": IssueWords.COMMAND,
    "submit": Submissions.COMMAND_SUBMIT,
    "withdraw": Submissions.COMMAND_WITHDRAW,
    "nick": Submissions.COMMAND_NICK,
    "mine": TakingPartWords.COMMAND,
    "privacy": MenuWords.PRIVACY,
    "export": MenuWords.EXPORT,
    "forget_me": MenuWords.FORGET_ME,
    "stop": Words.COMMAND_STOP,
    "help": Words.COMMAND_HELP,
}
_PRIVATE_ONLY: Final = frozenset({"entry", "withdraw", "nick", "mine", "privacy", "export", "forget_me"})
IN_GROUPS: Final[dict[str, Phrases]] = {name: words for name, words in EVERYBODY.items() if name not in _PRIVATE_ONLY}
FOR_GROUP_ADMINS: Final[dict[str, Phrases]] = IN_GROUPS | {
    "policy": MenuWords.POLICY,
    "shadow": MenuWords.SHADOW,
    "calibrate": MenuWords.CALIBRATE,
    "language": MenuWords.LANGUAGE,
}
FOR_ADMINS: Final[dict[str, Phrases]] = EVERYBODY | {
    "admin": MenuWords.ADMIN,
    "stats": MenuWords.STATS,
    "health": MenuWords.HEALTH,
    "ingest": MenuWords.INGEST,
    "forget_source": MenuWords.FORGET_SOURCE,
    "reindex": MenuWords.REINDEX,
    "broadcast": MenuWords.BROADCAST,
    "allow": MenuWords.ALLOW,
    "role": MenuWords.ROLE,
    "ban": MenuWords.BAN,
    "unban": MenuWords.UNBAN,
    "quota": MenuWords.QUOTA,
    "audit": MenuWords.AUDIT,
    "setup": MenuWords.SETUP,
}
_EDITORS: Final[dict[str, Phrases]] = {"issue": MenuWords.EDITORS_ISSUE}
_SECONDS: Final = 5.0
_LOOKED_BACK: Final = 200
_log = structlog.get_logger(__name__)

_Scope: TypeAlias = (
    BotCommandScopeDefault
    | BotCommandScopeAllPrivateChats
    | BotCommandScopeAllGroupChats
    | BotCommandScopeAllChatAdministrators
    | BotCommandScopeChat
    | BotCommandScopeChatAdministrators
)


def commands(language: Language, shown: Mapping[str, Phrases] = EVERYBODY) -> list[BotCommand]:
    """What can be done, in one language."""
    return [BotCommand(command=name, description=words.say(language)) for name, words in shown.items()]


@dataclass(frozen=True, slots=True)
class Circle:
    """The chats that have commands of their own: the admins' private ones, the editors', and those that had them."""

    admins: frozenset[int] = frozenset()
    editors_chat: int | None = None
    former: frozenset[int] = frozenset()

    def lists(self) -> Iterator[tuple[_Scope, Mapping[str, Phrases]]]:
        """The commands of each scope; none where there are to be none of its own any more."""
        yield BotCommandScopeDefault(), EVERYBODY
        yield BotCommandScopeAllPrivateChats(), EVERYBODY
        yield BotCommandScopeAllGroupChats(), IN_GROUPS
        yield BotCommandScopeAllChatAdministrators(), FOR_GROUP_ADMINS
        for admin in sorted(self.admins):
            yield BotCommandScopeChat(chat_id=admin), FOR_ADMINS
        editors = self.editors_chat if self.editors_chat is not None and self.editors_chat < 0 else None
        if editors is not None:
            yield BotCommandScopeChat(chat_id=editors), IN_GROUPS | _EDITORS
            yield BotCommandScopeChatAdministrators(chat_id=editors), FOR_GROUP_ADMINS | _EDITORS
        for chat_id in sorted(self.former - self.admins - {editors}):
            yield BotCommandScopeChat(chat_id=chat_id), {}
            if chat_id < 0:
                yield BotCommandScopeChatAdministrators(chat_id=chat_id), {}


async def publish(bot: Bot, circle: Circle | None = None, default: Language = "zh") -> None:
    """Tell Telegram what it does not show yet: `default` for everybody, Chinese and English for those who use them.

    Raises:
        TelegramAPIError: Telegram cannot be asked.
    """
    spoken: tuple[tuple[str, Language], ...] = (("", default), ("zh", "zh"), ("en", "en"))
    for scope, shown in (circle or Circle()).lists():
        try:
            for code, language in spoken:
                await _list(bot, scope, code, commands(language, shown))
        except (TelegramBadRequest, TelegramForbiddenError) as refusal:
            if not isinstance(scope, BotCommandScopeChat | BotCommandScopeChatAdministrators):
                raise
            # an admin who never wrote to the bot, or a chat that it was put out of
            _log.info("menu_not_taken", chat_id=scope.chat_id, reason=refusal.message)
    for code, language in spoken:
        await _describe(bot, code, language)
    if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _list(bot: Bot, scope: _Scope, code: str, wanted: list[BotCommand]) -> None:
    there = await bot.get_my_commands(scope=scope, language_code=code)
    if [(one.command, one.description) for one in there] == [(one.command, one.description) for one in wanted]:
        return
    if wanted:
        await bot.set_my_commands(wanted, scope=scope, language_code=code)
    else:
        await bot.delete_my_commands(scope=scope, language_code=code)


async def _describe(bot: Bot, code: str, language: Language) -> None:
    long, short = MenuWords.DESCRIPTION.say(language), MenuWords.SHORT_DESCRIPTION.say(language)
    if (await bot.get_my_description(code)).description != long:
        await bot.set_my_description(long, code)
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)


@dataclass(frozen=True, slots=True)
class FollowMenu:
    """Keeps what Telegram shows level with who is an admin and where editors sit; Telegram may be away meanwhile.

    Raises:
        TokenRefused: Telegram does not know the token.
    """

    bot: Bot
    places: KnownPlaces
    granted: Granted
    audit_log: AuditLog
    language: Language
    retry: RetryForever = field(default_factory=RetryForever)
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Takes seconds."""

    async def __call__(self) -> None:
        """Follow until cancelled."""
        told: Circle | None = None
        while True:
            told = await self.retry(partial(self._level, told), "publishing the menu")
            await self.pause(_SECONDS)

    async def _level(self, before: Circle | None) -> Circle:
        """What Telegram shows then."""
        admins, editors = await self.granted.everybody(), self.places.editors_chat
        if before is not None and (before.admins, before.editors_chat) == (admins, editors):
            return before
        known = () if before is None else (*before.admins, before.editors_chat)
        circle = Circle(admins, editors, await self._demoted() | {one for one in known if one is not None})
        await publish(self.bot, circle, self.language)
        return circle

    async def _demoted(self) -> frozenset[int]:
        """Whoever is not what they were, as the audit log knows: a process that died may have left their commands."""
        audits = (one.audit for one in await self.audit_log.latest(_LOOKED_BACK))
        return frozenset(_numbers(one.subject for one in audits if one.before in {Role.ADMIN, "editors_chat"}))


def _numbers(subjects: Iterable[str]) -> Iterator[int]:
    for subject in subjects:
        kind, _, number = subject.partition(":")
        if kind in {"user", "chat"} and number.removeprefix("-").isdecimal():
            yield int(number)
