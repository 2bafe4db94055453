"""The bytes of a PDF to its pages' fragments, bookmarks and metadata, by PDFium."""

import ctypes
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading.formats.pdf.characters import Target, fragments
from knowledge.reading.formats.pdf.lines import Bookmark, Document

MOST_PAGES: Final = 3000
MOST_CHARACTERS: Final = 8_000_000
MOST_ON_A_PAGE: Final = 300_000
_MOST_BOOKMARKS: Final = 5000
_MOST_LINKS: Final = 200
_FEW: Final = 20
_LONGEST_ADDRESS: Final = 2000
_LOCKED: Final = frozenset((pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY))


def document(data: bytes) -> Document:
    """All that is read of the file.

    Raises:
        SourceRefused: it is damaged, locked by a password, or larger than any document is.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return _read(pdf)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in _LOCKED
        raise SourceRefused(Refusal.ENCRYPTED if locked else Refusal.DAMAGED) from error


def _read(pdf: pypdfium2.PdfDocument) -> Document:
    if len(pdf) > MOST_PAGES:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    found = Document(bookmarks=list(_bookmarks(pdf)))
    about = pdf.get_metadata_dict()
    found.title, found.author = about.get("Title", ""), about.get("Author", "")
    found.date = about.get("CreationDate", "")
    characters = 0
    for number in range(len(pdf)):
        characters += _read_page(pdf, number, found)
        if characters > MOST_CHARACTERS:
            raise SourceRefused(Refusal.TOO_COMPLEX)
    if not len(pdf):
        raise SourceRefused(Refusal.DAMAGED)
    return found


def _read_page(pdf: pypdfium2.PdfDocument, number: int, found: Document) -> int:
    """Add a page, a broken one as an empty one; how many characters stand on it."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        found.pages.append([])
        found.heights.append(0)
        return 0
    try:
        text = page.get_textpage()
        count = int(text.count_chars())
        if count > MOST_ON_A_PAGE:
            raise SourceRefused(Refusal.TOO_COMPLEX)
        found.pages.append([fragment for fragment in fragments(text, list(_targets(pdf, page))) if fragment.text])
        found.heights.append(page.get_height())
        found.pictured += count < _FEW and _is_pictured(page)
    except pypdfium2.PdfiumError:
        found.pages.append([])
        found.heights.append(0)
        return 0
    finally:
        page.close()
    return count


def _is_pictured(page: pypdfium2.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)), None) is not None


def _bookmarks(pdf: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for count, item in enumerate(pdf.get_toc(max_depth=6)):
        if count >= _MOST_BOOKMARKS:
            return
        target = item.get_dest()
        page = target.get_index() if target else None
        title = " ".join(item.get_title().split())
        if page is not None and title:
            yield Bookmark(title, item.level + 1, page)


def _targets(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[Target]:
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        address = ctypes.create_string_buffer(_LONGEST_ADDRESS)
        length = pdfium.FPDFAction_GetURIPath(pdf, action, address, _LONGEST_ADDRESS)
        url = address.value.decode("utf-8", "replace")
        if length <= _LONGEST_ADDRESS and url.startswith(("http://", "https://")) and not set(url) & set(" ()<>"):
            pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box))
            yield Target(url, box.left, box.bottom, box.right, box.top)
