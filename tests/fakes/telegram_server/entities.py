"""Entities as they are kept: clipped to the text, none overlapping another that it may not overlap."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.errors import bad_request
from tests.fakes.telegram_server.styles import STYLES, Splitter, in_order, span

QUOTES = ("blockquote", "expandable_blockquote")
WORTH_LINKING = {"http", "https", "tg", "ton"}


def checked(given: Sequence[object], length: int) -> list[Json]:
    """Entities that a bot sends itself, for a text of this length.

    MessageEntity.cpp `clean_input_string_with_entities`.

    Raises:
        Refused: one lies outside the text.
    """
    entities = [dict(entity) for entity in given if isinstance(entity, dict)]
    for entity in entities:
        begin, end = span(entity)
        if begin > length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
        if end > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
            )
    return entities


def clipped(entities: Sequence[Json], before: int, length: int) -> list[Json]:
    """Entities of a text from which so many units before it and all after `length` were trimmed."""
    places = [(max(span(one)[0] - before, 0), min(span(one)[1] - before, length)) for one in entities]
    return [
        one | {"offset": begin, "length": end - begin}
        for one, (begin, end) in zip(entities, places, strict=True)
        if end > begin
    ]


def normal(entities: Sequence[Json]) -> list[Json]:
    """Entities by offset, the longer first, nested only as Telegram allows. MessageEntity.cpp `fix_entities`.

    Bot API, "Formatting options": styles may contain and be part of anything but code; quotes cannot be nested; no
    other entity contains another, or crosses the border of a quote.
    """
    quotes = _apart([one for one in entities if one["type"] in QUOTES])
    others = _apart([one for one in entities if one["type"] not in (*STYLES, *QUOTES)])
    closed = in_order([*quotes, *(one for one in others if not any(_crosses(one, quote) for quote in quotes))])
    styles = in_order([one for one in entities if one["type"] in STYLES])
    return in_order([*closed, *Splitter(styles).split(closed)])


def _apart(entities: Sequence[Json]) -> list[Json]:
    """The first of those that overlap, the longest where several begin together."""
    kept: list[Json] = []
    for entity in in_order(entities):
        if not kept or span(entity)[0] >= span(kept[-1])[1]:
            kept.append(entity)
    return kept


def _crosses(entity: Json, quote: Json) -> bool:
    """Whether an entity lies neither in a quote nor outside of it."""
    (begin, end), (first, last) = span(entity), span(quote)
    return begin < last and end > first and not (first <= begin and end <= last)


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it, or None. td/telegram/LinkManager.cpp `get_checked_link`."""
    try:
        parts = urlsplit(url if ":" in url.partition("/")[0] and "//" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in WORTH_LINKING or (parts.scheme.startswith("http") and "." not in host):
        return None
    return parts._replace(path=parts.path or "/").geturl() if parts.scheme.startswith("http") else parts.geturl()
