import datetime as dt
import io
import zipfile

import docx as python_docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import formats
from knowledge.reading.formats import docx
from knowledge.records import Page

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def saved(document: Document) -> bytes:
    """The document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document: Document) -> Page:
    """The page that the format makes of it."""
    return docx.read("a.docx", saved(document), None)


def text(document: Document) -> str:
    """The text of that page."""
    return read(document).text


def packed(parts: dict[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def body(inner: str, before: str = "") -> bytes:
    """A document with nothing but this in its body."""
    return packed({docx._MAIN: f'{before}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'})  # noqa: SLF001


def refusal(data: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(SourceRefused) as caught:
        docx.read("a.docx", data, None)
    return caught.value.refusal


def insert(paragraph: Paragraph, inner: str) -> None:
    """Put an element at the paragraph's end."""
    paragraph._p.append(parse_xml(inner))  # noqa: SLF001  python-docx has no name for these


def test_a_document_is_known_by_its_parts() -> None:
    """Whatever it is called; other archives are none."""
    assert formats.of("a.bin", saved(python_docx.Document())) is docx
    assert formats.of("a.xlsx", packed({"xl/workbook.xml": "<a/>"})) is not docx


def test_headings_are_those_of_the_styles() -> None:
    """The title is the first level where the file names it."""
    document = python_docx.Document()
    document.core_properties.title = "注意力笔记"
    document.add_heading("点积", 1)
    document.add_paragraph("正文。")
    document.add_heading("缩放", 2)
    document.add_paragraph("正文。")
    assert text(document) == "# 注意力笔记\n\n## 点积\n\n正文。\n\n### 缩放\n\n正文。"


