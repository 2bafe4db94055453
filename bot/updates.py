"""Updates as they arrive: which number they have and which lane they share, read from JSON that may be anything."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from knowledge.spine.inbox import Incoming

_NUMBERS: Final = range(-(2**63), 2**63)
"""What the database keeps as a number."""
_STOP: Final = re.compile(r"/stop(?![A-Za-z0-9_])", re.IGNORECASE)
_LONG: Final = re.compile(r"/(?:ingest|calibrate)(?![A-Za-z0-9_])", re.IGNORECASE)
_LONG_BUTTON: Final = "w:calibrate:"
"""What may take minutes, and is nothing that the next message of its chat has to wait for."""
_STOP_BUTTON: Final = "stop:"
"""How the data of the button begins that stops an answer: another button may be what the answer follows from."""


def arrived(update: object) -> Incoming:
    """One update that is parsed already; the text is ASCII, as half of a surrogate pair could not be stored."""
    number = _update_id(update)
    try:
        payload = json.dumps(update)
    except RecursionError:  # parsed by somebody with more patience: nothing can be made of it, yet its number is known
        payload = ""
    return Incoming(number, _lane(update, number), payload)


def arrived_body(body: bytes) -> Incoming:
    """The one update of a webhook's body; without a number where that is no JSON."""
    text = body.decode("utf-8", "replace")
    try:
        update = json.loads(text)
    except (ValueError, RecursionError):
        update = None
    number = _update_id(update)
    return Incoming(number, _lane(update, number), text)


def kind_of(update: object) -> str:
    """What kind of update it is, by the name that Telegram has for it; `unknown` where it has no content."""
    return content_of(update)[0]


def kind_of_text(payload: str) -> str:
    """The same of an update's text; `unknown` where it cannot be read."""
    try:
        return kind_of(json.loads(payload))
    except (ValueError, RecursionError):
        return "unknown"


def place_of_text(payload: str) -> tuple[int, int, int | None] | None:
    """Where the message of an update stands: its chat, number and topic; None where it is none, or has no words."""
    try:
        kind, content = content_of(json.loads(payload))
    except (ValueError, RecursionError):
        return None
    chat, number = _id(content.get("chat")), _number(content.get("message_id"))
    if kind != "message" or chat is None or number is None or not (content.get("text") or content.get("caption")):
        return None
    return chat, number, topic_of(content)


def _lane(update: object, number: int | None) -> str:
    """Stops and buttons overtake the answers of their chat; everything else of a chat keeps its order.

    In a forum each topic has an order of its own: a slow answer in one holds up no other.
    """
    kind, content = content_of(update)
    above = _mapping(content.get("message"))
    chat = _id(content.get("chat")) or _id(above.get("chat")) or _id(content.get("voter_chat"))
    if chat is not None:
        queue = _queue(kind, content)
        topic = topic_of(content) or topic_of(above)
        return f"{queue}:{chat}" if topic is None or queue == "stop" or chat > 0 else f"{queue}:{chat}:{topic}"
    user = _id(content.get("from")) or _id(content.get("user"))
    return f"update:{number}" if user is None else f"user:{user}"


def topic_of(message: Mapping[str, Any]) -> int | None:
    """The forum topic that a message stands in, if any; a thread of replies is none."""
    return _number(message.get("message_thread_id")) if message.get("is_topic_message") is True else None


def _queue(kind: str, content: Mapping[str, Any]) -> str:
    if kind == "callback_query":
        data = str(content.get("data"))
        return "stop" if data.startswith(_STOP_BUTTON) else "long" if data.startswith(_LONG_BUTTON) else "button"
    if kind == "stopped_message_generation":
        return "stop"
    said = content.get("text") or content.get("caption")
    if kind != "message" or not isinstance(said, str):
        return "chat"
    return "stop" if _STOP.match(said) else "long" if _LONG.match(said) else "chat"


def content_of(update: object) -> tuple[str, Mapping[str, Any]]:
    """The one field of an update that holds something, and its name.

    Source: https://core.telegram.org/bots/api#update
    """
    held = ((kind, value) for kind, value in _mapping(update).items() if isinstance(value, Mapping))
    return next(held, ("unknown", {}))


def _update_id(update: object) -> int | None:
    return _number(_mapping(update).get("update_id"))


def _id(somebody: object) -> int | None:
    return _number(_mapping(somebody).get("id"))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _NUMBERS else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
