"""Where the files of a Git checkout stand on the web."""

from pathlib import Path

import pytest

from knowledge.adapters.files import FileShelf
from knowledge.adapters.files.checkouts import address


def checkout(folder: Path, remote: str, head: str = "ref: refs/heads/main") -> Path:
    """A file of a checkout of this remote."""
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text(f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {remote}\n')
    (folder / ".git" / "HEAD").write_text(f"{head}\n")
    (folder / "docs").mkdir()
    file = folder / "docs" / "第 1 章.md"
    file.write_text("# 章")
    return file


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/o/r.git", "https://github.com/o/r/blob/main"),
        ("https://github.com/o/r", "https://github.com/o/r/blob/main"),
        ("git@github.com:o/r.git", "https://github.com/o/r/blob/main"),
        ("ssh://git@github.com:22/o/r.git", "https://github.com/o/r/blob/main"),
        ("https://gitlab.com/group/sub/r.git", "https://gitlab.com/group/sub/r/-/blob/main"),
        ("https://gitee.com/o/r.git", "https://gitee.com/o/r/blob/main"),
    ],
)
def test_a_file_of_a_known_host_has_an_address(tmp_path: Path, remote: str, expected: str) -> None:
    """On the branch that is checked out."""
    assert address(checkout(tmp_path, remote)) == f"{expected}/docs/%E7%AC%AC%201%20%E7%AB%A0.md"


def test_credentials_of_a_remote_are_never_shown(tmp_path: Path) -> None:
    """They would stand in answers."""
    found = address(checkout(tmp_path, "https://me:secret@github.com/o/r.git"))
    assert found is not None
    assert "secret" not in found


def test_a_commit_stands_for_a_branch(tmp_path: Path) -> None:
    """Where none is checked out."""
    found = address(checkout(tmp_path, "https://github.com/o/r", head="0123abc"))
    assert found is not None
    assert found.startswith("https://github.com/o/r/blob/0123abc/")


@pytest.mark.parametrize("remote", ["https://git.example.org/o/r", "/srv/git/r.git", "", "https://github.com"])
def test_an_unknown_host_gives_no_address(tmp_path: Path, remote: str) -> None:
    """A guess would be a dead link."""
    assert address(checkout(tmp_path, remote)) is None


@pytest.mark.parametrize("config", [b"", b"[remote", b"\xff\xfe\x00", b"[core]\n"])
def test_a_strange_config_gives_no_address(tmp_path: Path, config: bytes) -> None:
    """And stops nothing."""
    file = checkout(tmp_path, "https://github.com/o/r")
    (tmp_path / ".git" / "config").write_bytes(config)
    assert address(file) is None


async def test_the_shelf_tells_the_address(tmp_path: Path) -> None:
    """Files outside a checkout have none."""
    file = checkout(tmp_path, "https://github.com/o/r")
    (location,) = await FileShelf().locate(str(tmp_path))
    assert location.url == address(file)
