"""A reader that leaves out headings which are themselves the questions, so that finding them proves something."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge.evaluating.relevance import plain
from knowledge.ports import Reader
from knowledge.reading import markdown
from knowledge.reading.markdown import Kind
from knowledge.records import Draft, Reading, Trace

LEFT_OUT: Final = "§"
"""What stands in a heading's place: the text below it stays under a heading of its own."""


@dataclass(frozen=True, slots=True)
class HeadingBlindReader:
    """Another reader's entries without the headings that equal a question, but for numbers and punctuation.

    `dropped` holds them by the text of the entry that they stood in or above.
    """

    reader: Reader
    questions: frozenset[str]
    dropped: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def over(cls, reader: Reader, questions: Iterable[str]) -> "HeadingBlindReader":
        """A reader that is blind for these questions."""
        return cls(reader, frozenset(filter(None, map(plain, questions))))

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """The entries of one page or file, without those headings."""
        read = await self.reader.read(name, data, url)
        return replace(read, entries=tuple(map(self._blind, read.entries)))

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """What becomes of its lines, with all headings."""
        return await self.reader.trace(name, data, url)

    def _blind(self, draft: Draft) -> Draft:
        gone: list[str] = []
        title = self._told(draft.title, gone)
        parts = []
        for block in markdown.stretches(draft.text):
            part = draft.text[block.start : block.end]
            if block.kind is Kind.HEADING:
                heading = part.strip().lstrip("#").strip()
                part = part.replace(heading, self._told(heading, gone)) if heading else part
            parts.append(part)
        text = "".join(parts)
        if gone:
            self.dropped.setdefault(text, []).extend(gone)
        section = self._told(draft.section, []) if draft.section else draft.section
        return replace(draft, title=title, text=text, section=section)

    def _told(self, heading: str, gone: list[str]) -> str:
        if plain(heading) not in self.questions:
            return heading
        gone.append(heading)
        return LEFT_OUT
