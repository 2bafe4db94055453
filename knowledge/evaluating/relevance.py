"""Which entries of a library are the ones that a set names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Final

from knowledge.evaluating.cases import HEADING_STEP, Relevant
from knowledge.language.folding import fold
from knowledge.reading import markdown
from knowledge.reading.markdown import Kind
from knowledge.records import Entry, Source

_NUMBERING: Final = re.compile(
    r"^\W*(?:第[\d一二三四五六七八九十百]+[章节部篇讲][\s:、.]*|\d+(?:\.\d+)+[.、]?\s*|\d+(?:[.、)]|\s)\s*|[一二三四五六七八九十]+、)"
)
_NO_WORD: Final = re.compile(r"\W+")


def plain(heading: str) -> str:
    """A heading as it is compared: folded, without its number, spaces and punctuation."""
    return _NO_WORD.sub("", _NUMBERING.sub("", fold(heading)))


@dataclass(frozen=True, slots=True)
class _Known:
    """One entry: where it stands, and its headings as they are compared."""

    counts_as: str
    path: str
    headings: frozenset[str]
    text: str

    def comes_from(self, path: str) -> bool:
        ending = f"/{path.removeprefix('/')}"
        return f"/{self.path}".endswith(ending) or ("*" in path and fnmatchcase(f"/{self.path}", f"*{ending}"))


@dataclass(frozen=True, slots=True)
class Shelved:
    """All entries of a library, to be looked up by what a set says of them."""

    _by_heading: dict[str, list[_Known]] = field(default_factory=dict)
    _by_name: dict[str, list[_Known]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, entries: Iterable[tuple[Entry, Source]], dropped: Mapping[str, Sequence[str]] | None = None
    ) -> "Shelved":
        """The entries; `dropped` are headings left out of an entry, by its text, that it is still known by.

        A duplicate counts as the entry that is found in its place.
        """
        shelved = cls()
        for entry, source in entries:
            headings = [*_headings(entry), *(dropped or {}).get(entry.text, ())]
            comparable = frozenset(filter(None, map(plain, headings)))
            known = _Known(entry.duplicate_of or entry.id, source.path, comparable, entry.text)
            shelved._by_name.setdefault(PurePath(source.path).name, []).append(known)
            for heading in comparable:
                shelved._by_heading.setdefault(heading, []).append(known)
        return shelved

    def meant(self, wanted: Relevant) -> frozenset[str]:
        """The ids of the entries that a set means; none where the library has none of them.

        The last heading of a path has to be one of the entry's, or else to stand in one; of several such entries
        those with most of the headings above it are meant.
        """
        if wanted.heading is None:
            return _ids(_with_text(self._from(wanted.path), wanted.text))
        steps = [plain(step) for step in wanted.heading.split(HEADING_STEP)]
        exact = [one for one in self._by_heading.get(steps[-1], ()) if one.comes_from(wanted.path)]
        found = exact or [
            one for one in self._from(wanted.path) if any(steps[-1] in heading for heading in one.headings)
        ]
        fitting = _with_text(found, wanted.text)
        most = max((len(one.headings.intersection(steps)) for one in fitting), default=0)
        return _ids(one for one in fitting if len(one.headings.intersection(steps)) == most)

    def _from(self, path: str) -> list[_Known]:
        name = PurePath(path).name
        if "*" not in path:
            return [one for one in self._by_name.get(name, ()) if one.comes_from(path)]
        return [one for all_of_name in self._by_name.values() for one in all_of_name if one.comes_from(path)]


def _headings(entry: Entry) -> Iterator[str]:
    yield entry.title
    if entry.section:
        yield entry.section
    for block in markdown.stretches(entry.text):
        if block.kind is Kind.HEADING:
            yield entry.text[block.start : block.end].strip().lstrip("#")


def _with_text(known: Sequence[_Known], text: str | None) -> list[_Known]:
    if text is None:
        return list(known)
    wanted = _NO_WORD.sub("", fold(text))
    return [one for one in known if wanted in _NO_WORD.sub("", fold(one.text))]


def _ids(known: Iterable[_Known]) -> frozenset[str]:
    return frozenset(one.counts_as for one in known)
