"""An answer that grows in the chat while it is written, and always ends in one final message."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramRetryAfter
from aiogram.types import InlineKeyboardMarkup, Message

from bot.catalogue import Words
from bot.conversation.addressing import is_private
from bot.conversation.answering.running_answers import RunningAnswer, RunningAnswers
from bot.conversation.answering.stopping import keyboard
from bot.conversation.requests import best_effort
from bot.conversation.sending import draft, reply, rewrite
from bot.rendering import Audience, answer, sentence
from knowledge.errors import LibraryUnavailable
from knowledge.records import Answer, Notice, Usage

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a chat is shown something new, in seconds and edits; a group's budget is 20 messages a minute.

    An answer that is there before `first` comes as one message. `edits` leaves out the one that makes it final.
    """

    first: float = 1.5
    group: float = 3.0
    private: float = 1.0
    edits: int = 2
    longest_wait: float = 60.0
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


AT_THE_END: Final = Pace(first=math.inf)
"""Nothing is shown before the end, as where an earlier attempt may have shown all that a group may be shown."""


@asynccontextmanager
async def streaming(
    message: Message, bot: Bot, audience: Audience, running: RunningAnswers | None = None, pace: Pace | None = None
) -> AsyncIterator["Stream"]:
    """Around what answers a message: show what there is of the answer, then finish.

    When the asker stops it, what was shown becomes the final message and the rest of the block is left out. When the
    block is left in any other way without a final message, what a group was shown is marked as unfinished.
    """
    with (running or RunningAnswers()).running(message) as this:
        stream = Stream(message.as_(bot), audience, this, pace or Pace())
        try:
            yield stream
        except asyncio.CancelledError:
            if not this.was_stopped():
                raise
            await stream.finish(stream.stopped())
        finally:
            await stream.close()


@dataclass(slots=True)
class Stream:
    """One growing answer: a draft in private, in a group a reply that is edited. Nothing else is sent meanwhile."""

    message: Message
    audience: Audience
    running: RunningAnswer
    pace: Pace
    _latest: Answer | None = field(default=None, init=False)
    _shown: Message | None = field(default=None, init=False)
    _edits: int = field(default=0, init=False)
    _due: float = field(init=False)
    _given_up: bool = field(default=False, init=False)
    _final: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """The first is due a little after the question."""
        self._due = _now() + self.pace.first

    async def show(self, partial: Answer) -> None:
        """Show an unfinished answer where it is due; what cannot be shown now is left out."""
        self._latest = partial
        if self._given_up or _now() < self._due or self.message.as_ephemeral_message_parameters():
            return
        try:
            with best_effort():
                await self._show(answer(replace(partial, notice=Notice.WRITING), self.audience)[0])
        except TelegramRetryAfter as refusal:
            self._due = _now() + refusal.retry_after
        except (AiogramError, LibraryUnavailable) as error:  # a gateway's error page is none of Telegram's
            _log.info("showing_given_up", chat_id=self.message.chat.id, error=type(error).__name__)
            self._given_up = True

    async def finish(self, texts: Sequence[str], keyboard: InlineKeyboardMarkup | None = None) -> list[Message]:
        """Make these the answer, in the place of what was shown; further texts and buttons follow below.

        Returns the messages that hold it.
        """
        self.running.finish()
        sent = await self._replace(texts, keyboard) or await reply(self.message, texts, keyboard)
        self._final = True
        return sent

    def stopped(self) -> list[str]:
        """The final texts of an answer that was stopped."""
        if self._latest is None:
            return sentence(Words.STOPPED_EMPTY.say(self.audience.language))
        return answer(replace(self._latest, notice=Notice.STOPPED), self.audience)

    def taken(self) -> Usage | None:
        """What an answer took that its asker has stopped, as far as it was told; None where nobody has."""
        if not self.running.stopped:
            return None
        return self._latest.usage if self._latest else Usage()

    async def close(self) -> None:
        """Mark what a group was shown as unfinished, where no final message came."""
        if self._shown and self._latest and not self._final:
            unfinished = answer(replace(self._latest, notice=Notice.UNFINISHED), self.audience)[0]
            with suppress(AiogramError, LibraryUnavailable), best_effort():
                await rewrite(self._shown, unfinished, None)

    async def _show(self, text: str) -> None:
        if is_private(self.message):
            await draft(self.message, text)
            self._due = _now() + self.pace.private
        elif self._shown is None:
            (self._shown,) = await reply(self.message, [text], keyboard(self.message, self.audience))
            self._due = _now() + self.pace.group
        elif self._edits < self.pace.edits:
            await rewrite(self._shown, text, keyboard(self.message, self.audience))
            self._edits += 1
            self._due = _now() + self.pace.group

    async def _replace(self, texts: Sequence[str], keyboard: InlineKeyboardMarkup | None) -> list[Message]:
        """The message that was shown, now with the final text, and those below it; none where it was deleted."""
        if self._shown is None:
            return []
        await self.pace.pause(min(max(self._due - _now(), 0.0), self.pace.longest_wait))
        try:
            await rewrite(self._shown, texts[0], None if texts[1:] else keyboard)
        except TelegramBadRequest:
            return []
        self._final = True  # whatever becomes of the further texts
        return [self._shown, *(await reply(self.message, texts[1:], keyboard) if texts[1:] else ())]


def _now() -> float:
    return asyncio.get_running_loop().time()
