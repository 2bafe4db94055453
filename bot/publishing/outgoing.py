"""What the payload of an effect says: one message."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.records import Effect


class PayloadRefused(ValueError):
    """A payload is no message: another program wrote it, or another version of this one."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent: Telegram HTML, below which message and in which topic, and whether without a sound."""

    html: str
    reply_to: int | None = None
    topic_id: int | None = None
    silent: bool = False

    def payload(self) -> dict[str, Any]:
        """The JSON of an effect."""
        return asdict(self)

    @classmethod
    def of_payload(cls, payload: Mapping[str, Any]) -> "Outgoing":
        """The message of an effect; what is not known of it is left aside.

        Raises:
            PayloadRefused: it is no message.
        """
        match dict(payload):
            case {
                "html": str(html),
                "reply_to": int() | None as reply_to,
                "topic_id": int() | None as topic_id,
                **rest,
            }:
                return cls(html, reply_to, topic_id, rest.get("silent") is True)
            case _:
                raise PayloadRefused


def effects(key: str, chat_id: int, pages: Sequence[str], first: Outgoing | None = None) -> list[Effect]:
    """Pages of HTML as effects of one chat, each once; all of them go where `first` goes."""
    place = first or Outgoing("")
    return [
        Effect(key if n == 1 else f"{key}/{n}", chat_id, replace(place, html=page).payload())
        for n, page in enumerate(pages, 1)
    ]
