"""The body of a Word document to light Markdown: paragraphs, headings, lists, code, tables, footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading.archive import Node
from knowledge.reading.formats.docx.runs import Line, boxes, is_bold
from knowledge.reading.formats.docx.styles import WORD, Role, Style, Styles, value
from knowledge.reading.tables import table

_DEEPEST: Final = 20
_HOLDERS: Final = frozenset(f"{WORD}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"))
_LONGEST_BOLD: Final = 40
_SENTENCE: Final = re.compile(r"[。！？!?；;，,、.]$")
_LOOKS_LIKE_HEADING: Final = re.compile(r"(?=#{1,6}\s)")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a body refers to: styles, link targets by relation, footnotes by identity."""

    styles: Styles = field(default_factory=Styles)
    targets: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, Node] = field(default_factory=dict)


def markdown(body: Node, parts: Parts) -> str:
    """The body as light Markdown.

    Where no style says what is a heading, a short paragraph all in bold is one.

    Raises:
        SourceRefused: tables stand in each other deeper than any document has them.
    """
    return _Body(parts, bold=not _has_headings(body, parts.styles)).text(body)


def _has_headings(body: Node, styles: Styles) -> bool:
    identities = {node.get(f"{WORD}val", "") for node in body.iter(f"{WORD}pStyle")}
    return any(styles.by_id.get(one, Style()).role is Role.HEADING for one in identities)


@dataclass
class _Body:
    parts: Parts
    bold: bool
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def text(self, holder: Node, depth: int = 0) -> str:
        """The blocks in an element: lists and code without, all else with a blank line between."""
        text = ""
        before = Role.TEXT
        code: list[str] = []
        for role, words in self.blocks(holder, depth):
            if code and role is not Role.CODE:
                text = _joined(text, _fenced(code), close=False)
                code = []
            if role is Role.CODE:
                code.append(words)
            elif words.strip():
                text = _joined(text, words, close=role is before is Role.BULLETED)
            before = role
        return _joined(text, _fenced(code), close=False) if code else text

    def blocks(self, holder: Node, depth: int) -> Iterator[tuple[Role, str]]:
        if depth > _DEEPEST:
            raise SourceRefused(Refusal.TOO_COMPLEX)
        for node in holder:
            if node.tag == f"{WORD}p":
                yield from self.paragraph(node, depth)
            elif node.tag == f"{WORD}tbl":
                yield Role.TEXT, self.table(node, depth)
            elif node.tag in _HOLDERS:
                yield from self.blocks(node, depth + 1)

    def paragraph(self, node: Node, depth: int) -> Iterator[tuple[Role, str]]:
        line = Line(self.parts.styles, self.parts.targets)
        for child in node:
            line.add(child)
        style = self._style(node, line)
        if style.role is Role.CODE:
            yield Role.CODE, line.text()
        elif style.role is not Role.CONTENTS:
            yield self._shown(node, style, line.text().strip())
        for note in line.notes:
            if note in self.parts.footnotes:
                words = " ".join(self.text(self.parts.footnotes[note], depth + 1).split())
                yield Role.TEXT, f"[^{note}]: {words}"
        for box in boxes(node):
            yield from self.blocks(box, depth + 1)

    def table(self, node: Node, depth: int) -> str:
        """A table of data as such; one of a single cell or column is layout, and its content is what counts."""
        rows = [self._cells(row, depth) for row in node.findall(f"{WORD}tr")]
        if max((len(row) for row in rows), default=0) > 1:
            return table([[" ".join(cell.split()) for cell in row] for row in rows])
        return "\n\n".join(cell for row in rows for cell in row if cell)

    def _cells(self, row: Node, depth: int) -> list[str]:
        cells: list[str] = []
        for cell in row.iter(f"{WORD}tc"):
            if next(cell.iterancestors(f"{WORD}tr")) is not row:  # a table in the cell
                continue
            merge = cell.find(f"{WORD}tcPr/{WORD}vMerge")
            continued = merge is not None and value(merge) != "restart"
            cells.append("" if continued else self.text(cell, depth + 1))
            span = value(cell, "tcPr/gridSpan")
            cells += [""] * (min(int(span), 50) - 1 if span.isdecimal() else 0)
        return cells

    def _style(self, node: Node, line: Line) -> Style:
        style = self.parts.styles.by_id.get(value(node, "pPr/pStyle"), Style())
        outline = value(node, "pPr/outlineLvl")
        if style.role is Role.TEXT and outline.isdecimal() and int(outline) < 6:  # noqa: PLR2004  Markdown has six
            return Style(Role.HEADING, int(outline) + 1)
        if self.bold and style.role is Role.TEXT and node.find(f"{WORD}pPr/{WORD}numPr") is None:
            words = line.text().strip()
            outside = node.getparent().tag == f"{WORD}body"  # type: ignore[attr-defined]
            if outside and 1 < len(words) <= _LONGEST_BOLD and not _SENTENCE.search(words) and is_bold(node):
                return Style(Role.HEADING, 2)
        return style

    def _shown(self, node: Node, style: Style, words: str) -> tuple[Role, str]:
        if style.level:
            return Role.HEADING, f"{'#' * style.level} {' '.join(words.split())}" if words else ""
        number = value(node, "pPr/numPr/numId")
        if (number and number != "0") or style.role in {Role.BULLETED, Role.NUMBERED}:
            return Role.BULLETED, self._item(node, style, number, " ".join(words.split())) if words else ""
        return Role.TEXT, _LOOKS_LIKE_HEADING.sub(r"\\", words)

    def _item(self, node: Node, style: Style, number: str, words: str) -> str:
        level = value(node, "pPr/numPr/ilvl") or "0"
        bulleted = self.parts.styles.bulleted.get((number, level), style.role is not Role.NUMBERED)
        indent = "  " * (min(int(level), 8) if level.isdecimal() else 0)
        if bulleted:
            return f"{indent}- {words}"
        self.counts[number, level] += 1
        for key in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[key]
        return f"{indent}{self.counts[number, level]}. {words}"


def _joined(text: str, block: str, *, close: bool) -> str:
    return f"{text}{chr(10) if close else chr(10) * 2}{block}" if text else block


def _fenced(lines: list[str]) -> str:
    code = "\n".join(lines).strip("\n")
    return f"```\n{code}\n```" if code.strip() else ""
