"""Ingesting is safe to repeat, to interrupt and to do twice at once."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from knowledge import reading
from knowledge.adapters.files import FileShelf
from knowledge.adapters.sql.library import open_library
from knowledge.errors import LibraryUnavailable, Refusal
from knowledge.ingesting import Choice, IngestSources
from knowledge.ports import Library
from knowledge.records import Draft, Entry, Fetched, Ingested, Location, Passage, Reading, SourceState, Validators
from tests.fakes import FixedClock, MemoryLibrary, MemoryShelf, PlainReader, ingest_from

ROOT = Path(__file__).parents[2]

GATES = "# 门控\n\n" + "遗忘门决定细胞状态里留下什么，输入门决定写进什么。" * 30 + "\n"
DROPOUT = "# 随机失活\n\n" + "训练时随机关掉一部分神经元，测试时全部打开。" * 30 + "\n"
BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20

NEW, CHANGED, UNCHANGED = SourceState.NEW, SourceState.CHANGED, SourceState.UNCHANGED
REMOVED, REFUSED = SourceState.REMOVED, SourceState.REFUSED


@pytest.fixture(params=["memory", "sql"])
async def library(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Library]:
    """An empty library."""
    async with AsyncExitStack() as stack:
        if request.param == "sql":
            yield await stack.enter_async_context(open_library(tmp_path / "library.sqlite"))
        else:
            yield MemoryLibrary()


@pytest.fixture
def shelf() -> MemoryShelf:
    """A folder with one file of two notes."""
    return MemoryShelf({"notes.md": (GATES + "\n" + DROPOUT).encode()})


@pytest.fixture
def ingest(library: Library, shelf: MemoryShelf) -> IngestSources:
    """The use case."""
    return ingest_from(library, shelf)


def states(outcomes: list[Ingested]) -> list[tuple[str, SourceState]]:
    """What became of which path."""
    return [(outcome.path, outcome.state) for outcome in outcomes]


async def texts(library: Library) -> list[str]:
    """All that the library holds."""
    return [entry.text for entry, _ in await library.entries()]


async def numbered(library: Library, entry: Entry) -> list[tuple[int, Passage]]:
    """The passages of an entry with their numbers."""
    _, present, _ = await library.changes(0, 1000, "e5")
    return sorted((each.id, each.passage) for each in present if each.passage.entry_id == entry.id)


async def test_a_new_file_becomes_entries_and_passages(library: Library, ingest: IngestSources) -> None:
    """The outcome counts them, and the source says where they are from."""
    (outcome,) = await ingest(["/shelf"])
    (summary,) = await library.sources()
    assert outcome == Ingested(
        "shelf/notes.md", NEW, summary.source.id, summary.source.shape, summary.entries, summary.passages
    )
    assert summary.entries > 0
    assert summary.passages > 0
    assert (summary.source.key, summary.source.path) == ("/shelf/notes.md", "shelf/notes.md")
    assert summary.source.fetched_at == FixedClock().now()
    assert any("遗忘门" in text for text in await texts(library))


async def test_a_second_time_nothing_is_written(library: Library, ingest: IngestSources) -> None:
    """Not even the change log moves; the outcome still counts what is there."""
    (first,) = await ingest(["/shelf"])
    before = await library.last_change(), await library.entries()
    (second,) = await ingest(["/shelf"])
    assert second == replace(first, state=UNCHANGED)
    assert (await library.last_change(), await library.entries()) == before


async def test_newer_readers_read_unchanged_bytes_again(ingest: IngestSources, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of the readers is a part of the content hash."""
    await ingest(["/shelf"])
    monkeypatch.setattr(reading, "VERSION", reading.VERSION + 1)
    assert states(await ingest(["/shelf"])) == [("shelf/notes.md", CHANGED)]


async def test_a_change_leaves_the_other_entries_alone(
    library: Library, shelf: MemoryShelf, ingest: IngestSources
) -> None:
    """An entry whose text is the same keeps its id, and its passages keep their numbers."""
    await ingest(["/shelf"])
    (kept,) = [entry for entry, _ in await library.entries() if "遗忘门" in entry.text]
    before = await numbered(library, kept)
    shelf.files["notes.md"] = (GATES + "\n" + DROPOUT.replace("随机", "任意")).encode()
    assert states(await ingest(["/shelf"])) == [("shelf/notes.md", CHANGED)]
    assert await numbered(library, kept) == before
    assert any("任意" in text for text in await texts(library))


