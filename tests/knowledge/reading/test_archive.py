import io
import zipfile
from collections.abc import Sequence

import pytest

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading.archive import LARGEST_PART, MOST_PARTS, Archive, xml


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(data: bytes, *names: str) -> Refusal:
    """Why it, or one of these parts, is refused."""
    with pytest.raises(SourceRefused) as caught:
        unpack(data, names)
    return caught.value.refusal


def unpack(data: bytes, names: Sequence[str]) -> None:
    """Read these parts of an archive."""
    archive = Archive(data)
    for name in names:
        archive.part(name)


def test_parts_are_read_by_name() -> None:
    """Those that are there."""
    archive = Archive(packed({"a": b"1", "b/c": b"2"}))
    assert ("a" in archive, "x" in archive, archive.part("b/c")) == (True, False, b"2")


def test_more_parts_than_any_document_has_are_refused() -> None:
    """Before one of them is read."""
    assert refusal(packed({f"{n}": b"" for n in range(MOST_PARTS + 1)})) == Refusal.TOO_COMPLEX


def test_what_is_unpacked_is_counted_over_all_parts() -> None:
    """Also where one part is read again and again."""
    data = packed({"a": bytes(LARGEST_PART), "b": bytes(LARGEST_PART + 1)})
    assert refusal(data, "b") == Refusal.TOO_COMPLEX
    assert refusal(data, "a", "a", "a", "a") == Refusal.TOO_COMPLEX


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_packing_of_documents_is_unpacked(method: int) -> None:
    """Others may ask for memory by gigabytes."""
    assert refusal(packed({"a": b"1"}, method), "a") == Refusal.DAMAGED


def test_a_part_under_a_password_is_encrypted() -> None:
    """As its flag says."""
    data = bytearray(packed({"a": b"1"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refusal(bytes(data), "a") == Refusal.ENCRYPTED


def test_xml_that_is_not_well_formed_is_damaged() -> None:
    """Empty, cut off, or no XML."""
    for data in (b"", b"<a>", b"rubbish"):
        with pytest.raises(SourceRefused) as caught:
            xml(data)
        assert caught.value.refusal == Refusal.DAMAGED
