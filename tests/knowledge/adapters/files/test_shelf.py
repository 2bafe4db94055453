"""Files and folders as a person gives them."""

import os
from pathlib import Path

import pytest

from knowledge.adapters.files import LIMIT, FileShelf
from knowledge.errors import Refusal, SourceRefused
from knowledge.records import Fetched, Validators


def write(folder: Path, *names: str) -> None:
    """Put small files there."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


async def refusal(shelf: FileShelf, given: str) -> Refusal:
    """Why the one thing located there cannot be fetched."""
    (location,) = await shelf.locate(given)
    with pytest.raises(SourceRefused) as caught:
        await shelf.fetch(location, Validators())
    return caught.value.refusal


async def paths(given: str) -> list[str]:
    """The paths located there."""
    return [location.path for location in await FileShelf().locate(given)]


async def test_a_file_is_known_by_its_real_path_and_shown_as_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is reached, it is one source."""
    write(tmp_path, "notes/门.md")
    (tmp_path / "link").symlink_to(tmp_path / "notes")
    monkeypatch.chdir(tmp_path)
    for given in ("notes/门.md", "./notes/门.md", "link/门.md", str(tmp_path / "notes/门.md")):
        (location,) = await FileShelf().locate(given)
        assert (location.key, location.path, location.name) == (f"{tmp_path}/notes/门.md", given, "门.md")
        assert await FileShelf().fetch(location, Validators()) == Fetched("notes/门.md".encode())


async def test_a_folder_is_its_readable_files_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With sub-folders, in any case of suffix, without hidden files and other kinds."""
    write(tmp_path, "b.txt", "a.MD", "d/c.html", "d/e/f.htm", "g.markdown", "h.png", ".i.md", ".j/k.md")
    monkeypatch.chdir(tmp_path)
    assert await paths(".") == ["./a.MD", "./b.txt", "./d/c.html", "./d/e/f.htm", "./g.markdown"]


async def test_exports_and_feeds_are_taken_from_a_folder(tmp_path: Path) -> None:
    """By the names that programs give them, in any case; other JSON and XML is data."""
    taken = ["Feed.xml", "atom.xml", "feed.json", "index.xml", "news.atom", "news.rss", "result.json", "rss.xml"]
    write(tmp_path, *taken, "config.json", "myresult.json", "result.json.bak", "sitemap.xml")
    assert await paths(str(tmp_path)) == [f"{tmp_path}/{name}" for name in taken]


@pytest.mark.parametrize("given", ["notes", "notes/", "./notes"])
async def test_a_path_begins_as_the_folder_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """What a person typed is what they find again."""
    write(tmp_path, "notes/a.md")
    monkeypatch.chdir(tmp_path)
    assert await paths(given) == [f"{given.rstrip('/')}/a.md"]


async def test_a_file_named_itself_may_have_any_suffix(tmp_path: Path) -> None:
    """Whoever names it means it."""
    write(tmp_path, "notes.log")
    (location,) = await FileShelf().locate(str(tmp_path / "notes.log"))
    assert await FileShelf().fetch(location, Validators()) == Fetched(b"notes.log")


async def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    """A missing file, a path through a file, a link to nowhere."""
    write(tmp_path, "a.md")
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere.md")
    for name in ("missing.md", "a.md/b.md", "broken.md"):
        assert await refusal(FileShelf(), str(tmp_path / name)) is Refusal.NOT_FOUND


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("ftp://e.org/a", Refusal.NO_SUCH_ADDRESS),
        ("HTTPX://e.org", Refusal.NO_SUCH_ADDRESS),
        (" http://e.org/", Refusal.NO_SUCH_ADDRESS),
        ("file:///etc/nothing", Refusal.NO_SUCH_ADDRESS),
        ("mp.weixin.qq.com/s/abc", Refusal.NO_SUCH_ADDRESS),
        ("e.org:8080/", Refusal.NO_SUCH_ADDRESS),
        ("例子.测试/路径", Refusal.NO_SUCH_ADDRESS),
        ("notes.md", Refusal.NOT_FOUND),
        ("notes/a.md", Refusal.NOT_FOUND),
        ("../notes/a.md", Refusal.NOT_FOUND),
        ("./e.org/a.md", Refusal.NOT_FOUND),
        ("v1.2/a.md", Refusal.NOT_FOUND),
        (".notes/a.md", Refusal.NOT_FOUND),
        ("notes.old/a.md", Refusal.NOT_FOUND),
    ],
)
async def test_what_was_meant_as_an_address_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, reason: Refusal
) -> None:
    """With a scheme, or a domain name in front; a folder may be called like a domain."""
    write(tmp_path, "notes.old/b.md")
    monkeypatch.chdir(tmp_path)
    assert await refusal(FileShelf(), given) is reason


async def test_a_file_may_be_called_like_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is read."""
    write(tmp_path, "e.org/a.md")
    monkeypatch.chdir(tmp_path)
    (location,) = await FileShelf().locate("e.org/a.md")
    assert await FileShelf().fetch(location, Validators()) == Fetched(b"e.org/a.md")


