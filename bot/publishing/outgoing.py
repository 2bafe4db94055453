"""What the payload of an effect says: one message."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter, ValidationError

from bot.buttons import Keyboard
from knowledge.records import Effect


class PayloadRefused(ValueError):
    """A payload is no message: another program wrote it, or another version of this one."""


@dataclass(frozen=True, slots=True)
class ArtefactFile:
    """A rendering of an issue, by the names under which its bytes are kept."""

    issue: int
    revision: int
    name: str


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """A picture that came with a note, by its id."""

    attachment: int


KeptFile: TypeAlias = ArtefactFile | AttachmentFile
"""Where the bytes of a file are."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent: Telegram HTML, below which message and in which topic, and whether without a sound.

    `keyboard` stands under it. `edits` is the key of an earlier effect of the same chat, whose message says this from
    now on; where that is not known any more, this is a new one. With `pin` it is pinned, as far as the bot may. With
    `document` or `photo` the HTML is the caption of a file, which is called `filename`; its bytes are not in the
    payload.
    """

    html: str
    reply_to: int | None = None
    topic_id: int | None = None
    silent: bool = False
    keyboard: Keyboard = ()
    edits: str | None = None
    pin: bool = False
    document: KeptFile | None = None
    photo: KeptFile | None = None
    filename: str = ""

    def payload(self) -> dict[str, Any]:
        """The JSON of an effect, without what is not asked for."""
        return {name: value for name, value in asdict(self).items() if value or name in _ALWAYS}

    @classmethod
    def of_payload(cls, payload: Mapping[str, Any]) -> "Outgoing":
        """The message of an effect; what is not known of it is left aside.

        Raises:
            PayloadRefused: it is no message.
        """
        match dict(payload):
            case {"html": str(), "reply_to": int() | None, "topic_id": int() | None, **more}:
                return _read({**payload, "silent": more.get("silent") is True})
            case _:
                raise PayloadRefused


_ALWAYS: Final = frozenset({"html", "reply_to", "topic_id", "silent"})
_SHAPE: Final = TypeAdapter(Outgoing)


def _read(payload: Mapping[str, Any]) -> Outgoing:
    try:
        return _SHAPE.validate_python(payload)
    except ValidationError as exc:
        raise PayloadRefused from exc


def effects(key: str, chat_id: int, pages: Sequence[str], first: Outgoing | None = None) -> list[Effect]:
    """Pages of HTML as effects of one chat, each once; all of them go where `first` goes.

    What `first` edits or pins is the first page; its keyboard stands under the last one.
    """
    place = first or Outgoing("")
    plain = replace(place, edits=None, pin=False, document=None, photo=None)
    paged = [replace(place if n == 1 else plain, html=page, keyboard=()) for n, page in enumerate(pages, 1)]
    paged[-1:] = [replace(one, keyboard=place.keyboard) for one in paged[-1:]]
    return [Effect(key if n == 1 else f"{key}/{n}", chat_id, outgoing.payload()) for n, outgoing in enumerate(paged, 1)]
