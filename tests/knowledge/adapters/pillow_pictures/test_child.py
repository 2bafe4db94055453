"""What becomes of one picture."""

import io

import pytest
from PIL import Image, UnidentifiedImageError

from knowledge.adapters.pillow_pictures.child import LONGEST_SIDE, cleaned


def written(picture: Image.Image, kind: str) -> bytes:
    """A picture's bytes in a format."""
    data = io.BytesIO()
    picture.save(data, kind)
    return data.getvalue()


def test_a_large_picture_is_made_as_small_as_it_is_shown() -> None:
    """In its proportions."""
    head, data = cleaned(written(Image.new("L", (5120, 100), 128), "PNG"))
    assert head == {"media_type": "image/png", "width": LONGEST_SIDE, "height": 50}
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.size == (LONGEST_SIDE, 50)


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "image/png"), ("RGB", "image/jpeg")])
def test_a_webp_becomes_what_every_reader_shows(mode: str, kind: str) -> None:
    """PNG where something shines through, else JPEG."""
    head, _ = cleaned(written(Image.new(mode, (9, 9)), "WEBP"))
    assert head["media_type"] == kind


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_not_read(kind: str) -> None:
    """Each decoder is another way in."""
    with pytest.raises(UnidentifiedImageError):
        cleaned(written(Image.new("L", (8, 8)), kind))


def test_a_bomb_is_not_unpacked() -> None:
    """A small file of more pixels than any photo has."""
    with pytest.raises(ValueError, match="9000"):
        cleaned(written(Image.new("1", (9000, 9000)), "PNG"))
