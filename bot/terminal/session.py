"""Telegram's side of a chat in the terminal: takes what the bot sends and answers as the server would."""

import datetime as dt
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast

import structlog
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.enums import ChatType
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChatMember,
    GetMe,
    PinChatMessage,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendMessageDraft,
    SendPhoto,
    SetMessageReaction,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import (
    BufferedInputFile,
    Chat,
    ChatMemberMember,
    ForceReply,
    Message,
    MessageEntity,
    ReactionTypeUnion,
    User,
)

from bot.terminal.limits import bad_request, checked, keyboard
from knowledge.ports import Clock

_log = structlog.get_logger(__name__)

KeptFiles: TypeAlias = Callable[[str, bytes], Path]
"""Keeps a file under a name, and says where."""


class Screen(Protocol):
    """Where a chat is shown."""

    def sent(self, message: Message) -> None:
        """A new message of the bot."""
        ...

    def edited(self, message: Message) -> None:
        """A message of the bot that has changed."""
        ...

    def notice(self, text: str) -> None:
        """A short notice that is not a message, such as the answer to a button."""
        ...

    def typing(self) -> None:
        """The bot is at work."""
        ...


class TerminalSession(BaseSession):
    """The Bot API of one bot, in memory, with the limits and error texts of the real one."""

    def __init__(self, username: str, screen: Screen, clock: Clock, files: KeptFiles | None = None) -> None:
        super().__init__()
        self.first_id = 1
        self.asked: Message | None = None
        self.me = User(id=1, is_bot=True, first_name=username, username=username)
        self.messages: dict[tuple[int, int], Message] = {}
        self.reactions: dict[tuple[int, int], list[ReactionTypeUnion]] = {}
        self._screen = screen
        self._clock = clock
        self._files = files

    def next_id(self) -> int:
        """The id of the next message, in any chat."""
        return max((number + 1 for _, number in self.messages), default=self.first_id)

    def answered(self) -> Message | None:
        """The message that the bot wants a reply to, once: what is typed next is taken for it."""
        asked, self.asked = self.asked, None
        return asked

    def now(self) -> dt.datetime:
        """The server's time."""
        return self._clock.now()

    def keep(self, message: Message) -> Message:
        """Remember a message, newest last."""
        key = (message.chat.id, message.message_id)
        self.messages.pop(key, None)
        self.messages[key] = message
        return message

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109, ARG002  # the library's own signature
    ) -> TelegramType:
        """What Telegram would answer.

        Raises:
            TelegramBadRequest: with the server's own words, or because nothing here knows the method.
            NotImplementedError: nothing here knows this method.
        """
        return cast("TelegramType", self._answer(bot, method))

    def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> object:
        match method:
            case GetMe() | GetChatMember():
                return self._who(method)
            case SendMessage() | SendDocument() | SendPhoto():
                return self._send(bot, method)
            case EditMessageText() | EditMessageReplyMarkup() | EditMessageCaption() | EditMessageMedia():
                return self._edit(bot, method)
            case DeleteMessage():
                return self.messages.pop((int(method.chat_id), method.message_id), None) is not None
            case SendMessageDraft():
                checked(method, method.text or "")
                self._screen.typing()
                return True
            case AnswerCallbackQuery() | SendChatAction() | SetMessageReaction() | SetMyCommands() | PinChatMessage():
                self._show(method)
                return True
            case _:
                _log.info("not_in_the_terminal", method=type(method).__name__)
                raise bad_request(method, "method not available in the terminal")

    def _who(self, method: GetMe | GetChatMember) -> User | ChatMemberMember:
        """The bot itself; whoever else is asked for is in the chat."""
        if isinstance(method, GetMe):
            return self.me
        return ChatMemberMember(user=User(id=method.user_id, is_bot=False, first_name="terminal"))

    def _show(self, method: TelegramMethod[Any]) -> None:
        if isinstance(method, SendChatAction):
            self._screen.typing()
        elif isinstance(method, SetMessageReaction):
            self.reactions[int(method.chat_id), method.message_id] = list(method.reaction or ())
        elif isinstance(method, AnswerCallbackQuery) and method.text:
            self._screen.notice(method.text)

    def _send(self, bot: Bot, method: SendMessage | SendDocument | SendPhoto) -> Message:
        text, entities = self._said(method)
        chat_id = int(method.chat_id)
        original = None
        if (reply := method.reply_parameters) and reply.message_id:
            original = self.messages.get((chat_id, reply.message_id))
            if not original and reply.allow_sending_without_reply is not True:
                raise bad_request(method, "message to be replied not found")
        message = Message(
            message_id=self.next_id(),
            date=self.now(),
            chat=Chat(id=chat_id, type=ChatType.PRIVATE if chat_id > 0 else ChatType.SUPERGROUP),
            from_user=self.me,
            message_thread_id=method.message_thread_id,
            text=text,
            entities=entities or None,
            reply_to_message=original.model_copy(update={"reply_to_message": None}) if original else None,
            reply_markup=keyboard(method),
        )
        self._screen.sent(self.keep(message.as_(bot)))
        if isinstance(method.reply_markup, ForceReply):
            self.asked = message
        return message

    def _said(self, method: SendMessage | SendDocument | SendPhoto) -> tuple[str, list[MessageEntity]]:
        """What is to be read; a file is a line below its caption, which says where it lies now."""
        if isinstance(method, SendMessage):
            return checked(method, method.text)
        text, entities = checked(method, method.caption) if method.caption else ("", [])
        file = method.document if isinstance(method, SendDocument) else method.photo
        told = self._kept(file) if isinstance(file, BufferedInputFile) else "📎"
        return "\n".join(filter(None, (text, told))), entities

    def _kept(self, file: BufferedInputFile) -> str:
        name = file.filename or "file"
        where = f" · {self._files(name, file.data)}" if self._files else ""
        return f"📎 {name} · {len(file.data) / 1000:,.0f} kB{where}"

    def _edit(
        self, bot: Bot, method: EditMessageText | EditMessageReplyMarkup | EditMessageCaption | EditMessageMedia
    ) -> Message:
        before = self.messages.get((int(method.chat_id or 0), method.message_id or 0))
        if not before:
            raise bad_request(method, "message to edit not found")
        update: dict[str, object] = {
            "reply_markup": keyboard(method),
            "edit_date": int(before.date.timestamp()),
        }
        if isinstance(method, EditMessageMedia):
            text, entities = self._said(_sending(method))
            update |= {"text": text, "entities": entities or None}
        elif not isinstance(method, EditMessageReplyMarkup):
            said = method.text if isinstance(method, EditMessageText) else method.caption
            text, entities = checked(method, said or "")
            update |= {"text": text, "entities": entities or None}
        after = before.model_copy(update=update)
        if (before.text, before.entities, before.reply_markup) == (
            after.text,
            after.entities,
            after.reply_markup,
        ):
            raise bad_request(method, "message is not modified")
        self._screen.edited(self.keep(after.as_(bot)))
        return after

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,  # noqa: ARG002
        timeout: int = 30,  # noqa: ASYNC109, ARG002
        chunk_size: int = 65536,  # noqa: ARG002
        raise_for_status: bool = True,  # noqa: ARG002, FBT001, FBT002
    ) -> AsyncGenerator[bytes, None]:
        """There are no files in the terminal."""
        raise NotImplementedError(url)
        yield b""


def _sending(method: EditMessageMedia) -> SendPhoto:
    """The same picture and caption as if they were sent anew."""
    media = method.media
    return SendPhoto(chat_id=method.chat_id or 0, photo=media.media, caption=media.caption, parse_mode=media.parse_mode)
