"""A PDF with a text layer."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import metadata
from knowledge.reading.formats.pdf import headings, layout, margins, paragraphs
from knowledge.reading.formats.pdf.lines import Document, Paragraph
from knowledge.reading.tables import table
from knowledge.records import Page

SANDBOXED: Final = True

_HEAD: Final = 1024
_FEW: Final = 20
_MOSTLY: Final = 0.3
_TABLE: Final = 3
_LOST: Final = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LOOKS_LIKE_HEADING: Final = re.compile(r"^(?=#{1,6}\s)")
_TWO_LINKS: Final = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)( ?)\[([^\[\]]+)\]\(\2\)")


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a PDF, by its first kilobyte, in which its mark may stand anywhere, or by its name."""
    return b"%PDF-" in data[:_HEAD] or (name.lower().endswith(".pdf") and not data.lstrip().startswith(b"<"))


def read(name: str, data: bytes, url: str | None) -> Page:
    """The text as light Markdown, without what repeats on every page.

    Raises:
        SourceRefused: it is damaged, locked, made of pictures only, or larger than any document is.
    """
    from knowledge.reading.formats.pdf.document import document  # noqa: PLC0415  PDFium, for PDF only

    if not data.strip():
        raise SourceRefused(Refusal.EMPTY)
    found = document(data)
    _check(found)
    pages = [list(layout.lines(page, number)) for number, page in enumerate(found.pages)]
    parts = paragraphs.paragraphs(margins.without(pages, found.heights))
    headings.mark(parts, found.bookmarks)
    title = metadata.title(found.title)
    text = metadata.under(title, "\n\n".join(_blocks(parts)))
    return Page(name, text, url, title=title, author=metadata.author(found.author), date=metadata.date(found.date))


def _check(found: Document) -> None:
    """Scanned pages have no letters, or a watermark's; some have letters of fonts that do not say which they are."""
    text = "".join(fragment.text for page in found.pages for fragment in page)
    if not text or (2 * found.pictured > len(found.pages) and len(text) < _FEW * len(found.pages)):
        raise SourceRefused(Refusal.NO_TEXT_LAYER)
    if len(_LOST.findall(text)) > _MOSTLY * len(text):
        raise SourceRefused(Refusal.NO_TEXT_LAYER)


def _blocks(parts: Sequence[Paragraph]) -> Iterator[str]:
    waiting: list[Paragraph] = []
    for part in parts:
        if waiting and _kind(part) != _kind(waiting[0]):
            yield _block(waiting)
            waiting = []
        waiting.append(part)
        if not _kind(part):
            yield _block(waiting)
            waiting = []
    if waiting:
        yield _block(waiting)


def _kind(part: Paragraph) -> str:
    """What lies together with its like: code, list items, the rows of a table by the number of their cells."""
    if part.level:
        return ""
    if part.first.fixed:
        return "code"
    if paragraphs.is_bulleted(part.text):
        return "list"
    cells = len(part.first.cells)
    return f"row {cells}" if len(part.lines) == 1 and cells > 1 else ""


def _block(parts: Sequence[Paragraph]) -> str:
    match _kind(parts[0]).partition(" ")[0]:
        case "code":
            return "```\n" + "\n".join(part.text for part in parts) + "\n```"
        case "list":
            return "\n".join(f"- {_tidy(paragraphs.unbulleted(part.text))}" for part in parts)
        case "row" if len(parts) >= _TABLE:
            return table([[cell.text.replace("\u00ad", "") for cell in part.first.cells] for part in parts])
        case _:
            return "\n\n".join(_shown(part) for part in parts)


def _shown(part: Paragraph) -> str:
    if part.level:
        return f"{'#' * part.level} {_tidy(part.text)}"
    return _LOOKS_LIKE_HEADING.sub(r"\\", _tidy(part.text))


def _tidy(text: str) -> str:
    """The text with a link that was broken over two lines as one."""
    return _TWO_LINKS.sub(r"[\1\3\4](\2)", text).strip()
