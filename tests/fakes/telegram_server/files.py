"""Files: those that come with a call or from a person, photos in their sizes, and what is shown of them."""

from io import BytesIO
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError

from tests.fakes.telegram_server.asked import Asked, Json, Upload
from tests.fakes.telegram_server.errors import Refused, bad_request
from tests.fakes.telegram_server.world import World

MAX_DOWNLOAD = 20 << 20
"""Bytes of a file that getFile hands out. Client.cpp `process_get_file_query`; Bot API, getFile."""

MAX_PHOTO = 10 << 20
"""Bytes of a photo; Bot API, sendPhoto."""

SIZES = (100, 320, 800, 1280)
"""Boxes into which a photo's smaller sizes fit: s, m, x, y. core.telegram.org/api/files#image-thumbnail-types."""

_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".pdf": "application/pdf", ".md": "text/markdown"}
_KINDS |= {".txt": "text/plain", ".html": "text/html", ".zip": "application/zip", ".json": "application/json"}


def kept(world: World, upload: Upload) -> str:
    """The id of a file from now on."""
    file_id = f"file{len(world.files) + 1}"
    world.files[file_id] = upload
    return file_id


def shown_file(file_id: str, upload: Upload) -> Json:
    """What every kind of file shows; Bot API, PhotoSize and Document."""
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(upload.content)}


def document(world: World, upload: Upload, file_id: str | None = None) -> Json:
    """The Document of a file; `file_name` and `mime_type` are what the sender says."""
    shown = shown_file(file_id or kept(world, upload), upload) | {"file_name": upload.name}
    kind = _KINDS.get(PurePath(upload.name).suffix.lower())
    return shown | ({"mime_type": kind} if kind else {})


def photo(world: World, upload: Upload) -> list[Json]:
    """The sizes of a photo, each a file of its own, the largest last. Bot API, Message `photo`.

    The largest keeps its bytes; Telegram would make it a JPEG of at most 2,560 pixels.

    Raises:
        Refused: it is no photo that Telegram takes. Bot API, sendPhoto: 10 MB, width and height 10,000 in all, one at
            most 20 times the other. Words: td FileManager.cpp `check_full_local_location`; PHOTO_INVALID_DIMENSIONS
            and IMAGE_PROCESS_FAILED come from Telegram's servers, as many bots report.
    """
    if len(upload.content) > MAX_PHOTO:
        size = len(upload.content)
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    image = _opened(upload)
    width, height = image.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    smaller = [_smaller(world, image, box) for box in SIZES if box < max(width, height)]
    return [*smaller, shown_file(kept(world, upload), upload) | {"width": width, "height": height}]


def _opened(upload: Upload) -> Image.Image:
    try:
        return Image.open(BytesIO(upload.content))
    except UnidentifiedImageError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None


def _smaller(world: World, image: Image.Image, box: int) -> Json:
    small = image.convert("RGB")
    small.thumbnail((box, box))
    written = BytesIO()
    small.save(written, "JPEG")
    upload = Upload("photo.jpg", written.getvalue())
    return shown_file(kept(world, upload), upload) | {"width": small.width, "height": small.height}


def given(world: World, asked: Asked, name: str, wanted: str | None = None) -> tuple[str | None, Upload]:
    """The file that a call means, with its id where it is known; Bot API, "Sending files".

    Raises:
        Refused: there is none, or it is no file of this bot's.
    """
    value = asked.text(name) if wanted is None else wanted
    upload = asked.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)
    if upload is not None:
        return None, upload
    if value in world.files:
        return value, world.files[value]
    raise _unknown(value, name)


def _unknown(value: str, name: str) -> Refused:
    return bad_request("wrong file identifier/HTTP URL specified" if value else f"there is no {name} in the request")


def path_of(file_id: str, upload: Upload) -> str:
    """Where a file can be fetched; Bot API, File `file_path`."""
    return f"documents/{file_id}{PurePath(upload.name).suffix}"
