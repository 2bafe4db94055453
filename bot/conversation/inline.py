"""Inline mode: in any chat, `@bot words` lists the entries that fit; no answer is written and no model is asked."""

from collections.abc import Awaitable, Sequence
from typing import Final, Protocol

import structlog
from aiogram import Router
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError
from aiogram.types import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.catalogue.opinions import InlineWords
from bot.rendering import Audience
from bot.rendering.inline import InlineEntry, inline_entry
from knowledge.errors import QuestionRefused
from knowledge.records import Found
from knowledge.spine.pacing import Paces, Rate

_PAGE: Final = 10
_MOST: Final = 50
_SECONDS: Final = 30
"""How long Telegram gives the same results again: what was read in the meantime is found soon."""
_TYPING: Final = Rate(1.0, 12)
"""So often somebody's words are looked up: clients ask at nearly every key."""
_log = structlog.get_logger(__name__)


class Searching(Protocol):
    """`SearchEntries`."""

    def __call__(self, words: str, limit: int = 10) -> Awaitable[list[Found]]:
        """The entries that fit, best first."""
        ...


def router() -> Router:
    """What is typed; what is chosen is not asked for."""
    inline = Router(name="inline")
    inline.inline_query.register(look_up)
    return inline


async def look_up(
    query: InlineQuery, search_entries: Searching, audience: Audience, paces: Paces | None = None
) -> None:
    """List what fits; whoever the bot does not serve has not come here."""
    offset = _offset(query)
    if paces is not None and await paces.take(f"inline:{query.from_user.id}", _TYPING) > 0:
        return
    found = await _found(query.query.strip(), search_entries, offset)
    page, more = found[offset : offset + _PAGE], len(found) > offset + _PAGE
    hint = None if found else InlineWords.NOTHING if query.query.strip() else InlineWords.HINT
    shown = [inline_entry(one, audience) for one in page]
    await _answer(query, shown, hint, audience, next_offset=str(offset + _PAGE) if more else "")


async def _found(words: str, search_entries: Searching, offset: int) -> list[Found]:
    if not words or offset >= _MOST:
        return []
    try:
        return await search_entries(words, min(offset + _PAGE + 1, _MOST))
    except QuestionRefused:  # longer than a question may be, or of signs only
        return []


async def _answer(
    query: InlineQuery,
    shown: Sequence[InlineEntry],
    hint: InlineWords | None,
    audience: Audience,
    next_offset: str = "",
) -> None:
    """Answer, personally: the results are in the person's language, and only for those whom the bot serves."""
    results: list[InlineQueryResultUnion] = [_article(one) for one in shown]
    said = hint and hint.say(audience.language)
    button = InlineQueryResultsButton(text=said, start_parameter="inline") if said else None
    try:
        await query.answer(results, cache_time=_SECONDS, is_personal=True, next_offset=next_offset, button=button)
    except AiogramError as refusal:  # whoever typed has typed on, or waits no longer
        _log.info("inline_query_not_answered", error=type(refusal).__name__)


def _article(one: InlineEntry) -> InlineQueryResultArticle:
    said = InputTextMessageContent(
        message_text=one.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(id=one.id, title=one.title, description=one.description, input_message_content=said)


def _offset(query: InlineQuery) -> int:
    """Where the page begins; clients give back what they were told, others what they like."""
    return int(query.offset) if query.offset.isdecimal() and len(query.offset) <= len(str(_MOST)) else 0