async def test_an_empty_folder_is_one_refusal(tmp_path: Path) -> None:
    """A folder without a file that could be read says so."""
    write(tmp_path, "picture.png")
    assert await refusal(FileShelf(), str(tmp_path)) is Refusal.EMPTY


async def test_too_large_is_judged_before_reading(tmp_path: Path) -> None:
    """The file here is a hole: its size alone refuses it."""
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(LIMIT + 1)
    assert await refusal(FileShelf(), str(tmp_path / "big.txt")) is Refusal.TOO_LARGE


async def test_a_pipe_or_device_is_never_opened(tmp_path: Path) -> None:
    """Opening a pipe would wait for ever for its writer."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert await refusal(FileShelf(), str(tmp_path / "pipe.txt")) is Refusal.UNREADABLE
    assert await refusal(FileShelf(), str(tmp_path)) is Refusal.UNREADABLE
    assert await refusal(FileShelf(), "/dev/zero") is Refusal.UNREADABLE


async def test_a_loop_of_links_is_unreadable(tmp_path: Path) -> None:
    """It neither hangs nor fails otherwise."""
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    assert await refusal(FileShelf(), str(tmp_path / "a.md")) is Refusal.UNREADABLE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_what_may_not_be_read_is_unreadable(tmp_path: Path) -> None:
    """A closed file, and a closed folder among others, which is not taken for an empty one."""
    write(tmp_path, "a.md", "closed/b.md")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    assert await refusal(FileShelf(), str(tmp_path / "a.md")) is Refusal.UNREADABLE
    assert await refusal(FileShelf(), str(tmp_path / "closed")) is Refusal.UNREADABLE
    assert await paths(str(tmp_path)) == [f"{tmp_path}/a.md", f"{tmp_path}/closed"]
    assert await FileShelf().missing(str(tmp_path), [f"{tmp_path}/closed/b.md"]) == set()
    (tmp_path / "closed").chmod(0o700)


async def test_a_name_of_undecodable_bytes_can_be_read_and_stored(tmp_path: Path) -> None:
    """Old archives hold names in GBK; key and path are clean text, the bytes are found all the same."""
    (tmp_path / os.fsdecode("门".encode("gbk") + b".txt")).write_bytes(b"gate")
    (location,) = await FileShelf().locate(str(tmp_path))
    assert (location.key + location.path + location.name).encode()
    assert await FileShelf().fetch(location, Validators()) == Fetched(b"gate")


async def test_a_sample_is_the_same_source_wherever_the_project_lies(tmp_path: Path) -> None:
    """Its key is its name among the samples."""
    write(tmp_path, "here/a.md", "there/a.md")
    for place in ("here", "there"):
        (location,) = await FileShelf(samples=tmp_path / place).locate(str(tmp_path / place))
        assert location.key == "sample:a.md"


async def test_what_lay_in_the_folder_and_is_gone_is_missing(tmp_path: Path) -> None:
    """Files elsewhere, files still there and the web are not."""
    write(tmp_path, "notes/a.md", "notes/b.log")
    gone, sub = f"{tmp_path}/notes/c.md", f"{tmp_path}/notes/d/e.md"
    others = [
        f"{tmp_path}/notes/a.md",
        f"{tmp_path}/notes/b.log",
        f"{tmp_path}/notes2/f.md",
        "https://e.org/",
    ]
    missing = await FileShelf().missing(str(tmp_path / "notes"), [gone, sub, *others])
    assert missing == {gone, sub}


async def test_nothing_is_missing_from_a_folder_that_is_gone(tmp_path: Path) -> None:
    """An unplugged disk must not empty the library."""
    assert await FileShelf().missing(str(tmp_path / "gone"), [f"{tmp_path}/gone/a.md"]) == set()


async def test_a_sample_can_be_missing(tmp_path: Path) -> None:
    """Its key leads to the folder of the samples."""
    write(tmp_path, "a.md")
    shelf = FileShelf(samples=tmp_path)
    assert await shelf.missing(str(tmp_path), ["sample:a.md", "sample:b.md"]) == {"sample:b.md"}


async def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """Somebody else's folder must not have any file of this machine cited; links within it are followed."""
    write(tmp_path, "secret.md")
    write(tmp_path, "folder/note.md")
    (tmp_path / "folder/out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "folder/in.md").symlink_to(tmp_path / "folder/note.md")
    shelf = FileShelf()
    told = {}
    for location in await shelf.locate(str(tmp_path / "folder")):
        try:
            told[location.name] = await shelf.fetch(location, Validators()) is not None
        except SourceRefused as refused:
            told[location.name] = refused.refusal is not Refusal.LEADS_OUTSIDE
    assert told == {"in.md": True, "note.md": True, "out.md": False}
    assert (await shelf.fetch((await shelf.locate(str(tmp_path / "folder/out.md")))[0], Validators())) is not None
