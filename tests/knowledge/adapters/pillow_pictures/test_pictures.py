"""Pictures in a process of their own."""

import io

import pytest
from PIL import Image

from knowledge.adapters.pillow_pictures import PillowPictures
from knowledge.adapters.pillow_pictures.child import LARGEST
from knowledge.weekly.ports import PictureRefused


def photo(width: int = 60, height: int = 30) -> bytes:
    """A photo that lies on its side, with a place, a name and a comment in its metadata."""
    picture = Image.new("RGB", (width, height), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x013B] = "somebody"
    exif.get_ifd(0x8825)[1] = "N"
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=b"a secret")
    return written.getvalue()


async def test_a_photo_is_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    """Its turn is made for good, and everything beside the pixels goes."""
    kept = await PillowPictures().cleaned(photo())
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 30, 60)
    assert not any(word in kept.data for word in (b"Exif", b"somebody", b"secret"))
    with Image.open(io.BytesIO(kept.data)) as opened:
        assert opened.size == (30, 60)


async def test_a_drawing_that_is_too_large_becomes_a_photo() -> None:
    """Three megabytes are the most that is kept of one; what shines through is white."""
    noise = Image.effect_noise((1500, 1500), 90).convert("RGB")
    noise.putalpha(Image.new("L", noise.size, 254))
    written = io.BytesIO()
    noise.save(written, "PNG", compress_level=1)
    kept = await PillowPictures().cleaned(written.getvalue())
    assert len(written.getvalue()) > LARGEST >= len(kept.data)
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 1500, 1500)


async def test_what_is_no_picture_is_refused() -> None:
    """The child says so by ending; of nothing, none is started."""
    for data in (photo()[:200], b""):
        with pytest.raises(PictureRefused):
            await PillowPictures().cleaned(data)


async def test_a_child_that_takes_too_long_is_ended() -> None:
    """The picture is refused, and nothing waits for it."""
    with pytest.raises(PictureRefused):
        await PillowPictures(deadline=0.001).cleaned(photo())
