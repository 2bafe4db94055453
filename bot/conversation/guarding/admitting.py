"""Whom the bot serves: the gate that every update passes before a handler sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.types import (
    Chat,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    TelegramObject,
    Update,
    User,
)

from bot.buttons import Press
from bot.catalogue import Language, language
from bot.conversation.addressing import command_of, is_private, is_spoken_to
from bot.conversation.guarding.authority import Authority
from bot.conversation.guarding.floods import Floods, say_so
from bot.conversation.guarding.served import Served
from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.banning import BanMember
from knowledge.spine.pacing import Rate
from knowledge.weekly.members import Member

_OF_RIGHTS: Final = frozenset({"privacy", "export", "forget_me"})
_BUTTONS_OF_RIGHTS: Final = frozenset({"rights", "confirm"})
_ALLOW: Final = frozenset({"allow", "setup"})
_KNOCKING: Final = Rate(every=60.0)


class Doorkeeper(Protocol):
    """Tells people how they stand at the gate, each thing seldom enough."""

    async def show_code(self, admission: Admission, spoken: str | None) -> None:
        """Show a chat its code, at most once a day; `spoken`: the language of whoever is alone in it."""
        ...

    async def ask_admins(self, admission: Admission, name: str) -> None:
        """Ask those who govern the bot about a chat, once."""
        ...

    async def tell_banned(self, member: Member, spoken: str | None) -> None:
        """Tell somebody until when they are banned, at most once a day."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """Who is let in; unless it is `listed`, or before there is an admin, every chat is, but nobody who is banned.

    Raises:
        TelegramAPIError: somebody's membership cannot be asked: they are not let in.
        LibraryUnavailable: the database cannot be reached.
    """

    served: Served
    ban_member: BanMember
    floods: Floods
    doorkeeper: Doorkeeper
    listed: bool = True

    @property
    def authority(self) -> Authority:
        """Who may what."""
        return self.served.authority

    async def lets_in(self, update: Update, bot: Bot, chat: Chat | None, spoken: Language) -> bool:
        """Whether an update goes on to the handlers; whoever is to hear why not hears it, in this language."""
        if update.my_chat_member is not None:
            await self._arrived(update.my_chat_member)
            return True
        person, is_spoken = _person(update), _is_spoken_to(update, await bot.me())
        if is_spoken and await self._drowns(update, person, spoken):
            return False
        return _is_about_rights(update) or await self._may_pass(update, chat, person, is_spoken=is_spoken)

    async def _may_pass(self, update: Update, chat: Chat | None, person: User | None, *, is_spoken: bool) -> bool:
        """Whether it comes from where the bot serves, and from nobody who is banned."""
        serves = await self._serves(chat, person)
        if not serves and not is_spoken:
            return False
        if await self._is_banned(update, person):
            return False
        if serves:
            return True
        if person is not None and await self.authority.is_admin(person.id):
            return chat is None or chat.id > 0 or _is_command(update, _ALLOW)
        if chat is not None and update.message is not None:
            await self._knock(chat, person)
        return False

    async def _is_banned(self, update: Update, person: User | None) -> bool:
        """Whether the person is, or the channel in whose name somebody writes."""
        if person is None:
            channel = _as_channel(update)
            return channel is not None and await self.ban_member.banned(channel) is not None
        member = await self.ban_member.banned(person.id)
        if member is None or await self.authority.is_admin(person.id):
            return False
        if update.message is not None and is_private(update.message):
            await self.doorkeeper.tell_banned(member, person.language_code)
        return True

    async def _serves(self, chat: Chat | None, person: User | None) -> bool:
        if not self.listed or not await self.authority.has_admin():
            return True
        if chat is None:
            return person is not None and await self.served.person(person.id)
        if chat.type == ChatType.PRIVATE:
            return await self.served.person(chat.id)
        return await self.served.chat(chat)

    async def _drowns(self, update: Update, person: User | None, spoken: Language) -> bool:
        """Whether a person, or a chat in whose name somebody speaks, says too much."""
        as_chat = update.message.sender_chat if update.message is not None else None
        speaker = person or as_chat
        drowns = speaker is not None and await self.floods.drowns(speaker.id)
        if drowns is None:
            await say_so(update, language(person.language_code if person else None, spoken))
        return drowns is not False

    async def _knock(self, chat: Chat, person: User | None = None) -> None:
        """Somebody speaks to the bot where it is not served: the chat hears its code, and who governs hears of it."""
        if await self.floods.paces.take(f"knocked:{chat.id}", _KNOCKING) > 0:
            return
        admission = await self.served.admit_chat.come(chat.id, chat.type, chat.title)
        if admission.standing is Standing.WAITING:
            await self.doorkeeper.show_code(admission, person.language_code if person and chat.id > 0 else None)
            await self.doorkeeper.ask_admins(admission, chat.title or (person.full_name if person else ""))

    async def _arrived(self, event: ChatMemberUpdated) -> None:
        """Somebody has brought the bot into a group: an admin of it lets the group in by that."""
        came = _is_out(event.old_chat_member) and not _is_out(event.new_chat_member)
        if not came or event.chat.type == ChatType.PRIVATE or not await self.authority.has_admin():
            return
        if await self.authority.is_admin(event.from_user.id):
            await self.served.admit_chat.come(event.chat.id, event.chat.type, event.chat.title)
            await self.served.admit_chat.decide(event.chat.id, Standing.ADMITTED, str(event.from_user.id))
        elif not await self._serves(event.chat, event.from_user):
            await self._knock(event.chat)


async def served_only(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """An outer middleware of updates: whoever the `gate` does not let in reaches no handler; without one, all do."""
    gate: Gate | None = data.get("gate")
    bot: Bot = data["bot"]
    spoken = cast("Language", data.get("default_language", "zh"))
    if gate is None or (isinstance(event, Update) and await gate.lets_in(event, bot, data.get("event_chat"), spoken)):
        return await handler(event, data)
    return None


def _person(update: Update) -> User | None:
    """Who has sent it, where that is a person who speaks for themselves."""
    if message := update.message or update.edited_message:
        named = message.from_user if message.sender_chat is None else None
        return named if named is not None and not named.is_bot else None
    pressed = update.callback_query or update.inline_query or update.chosen_inline_result
    return pressed.from_user if pressed else None


def _as_channel(update: Update) -> int | None:
    """The channel in whose name it was written; the group itself is none."""
    message = update.message or update.edited_message
    speaker = message.sender_chat if message is not None else None
    return speaker.id if message is not None and speaker is not None and speaker.id != message.chat.id else None


def _is_spoken_to(update: Update, me: User) -> bool:
    return update.callback_query is not None or (update.message is not None and is_spoken_to(update.message, me))


def _is_command(update: Update, names: frozenset[str]) -> bool:
    return update.message is not None and command_of(update.message) in names


def _is_about_rights(update: Update) -> bool:
    """Whether somebody uses the rights that everybody has, in private: what is stored of them, and its end."""
    if update.message is not None:
        return is_private(update.message) and _is_command(update, _OF_RIGHTS)
    query = update.callback_query
    press = Press.of(query.data) if query else None
    here = query is not None and query.message is not None and query.message.chat.type == ChatType.PRIVATE
    return here and press is not None and press.about in _BUTTONS_OF_RIGHTS


def _is_out(member: ChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return isinstance(member, ChatMemberLeft | ChatMemberBanned)
