"""Photos and documents that the bot sends or changes."""

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.errors import bad_request
from tests.fakes.telegram_server.files import document, given, photo
from tests.fakes.telegram_server.html import units
from tests.fakes.telegram_server.keyboards import keyboard
from tests.fakes.telegram_server.sending import changed, mine, post
from tests.fakes.telegram_server.texts import MAX_CAPTION, formatted
from tests.fakes.telegram_server.world import World

KINDS = frozenset({"photo", "document"})
"""The media that this double knows."""


def send_photo(world: World, asked: Asked) -> object:
    """Bot API, sendPhoto."""
    caption = _caption(asked)
    return post(world, asked, {"photo": _media(world, asked, "photo"), **caption})


def send_document(world: World, asked: Asked) -> object:
    """Bot API, sendDocument."""
    caption = _caption(asked)
    return post(world, asked, {"document": _media(world, asked, "document"), **caption})


def edit_message_caption(world: World, asked: Asked) -> object:
    """Bot API, editMessageCaption. The words are those of td `edit_message_caption`."""
    caption, markup = _caption(asked), keyboard(asked)
    posted = mine(world, asked, "message to edit not found", "message can't be edited")
    if not KINDS & set(posted.content):
        raise bad_request("there is no caption in the message to edit")
    return changed(world, posted, caption | ({"reply_markup": markup} if markup else {}), _CAPTION)


def edit_message_media(world: World, asked: Asked) -> object:
    """Bot API, editMessageMedia: in the place of another file, or of a text.

    A caption that is not given is taken away.
    """
    media, markup = asked.object("media") or {}, keyboard(asked)
    kind = str(media.get("type"))
    if kind not in KINDS:
        raise bad_request("can't parse InputMedia: wrong type")
    caption = _caption(Asked(media))
    posted = mine(world, asked, "message to edit not found", "message can't be edited")
    shown = {kind: _media(world, asked, kind, str(media.get("media", ""))), **caption}
    return changed(world, posted, shown | ({"reply_markup": markup} if markup else {}), _CAPTION | KINDS | _TEXT)


_CAPTION = frozenset({"caption", "caption_entities", "reply_markup"})
_TEXT = frozenset({"text", "entities"})


def _media(world: World, asked: Asked, kind: str, wanted: str | None = None) -> object:
    file_id, upload = given(world, asked, kind, wanted)
    if kind == "document":
        return document(world, upload, file_id)
    return photo(world, upload)


def _caption(asked: Asked) -> Json:
    text = formatted(asked, "caption")
    if units(text.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text.shown("caption") if text.text else {}
