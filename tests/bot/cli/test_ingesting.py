"""`zixue ingest`, `sources`, `entries` and `reindex`."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from bot.cli.running import MISUSED, REFUSED
from knowledge import samples
from tests.bot.cli.conftest import Command

NOTE = "# 门控\n\n遗忘门的值在零和一之间，它决定记忆留下多少，所以用 sigmoid 函数。\n"
TRADITIONAL = "# 門控\n\n遺忘門的值在零和一之間，它決定記憶留下多少，所以用 sigmoid 函數。\n" * 5


REFUSED_FILES = [
    ("empty.txt", b"", "give a file that has text"),
    ("blank.txt", " \n\t\u3000\n".encode(), "give a file that has text"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "convert it to text"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "convert it to text"),
    ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3", "give another copy"),
    ("pages.zip", b"PK\x03\x04" + bytes(64), "give text, Markdown, HTML, PDF"),
    ("noise.txt", bytes(range(256)) * 20, "convert it to text"),
    ("high.txt", bytes((n * n * 31 + 7 * n) % 128 + 128 for n in range(4000)), "save it as UTF-8"),
]
"""Name, bytes, and what the person should do."""


@pytest.mark.parametrize(("name", "data", "advice"), REFUSED_FILES, ids=[name for name, _, _ in REFUSED_FILES])
def test_a_file_that_cannot_be_read_is_refused_with_advice(
    command: Command, place: Path, name: str, data: bytes, advice: str
) -> None:
    """Its name and one sentence, code 1; the file is untouched and nothing of it is kept."""
    (place / name).write_bytes(data)
    done = command("ingest", name)
    assert (done.code, done.out) == (REFUSED, "")
    line, summary = done.err.splitlines()
    assert line.startswith(f"refused   {name} (0): ")
    assert advice in line
    assert "1 refused; 0 entries" in summary
    assert (place / name).read_bytes() == data
    assert command("sources", "--json").json == {"sources": []}


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
@pytest.mark.parametrize("given", ["http://xn--/", "https://xn--zz--.com/", "ftp://e.org/a", "mp.weixin.qq.com/s/abc"])
def test_an_address_that_is_none_stops_nothing_else(
    command: Command, place: Path, given: str, options: list[str]
) -> None:
    """It is told in a line with how an address is written; the page beside it is read."""
    (place / "note.md").write_text(NOTE, encoding="utf-8")
    done = command("ingest", given, "note.md", "--json", *options)
    assert (done.code, done.err) == (REFUSED, "")
    assert [(one["path"], one["state"]) for one in done.json["sources"]] == [(given, "refused"), ("note.md", "new")]
    assert "http:// or https:// in front" in done.json["sources"][0]["reason"]


@pytest.mark.parametrize(
    ("path", "advice"), [("nothing.txt", "check the spelling"), ("folder", "give a file that has text")]
)
def test_what_is_not_there_is_refused(command: Command, place: Path, path: str, advice: str) -> None:
    """A path without a file, a folder without pages."""
    (place / "folder").mkdir()
    done = command("ingest", path, "--json")
    assert (done.code, done.err) == (REFUSED, "")
    (one,) = done.json["sources"]
    assert one.keys() == {"path", "source_id", "shape", "state", "entries", "passages", "reason"}
    assert (one["path"], one["state"], one["source_id"], one["shape"]) == (path, "refused", None, None)
    assert advice in one["reason"]


def test_a_file_of_200_mb_is_refused_without_being_read(command: Command, place: Path) -> None:
    """Its size is enough."""
    with (place / "large.txt").open("wb") as file:
        file.truncate(200_000_000)
    done = command("ingest", "large.txt")
    assert done.code == REFUSED
    assert "split it" in done.err


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(NOTE * 5, "gbk"), (NOTE * 5, "utf-16"), (NOTE, "utf-8-sig"), (TRADITIONAL, "big5"), (NOTE * 5, "gb18030")],
)
def test_common_encodings_of_chinese_are_read(command: Command, place: Path, text: str, encoding: str) -> None:
    """Without being told which it is."""
    (place / "note.txt").write_bytes(text.encode(encoding))
    assert command("ingest", "note.txt").code == 0
    (entry, *_) = command("entries", "--json").json["entries"]
    assert "sigmoid 函" in entry["text"]
    assert "\ufffd" not in entry["text"]


def test_a_folder_is_read_with_what_is_below_it(command: Command, place: Path) -> None:
    """One refused page does not keep the others out; a page that is gone is removed."""
    (place / "pages" / "below").mkdir(parents=True)
    (place / "pages" / "below" / "note.md").write_text(NOTE, encoding="utf-8")
    (place / "pages" / "empty.md").touch()
    first = command("ingest", "pages", "--json")
    assert [one["state"] for one in first.json["sources"]] == ["new", "refused"]
    assert first.code == REFUSED
    (place / "pages" / "below" / "note.md").unlink()
    (place / "pages" / "empty.md").write_text(NOTE, encoding="utf-8")
    second = command("ingest", "pages", "--json")
    assert [(one["path"], one["state"]) for one in second.json["sources"]] == [
        ("pages/empty.md", "new"),
        ("pages/below/note.md", "removed"),
    ]
    assert second.code == 0


def test_ingesting_prints_one_json_object(command: Command) -> None:
    """Sources, vectors, milliseconds; nothing on stderr."""
    done = command("ingest", *map(str, samples.paths()), "--json")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    assert done.json.keys() == {"sources", "vectors", "elapsed_ms"}
    shapes = {Path(one["path"]).stem: one["shape"] for one in done.json["sources"]}
    assert shapes == {path.stem: path.stem for path in samples.paths()}
    passages = sum(one["passages"] for one in done.json["sources"])
    assert done.json["vectors"] == {"done": 0, "pending": passages}
    assert isinstance(done.json["elapsed_ms"], int)


@pytest.mark.usefixtures("data")
def test_ingesting_again_changes_nothing(command: Command) -> None:
    """The second run is all unchanged, and says so in its summary."""
    done = command("ingest", str(samples.FOLDER))
    assert done.err.splitlines()[-1].startswith("0 new, 0 changed, 5 unchanged, 0 removed, 0 refused;")


@pytest.mark.usefixtures("data")
def test_sources_and_entries_agree(command: Command) -> None:
    """Each source tells how many entries `entries` gives for it."""
    listed = command("sources", "--json").json["sources"]
    assert len(listed) == len(samples.paths())
    for source in listed:
        entries = command("entries", "--source", source["source_id"], "--json").json["entries"]
        assert len(entries) == source["entries"]
        assert {entry["source_id"] for entry in entries} == {source["source_id"]}
    assert len(command("entries", "--json").json["entries"]) == sum(source["entries"] for source in listed)


@pytest.mark.usefixtures("data")
def test_lists_for_people_have_a_line_each(command: Command) -> None:
    """The id first, so that it can be cut out."""
    listed = command("sources", "--json").json["sources"]
    assert [line.split()[0] for line in command("sources").out.splitlines()] == [one["source_id"] for one in listed]
    entries = command("entries", "--json").json["entries"]
    assert [line.split()[0] for line in command("entries").out.splitlines()] == [one["entry_id"] for one in entries]


def test_an_empty_library_says_how_to_fill_it(command: Command) -> None:
    """On stderr, because it is no source."""
    done = command("sources")
    assert (done.code, done.out) == (0, "")
    assert "zixue ingest" in done.err
    assert command("entries", "--json").json == {"entries": []}


@pytest.mark.usefixtures("data")
def test_an_unknown_source_is_refused(command: Command) -> None:
    """Rather than an empty list."""
    done = command("entries", "--source", "nothing", "--json")
    assert (done.code, done.out, done.err.count("\n")) == (MISUSED, "", 1)


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("name", ["sources", "entries"])
def test_what_is_known_can_be_listed_without_the_embedder(command: Command, name: str) -> None:
    """A list needs no model: one that cannot be loaded does not hide the library."""
    assert command(name, "--json", ZIXUE_EMBEDDER="no.such.Class").code == 0


@pytest.mark.usefixtures("data")
def test_reindexing_finds_the_same(command: Command) -> None:
    """The index comes from the library alone."""
    before = command("search", "梯度", "--json").json
    told = command("reindex", "--json").json
    assert told.keys() == {"passages", "elapsed_ms"}
    assert told["passages"] == sum(one["passages"] for one in command("sources", "--json").json["sources"])
    assert command("search", "梯度", "--json").json == before
    assert command("reindex").out.startswith(f"{told['passages']} passages indexed in ")


@pytest.mark.usefixtures("data")
def test_reindexing_beside_a_running_bot_says_what_it_did_not_do(command: Command, place: Path) -> None:
    """The bot's own index is its own until it is started again."""
    with FileLock(place / "data" / "index" / "0.lock"):
        done = command("reindex", "--json")
    assert done.code == 0
    assert done.err.startswith("1 running bot keeps an index of its own")


