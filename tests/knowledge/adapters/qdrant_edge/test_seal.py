"""The seal over any directory; what it means for a real shard is in `test_index.py`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.adapters.qdrant_edge.seal import seal, unseal


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A sealed directory of files at two levels, one of them empty."""
    (tmp_path / "shard").mkdir()
    (tmp_path / "position.json").write_text("{}", encoding="ascii")
    (tmp_path / "shard" / "vectors").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "shard" / "empty").touch()
    seal(tmp_path)
    return tmp_path


def test_what_was_left_alone_can_be_trusted(closed: Path) -> None:
    """And may be sealed again."""
    assert unseal(closed)
    seal(closed)
    assert unseal(closed)


def test_the_seal_comes_off(closed: Path) -> None:
    """So that a process that is killed later leaves none: this is no shard, and its trial fails."""
    assert unseal(closed)
    assert not unseal(closed)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "emptied": lambda file: file.write_bytes(b""),
    "flipped": lambda file: file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:]),
    "lengthened": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "removed": lambda file: file.unlink(),
    "renamed": lambda file: file.rename(file.with_name("other")),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", ["position.json", "shard/vectors"])
def test_damage_breaks_the_seal(closed: Path, file: str, damage: str) -> None:
    """Whatever was done to a file."""
    DAMAGES[damage](closed / file)
    assert not unseal(closed)


def test_a_file_too_many_or_too_few_breaks_it(closed: Path) -> None:
    """Even an empty one."""
    (closed / "shard" / "empty").unlink()
    assert not unseal(closed)
    seal(closed)
    (closed / "shard" / "new").touch()
    assert not unseal(closed)


@given(at=st.integers(0, 2047), mask=st.integers(1, 255))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_byte_breaks_it(closed: Path, at: int, mask: int) -> None:
    """A checksum over every byte."""
    file = closed / "shard" / "vectors"
    whole = file.read_bytes()
    seal(closed)
    file.write_bytes(whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :])
    try:
        assert not unseal(closed)
    finally:
        file.write_bytes(whole)


def test_zeros_count_whether_they_take_room_or_not(closed: Path) -> None:
    """A file with a hole is the same as its copy without one, and a byte in the middle of the hole breaks the seal."""
    file, size = closed / "shard" / "vectors", 1 << 20
    with file.open("r+b") as opened:
        opened.truncate(size)
        opened.seek(size - 10)
        opened.write(b"x")
    seal(closed)
    file.write_bytes(file.read_bytes())
    assert unseal(closed)
    seal(closed)
    with file.open("r+b") as opened:
        opened.seek(size // 2)
        opened.write(b"\1")
    assert not unseal(closed)


def test_what_moves_within_a_file_breaks_it(closed: Path) -> None:
    """The same bytes at another place are not the same file."""
    file = closed / "shard" / "vectors"
    file.write_bytes(b"x" * 65536 + bytes(65536 * 2))
    seal(closed)
    file.write_bytes(bytes(65536) + b"x" * 65536 + bytes(65536))
    assert not unseal(closed)


@pytest.mark.parametrize("words", ["", "[]", "null", '{"position.json": 1}', "\xff"])
def test_a_damaged_seal_is_none(closed: Path, words: str) -> None:
    """The directory is then tried as one that was never closed, or does not match."""
    (closed / "seal.json").write_bytes(words.encode("latin-1"))
    assert not unseal(closed)