async def test_only_what_matches_is_read_of_a_folder(library: Library, tmp_path: Path) -> None:
    """A glob below the folder; what was given by itself needs no match, and what is left out is not gone."""
    for path in ("notes.md", "old.txt", "docs/deep/more.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(GATES.replace("遗忘", path), encoding="utf-8")
    ingest = ingest_from(library, FileShelf())
    await ingest([str(tmp_path)])
    only = Choice(only="{docs/**/,}*.md")
    outcomes = await ingest([str(tmp_path), str(tmp_path / "old.txt")], choice=only)
    assert [Path(outcome.path).name for outcome in outcomes] == ["more.md", "notes.md", "old.txt"]
    assert {outcome.state for outcome in outcomes} == {UNCHANGED}


async def test_messages_need_to_be_allowed_once(library: Library, shelf: MemoryShelf) -> None:
    """A chat export is refused until somebody says that its members agree; then it stays up to date."""
    ingest = replace(ingest_from(library, shelf), reader=Chats())
    (outcome,) = await ingest(["/shelf"])
    assert (outcome.state, outcome.reason) == (REFUSED, "private_messages")
    assert await library.sources() == []
    assert states(await ingest(["/shelf"], choice=Choice(messages=True))) == [("shelf/notes.md", NEW)]
    shelf.files["notes.md"] = b"more"
    assert states(await ingest(["/shelf"])) == [("shelf/notes.md", CHANGED)]


async def test_what_left_a_feed_is_kept(library: Library, shelf: MemoryShelf) -> None:
    """Its newest posts come first, those that left it behind them."""
    ingest = replace(ingest_from(library, shelf), reader=Chats(rolling=True))
    await ingest(["/shelf"], choice=Choice(messages=True))
    shelf.files["notes.md"] = b"more"
    await ingest(["/shelf"])
    assert [entry.position for entry, _ in await library.entries()] == [0, 1]
    assert (await texts(library))[0] == "more"


async def test_a_server_that_says_unchanged_is_believed(library: Library, shelf: MemoryShelf) -> None:
    """It is asked with the validators of what this version of the readers read."""
    web = Website(shelf.files)
    ingest = ingest_from(library, web)
    await ingest(["/shelf"])
    assert states(await ingest(["/shelf"])) == [("shelf/notes.md", UNCHANGED)]
    assert web.asked == [Validators(), Validators("v1")]


async def test_newer_readers_do_not_ask_whether_a_page_changed(
    library: Library, shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They want to read it again."""
    web = Website(shelf.files)
    ingest = ingest_from(library, web)
    await ingest(["/shelf"])
    monkeypatch.setattr(reading, "VERSION", reading.VERSION + 1)
    assert states(await ingest(["/shelf"])) == [("shelf/notes.md", CHANGED)]
    assert web.asked == [Validators(), Validators()]


async def test_unchanged_to_a_question_that_was_not_asked_is_refused(library: Library, shelf: MemoryShelf) -> None:
    """A server that says so of a page nobody has."""
    (outcome,) = await ingest_from(library, Website(shelf.files, known=Validators()))(["/shelf"])
    assert outcome.state is REFUSED


@dataclass(frozen=True)
class Chats(PlainReader):
    """A `Reader` to which every file is people's messages, one entry of its text."""

    rolling: bool = False

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """One entry."""
        text = data.decode()
        return Reading("chat", name, (Draft(text[:9], text, url=url),), rolling=self.rolling, private=True)


@dataclass
class Website(MemoryShelf):
    """A shelf that knows the version of its pages."""

    known: Validators = field(default_factory=lambda: Validators("v1"))
    asked: list[Validators] = field(default_factory=list)

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The page; None to who has it."""
        self.asked.append(known)
        if known == self.known:
            return None
        fetched = await super().fetch(location, known)
        return replace(fetched, validators=self.known) if fetched else None


async def test_the_passages_of_duplicates_are_not_counted(library: Library, shelf: MemoryShelf) -> None:
    """The outcome says what is found afterwards, as the next run does."""
    shelf.files["copy.md"] = shelf.files["notes.md"]
    outcomes = await ingest_from(library, shelf)(["/shelf"])
    again = await ingest_from(library, shelf)(["/shelf"])
    assert [one.passages for one in outcomes] == [one.passages for one in again]
    assert sorted(one.passages > 0 for one in outcomes) == [False, True]


async def test_a_refused_file_stops_nothing_else(shelf: MemoryShelf, ingest: IngestSources) -> None:
    """Each says why, in one word of `Refusal`."""
    shelf.files |= {"a.md": Refusal.TOO_LARGE, "b.md": BINARY, "z.md": GATES.encode()}
    outcomes = await ingest(["/shelf", "/shelf/none.md"])
    assert [(outcome.state, outcome.reason) for outcome in outcomes] == [
        (REFUSED, "too_large"),
        (REFUSED, "binary"),
        (NEW, None),
        (NEW, None),
        (REFUSED, "not_found"),
    ]


async def test_a_known_source_that_is_refused_keeps_its_old_state(
    library: Library, shelf: MemoryShelf, ingest: IngestSources
) -> None:
    """A file that was replaced by rubbish, or cannot be opened today."""
    (first,) = await ingest(["/shelf"])
    before = await library.entries()
    for rubbish in (BINARY, b"", Refusal.UNREADABLE):
        shelf.files["notes.md"] = rubbish
        (outcome,) = await ingest(["/shelf"])
        assert (outcome.state, outcome.source_id) == (REFUSED, first.source_id)
        assert await library.entries() == before


async def test_a_file_that_vanished_from_the_folder_is_removed(
    library: Library, shelf: MemoryShelf, ingest: IngestSources
) -> None:
    """Its entries are gone; the others stay."""
    shelf.files["other.md"] = DROPOUT.encode()
    await ingest(["/shelf"])
    del shelf.files["notes.md"]
    assert states(await ingest(["/shelf"])) == [("shelf/other.md", UNCHANGED), ("shelf/notes.md", REMOVED)]
    assert [summary.source.path for summary in await library.sources()] == ["shelf/other.md"]
    assert states(await ingest(["/shelf"])) == [("shelf/other.md", UNCHANGED)]


async def test_a_source_that_is_named_twice_is_read_once(ingest: IngestSources) -> None:
    """By itself and by its folder."""
    assert states(await ingest(["/shelf/notes.md", "/shelf", "/shelf"])) == [("shelf/notes.md", NEW)]


async def test_the_number_of_outcomes_is_told_before_the_first(shelf: MemoryShelf, ingest: IngestSources) -> None:
    """A progress bar needs its end, and every outcome as it comes."""
    shelf.files |= {"a.md": ("早停看验证误差，不再下降就停下来。" * 30).encode(), "b.md": Refusal.UNREADABLE}
    told: list[object] = []
    outcomes = await ingest(["/shelf"], report=told.append, expect=told.append)
    assert told == [3, *outcomes]


async def test_an_unreachable_library_is_not_a_refusal(shelf: MemoryShelf) -> None:
    """It ends the run: the file is not to blame."""

    class Full(MemoryLibrary):
        async def keep(self, *_: object) -> None:
            raise LibraryUnavailable

    with pytest.raises(LibraryUnavailable):
        await ingest_from(Full(), shelf)(["/shelf"])


async def test_real_files_come_and_go(tmp_path: Path) -> None:
    """The whole way through a folder on disk and a database."""
    (tmp_path / "notes").mkdir()
    file = tmp_path / "notes" / "门.md"
    write(file, GATES)
    async with open_library(tmp_path / "library.sqlite") as library:
        ingest = ingest_from(library, FileShelf())
        given = [str(tmp_path / "notes")]
        assert states(await ingest(given)) == [(str(file), NEW)]
        assert states(await ingest(given)) == [(str(file), UNCHANGED)]
        write(file, DROPOUT)
        assert states(await ingest(given)) == [(str(file), CHANGED)]
        file.unlink()
        outcomes = await ingest(given)
        assert states(outcomes) == [(given[0], REFUSED), (str(file), REMOVED)]
        assert outcomes[0].reason == "empty"
        assert await library.entries() == []


async def test_two_processes_ingest_the_same_folder_without_doubling(tmp_path: Path) -> None:
    """They agree on every id, so that the second finds the first one's work done."""
    (tmp_path / "notes").mkdir()
    for number in range(8):
        write(
            tmp_path / "notes" / f"{number}.md",
            f"# {number}\n\n" + f"{'甲乙丙丁戊己庚辛'[number]}的门控决定留下什么。" * 60,
        )
    given = [str(tmp_path / "notes")]
    async with open_library(tmp_path / "alone.sqlite") as library:
        await ingest_from(library, FileShelf())(given)
        expected = await library.entries(), await library.last_change()
    file = tmp_path / "library.sqlite"
    await asyncio.to_thread(run, "tests.knowledge.ingest_at_once", *given, str(file), "2")
    async with open_library(file) as library:
        assert (await library.entries(), await library.last_change()) == expected


@pytest.mark.faults
def test_a_killed_run_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    """SIGKILL at random moments: never half a reading, and a sound database."""
    run("tests.knowledge.ingest_until_killed", str(tmp_path), "20260105", "5")
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / str(number) / "library.sqlite")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            entries = [text.split("版")[0] for (text,) in database.execute("SELECT text FROM entries")]
            first = "SELECT text FROM passages WHERE position = 0"
            passages = [text.split("版")[0] for (text,) in database.execute(first)]
            unlogged = "SELECT count(*) FROM passages WHERE id NOT IN (SELECT passage_id FROM changes)"
            assert database.execute(unlogged).fetchone() == (0,)
        assert len(entries) == len(passages) == 20
        assert len({*entries, *passages}) == 1


@pytest.mark.shared
async def test_the_pages_of_the_group_are_read_once(shared: Path, tmp_path: Path) -> None:
    """All seeds become entries, and a second run finds them unchanged."""
    async with open_library(tmp_path / "library.sqlite") as library:
        ingest = ingest_from(library, FileShelf())
        first = await ingest([str(shared / "seeds")])
        second = await ingest([str(shared / "seeds")])
    assert {outcome.state for outcome in first} == {NEW}
    assert second == [replace(outcome, state=UNCHANGED) for outcome in first]


def run(program: str, *arguments: str) -> None:
    """Run one of our own programs to its end."""
    subprocess.run([sys.executable, "-m", program, *arguments], cwd=ROOT, check=True, timeout=120)  # noqa: S603


def write(file: Path, text: str) -> None:
    """Put text into a file."""
    file.write_text(text, encoding="utf-8")
