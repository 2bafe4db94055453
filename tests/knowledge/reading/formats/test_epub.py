import datetime as dt
import io
import zipfile
from collections.abc import Mapping

import pytest

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import formats
from knowledge.reading.formats import epub

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def book(chapters: Mapping[str, str], about: str = "", extra: Mapping[str, str] = {}, items: str = "") -> bytes:
    """A book of these chapters, in this order."""
    manifest = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    metadata = f"<metadata {DUBLIN}>{about}</metadata>"
    package = f"<package>{metadata}<manifest>{manifest}{items}</manifest><spine>{spine}</spine></package>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        for name, content in chapters.items():
            archive.writestr(f"OEBPS/{name}", f"<html><head><title>头</title></head><body>{content}</body></html>")
        for name, content in extra.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def text(data: bytes) -> str:
    """The text of the page made of it."""
    return epub.read("a.epub", data, None).text


def refusal(data: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(SourceRefused) as caught:
        text(data)
    return caught.value.refusal


def test_a_book_is_known_by_its_first_part() -> None:
    """Whatever it is called."""
    assert formats.of("a.zip", book({"a": "<p>x</p>"})) is epub


def test_chapters_come_in_the_order_of_the_spine() -> None:
    """Not in that of the archive."""
    data = book({"b.xhtml": "<h1>乙</h1><p>先。</p>", "a.xhtml": "<h1>甲</h1><p>后。</p>"})
    assert text(data) == "# 乙\n\n先。\n\n# 甲\n\n后。"


NAV = """<html xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>
<li><a href="a.xhtml">第一章</a><ol><li><a href="b.xhtml#top">第一节</a></li></ol></li></ol></nav></body></html>"""
NCX = """<ncx><navMap><navPoint><navLabel><text>第一章</text></navLabel><content src="a.xhtml"/><navPoint><navLabel>
<text>第一节</text></navLabel><content src="b.xhtml#top"/></navPoint></navPoint></navMap></ncx>"""


@pytest.mark.parametrize(
    ("name", "content", "item"),
    [
        ("nav.xhtml", NAV, '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'),
        ("toc.ncx", NCX, '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'),
    ],
    ids=["version 3", "version 2"],
)
def test_the_table_of_contents_names_chapters(name: str, content: str, item: str) -> None:
    """Where they do not name themselves, at the depth it has them; a heading of theirs goes below."""
    data = book(
        {"a.xhtml": "<p>引言。</p>", "b.xhtml": "<h1>第一节</h1><h2>点积</h2><p>正文。</p>"},
        "",
        {f"OEBPS/{name}": content},
        item,
    )
    assert text(data) == "# 第一章\n\n引言。\n\n## 第一节\n\n### 点积\n\n正文。"


def test_title_author_and_date_are_the_books_own() -> None:
    """The title is its first heading."""
    about = "<dc:title>注意力</dc:title><dc:creator>王小明</dc:creator><dc:date>2021-03-04</dc:date>"
    page = epub.read("a.epub", book({"a": "<h1>甲</h1><p>正文。</p>"}, about), None)
    assert (page.title, page.author, page.date) == ("注意力", "王小明", dt.date(2021, 3, 4))
    assert page.text == "# 注意力\n\n## 甲\n\n正文。"


def encryption(algorithm: str) -> dict[str, str]:
    """The part that says how others are encrypted."""
    method = f'<EncryptionMethod xmlns="http://www.w3.org/2001/04/xmlenc#" Algorithm="{algorithm}"/>'
    return {"META-INF/encryption.xml": f"<encryption>{method}</encryption>"}


def test_a_protected_book_is_called_encrypted() -> None:
    """One in which only the fonts are garbled is not."""
    chapters = {"a": "<p>正文。</p>"}
    assert refusal(book(chapters, "", encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))) == Refusal.ENCRYPTED
    assert text(book(chapters, "", encryption("http://www.idpf.org/2008/embedding"))) == "正文。"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04rubbish", Refusal.DAMAGED),
        (book({})[:-60], Refusal.DAMAGED),
        (book({"a": "<div>" * 300 + "x" + "</div>" * 300}), Refusal.TOO_COMPLEX),
        (book({"a": "<ul><li>" * 200 + "x"}), Refusal.TOO_COMPLEX),
        (book({"a": "<p>x</p>" * 800_000}), Refusal.TOO_COMPLEX),
        (book({f"{n}": "x" * 29_000_000 for n in range(4)}), Refusal.TOO_COMPLEX),
    ],
    ids=["no archive", "cut off", "depth", "lists", "tags", "bytes"],
)
def test_damage_and_bombs_are_refused(data: bytes, reason: Refusal) -> None:
    """Each with its reason."""
    assert refusal(data) == reason


def test_a_chapter_that_the_spine_names_twice_is_read_once() -> None:
    """However often: a small archive cannot become a long book."""
    package = '<package><manifest><item id="a" href="a" media-type="text/html"/></manifest><spine>'
    package += '<itemref idref="a"/>' * 1000 + "</spine></package>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/a", "<p>正文。</p>")
    assert text(buffer.getvalue()) == "正文。"
