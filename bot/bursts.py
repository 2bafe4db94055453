"""Bursts: plain messages that one person writes within seconds, as one message; updates are JSON that may be anything.

A burst is told by its updates alone, so that whichever process looks at them sees the same one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.updates import content_of, topic_of

LONGEST: Final = 10
"""How many messages are one at most."""

_JOINED: Final = "joined"
"""What an update has, beside Telegram's own fields, that holds several messages: how many."""

_WHOLE_SECONDS: Final = 1.0
"""Dates of messages have no fractions of seconds: so much more may lie between two of them."""

_MORE_THAN_TEXT: Final = frozenset({"quote", "external_reply", "forward_origin", "media_group_id", "via_bot", "story"})
"""Fields of a message that is more than what its sender has typed, or that points to what is meant."""

_MARK: Final = ("type", "offset", "length")
_MENTIONS: Final = frozenset({"mention", "text_mention"})

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Burst:
    """The messages that belong to one, by their places behind it; `is_over` where no more can belong to it.

    `last` is when the last of it was sent, by Telegram's clock, in seconds since 1970.
    """

    places: tuple[int, ...]
    last: float
    is_over: bool = False


def burst_of(first: str, behind: Iterable[str], seconds: float, limit: int) -> Burst | None:
    """What belongs to the message of this update, of those behind it in the order of arrival.

    A message belongs to it that the same person has typed in the same place, at most so many seconds after the one
    before, until they do anything else there or turn to somebody whom the first does not name; all of them have at most
    `limit` characters. None where it is nothing that more could belong to.
    """
    update = _parsed(first)
    message = _typed(update)
    if message is None or _JOINED in update or _is_command(message):
        return None
    speaker, length = _speaker(message), len(message["text"])
    burst = Burst((), message["date"])
    for place, payload in enumerate(behind):
        update = _parsed(payload)
        if _speaker(content_of(update)[1]) != speaker:
            continue
        other = _typed(update)
        if other is None or _is_command(other) or _replies(other) or not _named(other) <= _named(message):
            return _over(burst)
        length += 1 + len(other["text"])
        if other["date"] - burst.last > seconds + _WHOLE_SECONDS or length > limit:
            return _over(burst)
        burst = Burst((*burst.places, place), max(burst.last, other["date"]))
        if len(burst.places) + 1 == LONGEST:
            return _over(burst)
    return burst


def joined(first: str, others: Sequence[str]) -> str:
    """The update of the first message with the words of all, a line for each, and what is marked in them."""
    update = dict(_parsed(first))
    _, whole = content_of(update)
    text, entities = "", list[Json]()
    for _, message in (content_of(_parsed(payload)) for payload in (first, *others)):
        text += "\n" if text else ""
        before = len(text.encode("utf-16-le", "surrogatepass")) // 2
        entities += _entities(message, before) if before else message.get("entities") or ()
        text += message["text"]
    marked = {"entities": entities} if entities else {}
    return json.dumps(update | {"message": dict(whole) | {"text": text} | marked, _JOINED: 1 + len(others)})


def _entities(message: Json, before: int) -> Iterator[Json]:
    """What is marked in a message that nobody has decoded yet, so many UTF-16 units further on; no links or people."""
    entities = message.get("entities")
    for one in entities if isinstance(entities, list) else ():
        kind, offset, length = (one.get(name) if isinstance(one, Mapping) else None for name in _MARK)
        if isinstance(kind, str) and isinstance(offset, int) and isinstance(length, int):
            yield {"type": kind, "offset": offset + before, "length": length}


def _over(burst: Burst) -> Burst:
    return Burst(burst.places, burst.last, is_over=True)


def _parsed(payload: str) -> Json:
    try:
        update = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return update if isinstance(update, Mapping) else {}


def _typed(update: Json) -> Json | None:
    """The message of an update where somebody has typed it, and it is well-formed."""
    kind, message = content_of(update)
    is_typed = kind == "message" and isinstance(message.get("text"), str) and isinstance(message.get("date"), int)
    return message if is_typed and not _MORE_THAN_TEXT & message.keys() else None


def _is_command(message: Json) -> bool:
    return bool(message["text"].startswith("/"))


def _named(message: Json) -> frozenset[str]:
    """Who is mentioned in it, by name or as somebody without one."""
    units = message["text"].encode("utf-16-le", "surrogatepass")
    marked = [one for one in _entities(message, 0) if one["type"] in _MENTIONS]
    spans = (slice(one["offset"] * 2, (one["offset"] + one["length"]) * 2) for one in marked)
    return frozenset(units[span].decode("utf-16-le", "replace").casefold() for span in spans)


def _replies(message: Json) -> bool:
    """Whether it replies to a message; in a forum each one replies to the opening of its topic."""
    to = message.get("reply_to_message")
    return to is not None and not (isinstance(to, Mapping) and "forum_topic_created" in to)


def _speaker(content: Json) -> tuple[object, ...]:
    """Who says it, in whose name, and where."""
    held = (content.get(name) for name in ("chat", "from", "sender_chat"))
    ids = (one.get("id") if isinstance(one, Mapping) else None for one in held)
    return *ids, content.get("author_signature"), topic_of(content)
