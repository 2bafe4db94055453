import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

from knowledge import entries, passages
from knowledge.adapters.sql.library import SqlLibrary, open_library
from knowledge.reading import markdown, read
from knowledge.reading.markdown import Kind
from knowledge.records import Entry, Passage, Reading, Source

pytestmark = [pytest.mark.shared, pytest.mark.quality]


class _Section(NamedTuple):
    """A heading of a page as CommonMark sees it: the path down to it, and the lines right below it."""

    path: tuple[str, ...]
    text: str


class _File(NamedTuple):
    path: Path
    sections: list[_Section]
    reading: Reading
    entries: list[Entry]


def _bare(text: str) -> str:
    return re.sub(r"\(https?:.*|[\W_]", "", text)


def _han(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", unicodedata.normalize("NFKC", text))


def _as_commonmark(text: str) -> str:
    """Formulas hold lines that CommonMark, which knows none, takes for headings; some writers leave out the space."""
    text = re.sub(r"\$\$[^#]*?\$\$", lambda found: re.sub(r"[^\n]", "x", found[0]), text)
    return re.sub(r"^(#{2,6})(?=[^\s#])", r"\1 ", text, flags=re.MULTILINE)


def _headings(text: str) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Level, words and lines of each heading; one that only an underline in a list makes is left out."""
    tokens = MarkdownIt().parse(text)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and (token.level == 0 or token.markup.startswith("#")):
            words = "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"})
            assert token.map is not None
            yield int(token.tag[1]), _bare(words), (token.map[0], token.map[1])


def _sections(text: str) -> list[_Section]:
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"\n(?=#)", "\n\n", text)  # else a heading is a part of the HTML above it
    lines = text.split("\n")
    found = list(_headings(_as_commonmark(text)))
    ends = [begin for _, _, (begin, _) in found[1:]] + [len(lines)]
    sections = [_Section((), "\n".join(lines[: found[0][2][0]] if found else lines))]
    path: list[tuple[int, str]] = []
    for (level, words, (_, begin)), end in zip(found, ends, strict=True):
        path = [(above, name) for above, name in path if above < level] + [(level, words)]
        sections.append(_Section(tuple(name for _, name in path), "\n".join(lines[begin:end])))
    return sections


@cache
def _files(shared: Path) -> tuple[_File, ...]:
    files = []
    for path in sorted((shared / "data" / "corpus").rglob("*.md")):
        reading = read(path.name, path.read_bytes())
        found = entries.identify(path.name, reading.entries, ())
        files.append(_File(path, _sections(path.read_text(encoding="utf-8")), reading, found))
    return tuple(files)


def _shown(file: _File) -> list[str]:
    """Every heading of a reading in order: the page's title, then sections, titles and heading lines."""
    shown = [_bare(file.reading.title)]
    above: list[str] = []
    for entry in file.entries:
        section = [_bare(part) for part in (entry.section or "").split(" › ") if part]
        shown += [part for part in section if part not in above]
        shown.append(_bare(entry.title.rpartition(" · ")[2]))
        shown += [words for _, words, _ in _headings(entry.text)]
        above = section
    return shown


def test_every_file_is_read(shared: Path) -> None:
    """Without an error, and none comes out empty."""
    files = _files(shared)
    assert len(files) == 410
    assert all(file.entries for file in files)


def test_every_heading_is_kept_in_order(shared: Path) -> None:
    """As a section, a title or a heading line."""
    lost = []
    for file in _files(shared):
        shown, position = _shown(file), 0
        for words in (section.path[-1] for section in file.sections[1:]):
            if words and words not in shown[position:]:
                lost.append((file.path.name, words))
            elif words:
                position = shown.index(words, position)
    assert lost == []


def _path(file: _File, entry: Entry, passage: Passage) -> tuple[str, ...]:
    """The headings above a passage, outermost first; the page's title is among them where it is the entry's."""
    section = [part for part in (entry.section or "").split(" › ") if part]
    title = entry.title.removeprefix(f"{section[-1] if section else file.reading.title} · ")
    return tuple(map(_bare, [*section, title, *passage.heading[1:]]))


def test_every_passage_lies_where_its_path_says(shared: Path) -> None:
    """Below that heading of the page stand its words, or below one above it, where a few words lead to the first.

    One line in a thousand may begin otherwise: with a reference or a character that CommonMark reads in another way.
    """
    astray, lines = [], 0
    for file in _files(shared):
        for entry in file.entries:
            for passage in passages.cut(entry):
                path = _path(file, entry, passage)
                paths = {path[: length + 1] for length in range(len(path))} | {()}
                titled = {(_bare(file.reading.title), *each) for each in paths}
                above = [section.text for section in file.sections if section.path in paths | titled]
                body = _han("".join(above))
                for line in passage.text.split("\n"):
                    lines += 1
                    said = _han(line)[:12]
                    if "〔" not in line and said not in body:
                        astray.append((file.path.name, path, line[:40]))
    assert len(astray) < lines / 1000


def test_no_syntax_is_left_for_people_to_see(shared: Path) -> None:
    """Tags of the book's builder and of HTML are gone wherever the text is prose."""
    syntax = re.compile(
        r":(?:label|numref|eqref|begin_tab|end_tab|width|cite):|#@tab|</?(?:br|center|font|div|img)\b|<!--"
    )
    left = []
    for file in _files(shared):
        for entry in file.entries:
            prose = (block for block in markdown.stretches(entry.text) if block.kind in {Kind.TEXT, Kind.HEADING})
            text = "".join(entry.text[block.start : block.end] for block in prose)
            left += [(file.path.name, found[0]) for found in syntax.finditer(re.sub(r"`[^`\n]+`", "", text))]
    assert left == []


def test_passages_are_of_the_length_that_is_aimed_at(shared: Path) -> None:
    """Most have 200–400 characters; only a formula may have more than 2000."""
    cut = [passage for file in _files(shared) for entry in file.entries for passage in passages.cut(entry)]
    lengths = [len(passage.text) for passage in cut]
    assert sum(200 <= length <= 400 for length in lengths) > 0.55 * len(lengths)
    assert [passage for passage in cut if len(passage.text) > 2400 and "$$" not in passage.text] == []


def test_no_passage_has_a_half_of_a_formula_or_of_short_code(shared: Path) -> None:
    """Dollar signs come in pairs, and so do fences, unless the code is longer than a passage may be."""
    halves = []
    for file in _files(shared):
        for entry in file.entries:
            whole = entry.text.count("$$") % 2 == 0
            codes = re.findall(r"^```.*?^```", entry.text, re.DOTALL | re.MULTILINE)
            for passage in passages.cut(entry):
                if whole and passage.text.count("$$") % 2 and "```" not in entry.text:
                    halves.append(passage.text)
                fences = len(re.findall(r"^```", passage.text, re.MULTILINE))
                if fences % 2 and not any(len(code) > 2000 for code in codes):
                    halves.append(passage.text)
    assert halves == []


async def test_a_changed_line_changes_the_passages_of_its_entry_only(shared: Path, tmp_path: Path) -> None:
    """The passages of every other entry keep their numbers."""
    file = max(_files(shared), key=lambda each: len(each.entries))
    text = file.path.read_text(encoding="utf-8")
    line = max(text.split("\n"), key=lambda each: len(re.findall(r"[\u4e00-\u9fff]", each)))
    async with open_library(tmp_path / "library.db") as library:
        before = await _keep(library, text)
        after = await _keep(library, text.replace(line, f"{line}又添了一句。"))
    assert len({entry_id for entry_id, _ in before.items() ^ after.items()}) == 1
    assert len(before) > 50


async def _keep(library: SqlLibrary, text: str) -> dict[str, tuple[int, ...]]:
    """The numbers of the passages of each entry, once the library holds this page."""
    reading = read("page.md", text.encode())
    kept = entries.identify("s", reading.entries, [entry for entry, _ in await library.entries("s")])
    source = Source("s", "k", "page.md", reading.shape, reading.title, "h", dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
    await library.keep(source, kept, [passage for entry in kept for passage in passages.cut(entry)])
    numbers: dict[str, tuple[int, ...]] = {}
    for indexed in (await library.changes(0, 100_000, "none"))[1]:
        entry_id = indexed.passage.entry_id
        numbers[entry_id] = (*numbers.get(entry_id, ()), indexed.id)
    return numbers
