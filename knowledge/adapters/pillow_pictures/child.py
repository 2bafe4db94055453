"""The process in which one picture is read: bytes on its input, a line of JSON and the clean bytes on its output.

It is run as a file, without this package: nothing but Pillow is loaded into it.
"""

import io
import json
import sys
from contextlib import suppress
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE: Final = 2560
LARGEST: Final = 3_000_000
"""Bytes of a picture that is kept: every issue and every page of it holds them again."""

_QUALITIES: Final = (88, 70)
_WORST: Final = 50
_MOST_PIXELS: Final = 40_000_000
_MEMORY: Final = 1024 * 1024 * 1024
_SECONDS: Final = 20
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_UNREADABLE: Final = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    SyntaxError,
    OverflowError,
    IndexError,
    KeyError,
    MemoryError,
    EOFError,
)


def main() -> int:
    """0 where a picture came out, 1 where the bytes are none."""
    _limit()
    try:
        head, data = cleaned(sys.stdin.buffer.read())
    except _UNREADABLE:
        return 1
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)
    return 0


def cleaned(data: bytes) -> tuple[dict[str, object], bytes]:
    """What the picture is then, and its bytes: upright, no larger than is shown, without any metadata."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise ValueError(opened.size)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        # A Chinese phone turns the picture by a mark in its metadata, which goes: it is turned for good.
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        as_photo = opened.format == "JPEG" or (opened.format == "WEBP" and not _is_transparent(upright))
        bare = _pixels_alone(upright.convert("RGB" if as_photo else _mode(upright)))
    size = {"width": bare.width, "height": bare.height}
    if not as_photo and len(drawn := _saved(bare, "PNG")) <= LARGEST:
        return {"media_type": "image/png", **size}, drawn
    return {"media_type": "image/jpeg", **size}, _photo(bare)


def _photo(picture: Image.Image) -> bytes:
    """As a JPEG that is not too large; what shines through is white."""
    if _is_transparent(picture):
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    tried = (_saved(picture, "JPEG", quality=quality) for quality in _QUALITIES)
    return next((data for data in tried if len(data) <= LARGEST), None) or _saved(picture, "JPEG", quality=_WORST)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, optimize=True, **options)
    return written.getvalue()


def _mode(picture: Image.Image) -> str:
    if _is_transparent(picture):
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} else "RGB"


def _is_transparent(picture: Image.Image) -> bool:
    return picture.has_transparency_data


def _pixels_alone(picture: Image.Image) -> Image.Image:
    """A picture that has nothing of the other but its pixels: savers write comments, profiles and dates along."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _limit() -> None:
    """Limit this process for good, as far as its platform knows such limits."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  not on every platform

    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for limit, most in limits.items():
        with suppress(OSError, ValueError):  # the operator's own limit may be lower
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main())