def truncate(file: Path) -> None:
    """Cut it in half."""
    os.truncate(file, file.stat().st_size // 2)


def flip(file: Path) -> None:
    """Turn some bits of its first bytes over."""
    with file.open("rb+") as opened:
        head = opened.read(4096)
        opened.seek(0)
        opened.write(bytes(byte ^ 0x55 for byte in head))


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        ("*", truncate),
        ("*", flip),
        ("*", Path.unlink),
        ("seal.json", Path.unlink),
        ("position.json", lambda file: file.write_text("[]")),
    ],
)
def test_a_damaged_index_answers_as_before(
    command: Command, data: Path, pattern: str, damage: Callable[[Path], object]
) -> None:
    """It is rebuilt from the library without a word."""
    before = command("search", "梯度", "--json").json
    files = [path for path in (data / "index").rglob(pattern) if path.is_file()]
    assert files
    for file in files:
        damage(file)
    done = command("search", "梯度", "--json")
    assert (done.code, done.err, done.json) == (0, "", before)


def test_an_index_that_is_gone_is_made_again(command: Command, data: Path) -> None:
    """Nothing in it is precious."""
    before = command("search", "梯度", "--json").json
    shutil.rmtree(data / "index")
    assert command("search", "梯度", "--json").json == before


@pytest.mark.parametrize("name", ["ask", "ingest", "sources", "reindex"])
def test_a_damaged_library_is_left_as_it_is(command: Command, place: Path, name: str) -> None:
    """One sentence, code 1, and not a byte of the file changes."""
    file = place / "data" / "library.sqlite"
    file.parent.mkdir()
    garbage = b"SQLite format 4\0" + bytes(range(256)) * 64
    file.write_bytes(garbage)
    (place / "note.md").write_text(NOTE, encoding="utf-8")
    done = command(name, *(["note.md"] if name in {"ask", "ingest"} else []))
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert "damaged" in done.err
    assert file.read_bytes() == garbage


