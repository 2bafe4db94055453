"""Telegram's side of a chat in the terminal: takes what the bot sends and answers as the server would."""

import datetime as dt
from collections.abc import AsyncGenerator
from typing import Any, Protocol, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    SendChatAction,
    SendMessage,
    SendMessageDraft,
    SetMessageReaction,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, InlineKeyboardMarkup, Message, MessageEntity, User

from bot.terminal.markup import MarkupError, parse
from knowledge.ports import Clock

_LONGEST_TEXT = 4096
_LONGEST_CALLBACK_DATA = 64


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

    def __init__(self, username: str, screen: Screen, clock: Clock) -> None:
        super().__init__()
        self.me = User(id=1, is_bot=True, first_name=username, username=username)
        self.messages: dict[tuple[int, int], Message] = {}
        self._screen = screen
        self._clock = clock

    def next_id(self) -> int:
        """The id of the next message, in any chat."""
        return 1 + max((number for _, number in self.messages), default=0)

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
            TelegramBadRequest: with the server's own words.
            NotImplementedError: nothing here knows this method.
        """
        return cast("TelegramType", self._answer(bot, method))

    def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> object:
        match method:
            case GetMe():
                return self.me
            case SendMessage():
                return self._send(bot, method)
            case EditMessageText() | EditMessageReplyMarkup():
                return self._edit(bot, method)
            case DeleteMessage():
                return self.messages.pop((int(method.chat_id), method.message_id), None) is not None
            case SendMessageDraft():
                _checked(method, method.text or "")
                self._screen.typing()
                return True
            case AnswerCallbackQuery() | SendChatAction() | SetMessageReaction() | SetMyCommands():
                self._show(method)
                return True
            case _:
                raise NotImplementedError(type(method).__name__)

    def _show(self, method: TelegramMethod[Any]) -> None:
        if isinstance(method, SendChatAction):
            self._screen.typing()
        elif isinstance(method, AnswerCallbackQuery) and method.text:
            self._screen.notice(method.text)

    def _send(self, bot: Bot, method: SendMessage) -> Message:
        text, entities = _checked(method, method.text)
        chat_id = int(method.chat_id)
        original = None
        if (reply := method.reply_parameters) and reply.message_id:
            original = self.messages.get((chat_id, reply.message_id))
            if not original and reply.allow_sending_without_reply is not True:
                raise _bad_request(method, "message to be replied not found")
        message = Message(
            message_id=self.next_id(),
            date=self.now(),
            chat=Chat(id=chat_id, type=ChatType.PRIVATE if chat_id > 0 else ChatType.SUPERGROUP),
            from_user=self.me,
            message_thread_id=method.message_thread_id,
            text=text,
            entities=entities or None,
            reply_to_message=original.model_copy(update={"reply_to_message": None}) if original else None,
            reply_markup=_keyboard(method),
        )
        self._screen.sent(self.keep(message.as_(bot)))
        return message

    def _edit(self, bot: Bot, method: EditMessageText | EditMessageReplyMarkup) -> Message:
        before = self.messages.get((int(method.chat_id or 0), method.message_id or 0))
        if not before:
            raise _bad_request(method, "message to edit not found")
        update: dict[str, object] = {
            "reply_markup": _keyboard(method),
            "edit_date": int(before.date.timestamp()),
        }
        if isinstance(method, EditMessageText):
            text, entities = _checked(method, method.text or "")
            update |= {"text": text, "entities": entities or None}
        after = before.model_copy(update=update)
        if (before.text, before.entities, before.reply_markup) == (
            after.text,
            after.entities,
            after.reply_markup,
        ):
            raise _bad_request(method, "message is not modified")
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


def _bad_request(method: TelegramMethod[Any], words: str) -> TelegramBadRequest:
    return TelegramBadRequest(method, f"Bad Request: {words}")


def _checked(method: SendMessage | EditMessageText | SendMessageDraft, raw: str) -> tuple[str, list[MessageEntity]]:
    """The visible text and entities, held to the server's limits."""
    try:
        text, entities = parse(raw) if method.parse_mode == "HTML" else (raw, [])
    except MarkupError as exc:
        raise _bad_request(method, f"can't parse entities: {exc}") from exc
    if not text.strip():
        raise _bad_request(method, "message text is empty")
    if len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        raise _bad_request(method, "message is too long")
    return text, entities


def _keyboard(
    method: SendMessage | EditMessageText | EditMessageReplyMarkup,
) -> InlineKeyboardMarkup | None:
    """The buttons, held to the server's limits."""
    keyboard = method.reply_markup
    if not isinstance(keyboard, InlineKeyboardMarkup):
        return None
    for button in (button for row in keyboard.inline_keyboard for button in row):
        if len((button.callback_data or "").encode()) > _LONGEST_CALLBACK_DATA:
            raise _bad_request(method, "BUTTON_DATA_INVALID")
    return keyboard
