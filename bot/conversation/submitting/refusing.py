"""What is said where a wish about a note is refused."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.catalogue.failures import failure
from bot.catalogue.note_refusals import note_refusal
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, sentence
from bot.rendering.notes import standing
from bot.weekly import WeeklyUseCases
from knowledge.errors import SourceRefused, TransitionRefused
from knowledge.weekly.submitting import NoteRefusal, NoteRefused

_Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


async def tell_refusals(handler: _Next, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401
    """A middleware of handlers: a refusal becomes a sentence; a stale button shows how the note is now."""
    try:
        return await handler(event, data)
    except (NoteRefused, TransitionRefused, SourceRefused) as refused:
        audience: Audience = data["audience"]
        said = _said(refused, audience)
        if isinstance(event, Message):
            await reply(event, sentence(said))
        elif isinstance(event, CallbackQuery):
            await notice(event, said, alert=True)
            if isinstance(refused, NoteRefused) and refused.refusal is NoteRefusal.STALE:
                await _refresh(event, refused, data["weekly"], audience)
        return None


def _said(refused: NoteRefused | TransitionRefused | SourceRefused, audience: Audience) -> str:
    if isinstance(refused, NoteRefused):
        return note_refusal(refused, audience.language)
    return failure(refused, audience.language)


async def _refresh(callback: CallbackQuery, refused: NoteRefused, weekly: WeeklyUseCases, audience: Audience) -> None:
    written = await weekly.notes.note(refused.note.id) if refused.note else None
    if written is not None and isinstance(callback.message, Message):
        text, keyboard = standing(written, audience)
        await rewrite(callback.message, text, inline(keyboard))