def test_chinese_style_names_are_headings() -> None:
    """As a Chinese Word writes them."""
    document = python_docx.Document()
    document.styles.add_style("标题 2", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("点积", "标题 2")
    document.add_paragraph("正文。")
    assert text(document) == "## 点积\n\n正文。"


def test_without_styles_a_short_bold_line_is_a_heading() -> None:
    """Many write so."""
    document = python_docx.Document()
    document.add_paragraph().add_run("一、点积").bold = True
    document.add_paragraph("正文。").add_run("重要").bold = True
    assert text(document) == "## 一、点积\n\n正文。重要"


def test_lists_are_lists() -> None:
    """Numbered ones with their numbers."""
    document = python_docx.Document()
    for words, style in (("甲", "List Bullet"), ("乙", "List Bullet"), ("一", "List Number"), ("二", "List Number")):
        document.add_paragraph(words, style)
    assert text(document) == "- 甲\n- 乙\n1. 一\n2. 二"


def test_tables_are_tables() -> None:
    """A cell over two columns leaves the second empty; a sign of columns in a cell is none."""
    document = python_docx.Document()
    table = document.add_table(2, 3)
    for cell, words in zip(table.row_cells(0), "甲乙丙", strict=True):
        cell.text = words
    table.cell(1, 0).merge(table.cell(1, 1)).text = "a|b"
    table.cell(1, 2).text = "c"
    assert text(document) == "| 甲 | 乙 | 丙 |\n| --- | --- | --- |\n| a\\|b |  | c |"


def test_code_styles_are_fenced() -> None:
    """Lines that follow each other in one fence, with their spaces."""
    document = python_docx.Document()
    document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("代码：")
    document.add_paragraph("def f(x):", "Source Code")
    document.add_paragraph("    return x", "Source Code")
    assert text(document) == "代码：\n\n```\ndef f(x):\n    return x\n```"


def test_links_keep_their_address() -> None:
    """Those by relation and those by field."""
    document = python_docx.Document()
    paragraph = document.add_paragraph("见")
    target = document.part.relate_to("https://example.org/p", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    insert(paragraph, f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>论文</w:t></w:r></w:hyperlink>')
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText> HYPERLINK "https://example.org/c" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>代码</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        insert(paragraph, f"<w:r {nsdecls('w')}>{inner}</w:r>")
    assert text(document) == "见[论文](https://example.org/p)[代码](https://example.org/c)"


def test_what_was_struck_out_is_gone() -> None:
    """And what was put in its place is there."""
    document = python_docx.Document()
    paragraph = document.add_paragraph("学习率")
    insert(paragraph, f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>很大</w:delText></w:r></w:del>')
    insert(paragraph, f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>很小</w:t></w:r></w:ins>')
    insert(paragraph, f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>（藏）</w:t></w:r>")
    assert text(document) == "学习率很小"


def test_formulas_become_tex() -> None:
    """In a line and on one of their own."""
    document = python_docx.Document()
    fraction = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    insert(document.add_paragraph("其中"), f"<m:oMath {MATH}>{fraction}</m:oMath>")
    insert(document.add_paragraph(), f"<m:oMathPara {MATH}><m:oMath>{fraction}</m:oMath></m:oMathPara>")
    assert text(document) == r"其中$\frac{a}{b}$" + "\n\n" + r"$$\frac{a}{b}$$"


def test_a_formula_that_cannot_be_read_is_marked() -> None:
    """It never goes without a trace."""
    document = python_docx.Document()
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    ole = f'<w:r {nsdecls("w")}><w:object><o:OLEObject {office} ProgID="Equation.DSMT4"/></w:object></w:r>'
    insert(document.add_paragraph("损失为"), ole)
    insert(document.add_paragraph("其中"), f"<m:oMath {MATH}/>")
    assert text(document) == "损失为〔公式缺失〕\n\n其中〔公式缺失〕"


def test_a_footnote_stands_below_its_paragraph() -> None:
    """So that it stays in the entry that it belongs to."""
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注。</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>'
    main = (
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/>'
        "</w:r></w:p><w:p><w:r><w:t>下一段</w:t></w:r></w:p></w:body></w:document>"
    )
    page = docx.read("a.docx", packed({"word/document.xml": main, "word/footnotes.xml": notes}), None)
    assert page.text == "正文[^2]\n\n[^2]: 脚注。\n\n下一段"


def test_a_text_box_is_read_once() -> None:
    """Word writes each twice, for older programs."""
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    data = body(f"<w:p><w:r><w:t>框外</w:t>{both}</mc:AlternateContent></w:r></w:p>")
    assert docx.read("a.docx", data, None).text == "框外\n\n框中"


def test_title_author_and_date_are_the_files_own() -> None:
    """As far as they are sensible: a program's name is nobody's."""
    document = python_docx.Document()
    document.core_properties.title = "Microsoft Word - 1.doc"
    document.core_properties.author = "Administrator"
    document.core_properties.modified = dt.datetime(2023, 5, 6, tzinfo=dt.UTC)
    document.add_paragraph("正文。")
    page = read(document)
    assert (page.title, page.author, page.date, page.text) == (None, None, dt.date(2023, 5, 6), "正文。")


def test_a_document_with_a_password_is_called_encrypted() -> None:
    """It is a compound file then, in which the document lies as one package."""
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert formats.of("a.docx", data) is docx
    assert refusal(data) == Refusal.ENCRYPTED


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1 if n else str()};' * 10}'>" for n in range(12)
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04rubbish", Refusal.DAMAGED),
        (packed({"word/document.xml": "<w:document"}), Refusal.DAMAGED),
        (packed({"word/other.xml": "<a/>"}), Refusal.DAMAGED),
        (body("<w:p/>" * 1_600_000), Refusal.TOO_COMPLEX),
        (packed({"word/document.xml": bytes(40_000_000)}), Refusal.TOO_COMPLEX),
        (body("<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40), Refusal.TOO_COMPLEX),
    ],
    ids=["no archive", "cut off", "no main part", "tags", "bytes", "depth"],
)
def test_damage_and_bombs_are_refused(data: bytes, reason: Refusal) -> None:
    """Before they take time or memory."""
    assert refusal(data) == reason


def test_entities_stay_closed() -> None:
    """A file of this machine is not read, and ten laughs do not become a billion."""
    paragraph = "<w:p><w:r><w:t>你好{}</w:t></w:r></w:p>"
    outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    assert docx.read("a.docx", body(paragraph.format("&e;"), outside), None).text == "你好"
    assert refusal(body(paragraph.format("&a11;"), LAUGHS + "]>")) == Refusal.DAMAGED


def test_a_header_that_lies_about_its_length_is_found_out() -> None:
    """What comes out is counted, not what is announced."""
    data = bytearray(body("<w:p/>" * 1000))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert refusal(bytes(data)) == Refusal.DAMAGED