def test_a_library_that_was_cut_short_is_told_as_damaged(command: Command, data: Path) -> None:
    """As after a copy that did not finish."""
    file = data / "library.sqlite"
    with file.open("rb+") as cut:
        cut.truncate(file.stat().st_size // 2)
    done = command("entries", "--json")
    assert (done.code, done.out) == (REFUSED, "")
    assert "damaged" in done.err


def test_a_library_of_a_newer_version_is_left_alone(command: Command, data: Path) -> None:
    """This version does not know what it would break."""
    with closing(sqlite3.connect(data / "library.sqlite")) as library:
        library.execute("UPDATE alembic_version SET version_num = '9999'")
        library.commit()
    done = command("ingest", str(samples.FOLDER))
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert "upgrade" in done.err
    with closing(sqlite3.connect(data / "library.sqlite")) as library:
        assert library.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_entries_keep_their_ids_when_they_are_read_again(command: Command, place: Path) -> None:
    """A change elsewhere on the page does not break an old citation."""
    (place / "note.md").write_text(NOTE, encoding="utf-8")
    command("ingest", "note.md")
    before = [entry["entry_id"] for entry in command("entries", "--json").json["entries"]]
    (place / "note.md").write_text(
        NOTE + "\n# 梯度\n\n梯度指向上升最快的方向，下降时取它的反方向。\n", encoding="utf-8"
    )
    assert json.loads(command("ingest", "note.md", "--json").out)["sources"][0]["state"] == "changed"
    assert before == [entry["entry_id"] for entry in command("entries", "--json").json["entries"]][: len(before)]


def test_a_duplicate_is_listed_with_what_it_repeats(command: Command, place: Path) -> None:
    """It is neither found nor cited, and nobody wonders why."""
    for name in ("a.md", "b.md"):
        (place / name).write_text(NOTE * 3, encoding="utf-8")
    command("ingest", "a.md", "b.md")
    first, second = command("entries").out.splitlines()
    assert "=" not in first
    assert second.endswith(f"(= {first.split()[0]})")
