"""What people send besides a message of text: files, photos, albums, forwards, long pastes."""

import secrets
from collections.abc import Iterator, Sequence

from tests.fakes.telegram_server.asked import Json, Upload
from tests.fakes.telegram_server.chats import Chat, Posted, User
from tests.fakes.telegram_server.files import document, photo
from tests.fakes.telegram_server.html import units
from tests.fakes.telegram_server.origins import origin_of
from tests.fakes.telegram_server.people import MEDIA, People
from tests.fakes.telegram_server.texts import MAX_TEXT, found_entities

MAX_ALBUM = 10
"""Files of an album; Bot API, sendMediaGroup."""

ALBUM_IDS = 13_900_000_000_000_000
"""Where the numbers of albums begin, which are strings of digits to bots; Bot API, Message `media_group_id`."""


class Sharing(People):
    """A world in which people send more than text."""

    def share(
        self, chat: Chat | int, user: User | int, file: Upload, caption: str = "", *, more: Json | None = None
    ) -> Posted:
        """A person sends a document. Bot API, Message `document`."""
        return self._sent(chat, user, {"document": document(self, file), **_captioned(caption), **(more or {})})

    def photograph(
        self, chat: Chat | int, user: User | int, picture: Upload, caption: str = "", *, more: Json | None = None
    ) -> Posted:
        """A person sends a photo. Bot API, Message `photo`: the same picture in several sizes."""
        return self._sent(chat, user, {"photo": photo(self, picture), **_captioned(caption), **(more or {})})

    def album(
        self, chat: Chat | int, user: User | int, pictures: Sequence[Upload], caption: str = "", *, captioned: int = 0
    ) -> list[Posted]:
        """A person sends photos together: one message each, one of them with the caption, and no mark of the end.

        Bot API, Message `media_group_id`.
        """
        assert 2 <= len(pictures) <= MAX_ALBUM, "an album has 2 to 10 files"
        group: Json = {"media_group_id": str(ALBUM_IDS + secrets.randbelow(10**15))}
        captions = [caption if n == captioned else "" for n in range(len(pictures))]
        return [
            self.photograph(chat, user, picture, said, more=group)
            for picture, said in zip(pictures, captions, strict=True)
        ]

    def forward(self, chat: Chat | int, user: User | int, what: Posted | str, origin: Json | None = None) -> Posted:
        """A person forwards a message, or a text that comes from an origin (see `origins`).

        Bot API, Message `forward_origin`.
        """
        if isinstance(what, str):
            assert origin is not None, "a text says not where it comes from"
            return self._sent(chat, user, _written(what) | {"forward_origin": origin})
        kept = {"text", "entities", "caption", "caption_entities"} | MEDIA
        content = {key: value for key, value in what.content.items() if key in kept}
        return self._sent(chat, user, content | {"forward_origin": origin or origin_of(what)})

    def send(self, chat: Chat | int, user: User | int, content: Json, *, topic: int = 0) -> Posted:
        """A person sends what has no method of its own here: a sticker, a voice message, a poll."""
        return self._sent(chat, user, content | self.place(chat).threaded(None, topic))

    def paste(self, chat: Chat | int, user: User | int, text: str) -> list[Posted]:
        """A person pastes a long text: clients cut it into messages of at most 4,096, and nothing tells of the cut."""
        return [self._sent(chat, user, _written(piece)) for piece in _cut(text)]

    def _sent(self, chat: Chat | int, user: User | int, content: Json) -> Posted:
        place = self.place(chat)
        who = self._known(place, user)
        posted = place.post({"date": self.clock.now(), "from": who.shown(), **content})
        self._tell(posted, "message")
        return posted


def _written(text: str) -> Json:
    entities = found_entities(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _captioned(caption: str) -> Json:
    entities = found_entities(caption)
    return ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})


def _cut(text: str) -> Iterator[str]:
    """Pieces of at most 4,096 UTF-16 units."""
    piece, size = "", 0
    for character in text:
        if size + units(character) > MAX_TEXT:
            yield piece
            piece, size = "", 0
        piece, size = piece + character, size + units(character)
    if piece:
        yield piece
