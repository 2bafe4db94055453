"""Issues as PDF: read back by another program."""

import ctypes
import datetime as dt
import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from knowledge.adapters.typst_printer import TypstPrinter
from knowledge.weekly.compiled import CompiledIssue, Site, StoredPicture
from knowledge.weekly.document import Items, Paragraph, Picture, Quote, Text
from tests.knowledge.weekly.rendering.printed_issue import one_note, paragraph, printed_issue

SITE = Site("https://weekly.example.org", "zixue_bot")


def picture() -> StoredPicture:
    """A small red one."""
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return StoredPicture("image/png", file.getvalue(), 40, 20)


async def printed(issue: CompiledIssue) -> bytes:
    """An issue with that picture."""
    return await TypstPrinter().pdf(issue, {12: picture()}, SITE)


@pytest.fixture
async def document() -> pypdfium2.PdfDocument:
    """A PDF with a bit of everything."""
    return pypdfium2.PdfDocument(await printed(printed_issue(corrected=dt.date(2026, 11, 23))))


def words(document: pypdfium2.PdfDocument) -> str:
    """All that can be copied out of it, without white space."""
    return "".join("".join(page.get_textpage().get_text_range() for page in document).split())


async def test_all_words_of_an_issue_can_be_copied(document: pypdfium2.PdfDocument) -> None:
    """Chinese too: titles, names, code, formulas, what was corrected and removed."""
    text = words(document)
    for needle in (
        "自学周刊第4期", "2026-11-21", "更正于2026-11-23", "本期主编：老王", "刊首语", "这一期谈门。", "本期内容",
        "#4-论1门为什么要两个", "A.Author、B.Author", "第2期小明也读过", "小红·转自某频道", "匿名", "二之一",
        "forxinxs:", "print(x<b>)", "模型", "0.9", "原话", "门的图", "（应作者要求删除）", "References", "TwoGates",
        "https://e.org/notes?a=1&b=2", "[2]", "𝜎",
    ):  # fmt: skip
        assert needle in text, needle
    assert "秘密" not in text


async def test_it_has_an_outline_and_says_what_it_is(document: pypdfium2.PdfDocument) -> None:
    """For readers that show one, and for libraries of files."""
    outline = [(item.level, item.get_title()) for item in document.get_toc()]
    assert (0, "论文速递") in outline
    assert (1, "#4-论1  门为什么要两个") in outline
    assert outline[-1] == (0, "References")
    about = document.get_metadata_dict()
    assert (about["Title"], about["Author"]) == ("自学周刊 第 4 期", "老王")
    assert about["CreationDate"].startswith("D:20261121")


async def test_the_same_issue_gives_the_same_bytes() -> None:
    """Whenever it is printed: a frozen issue is known by its hash."""
    issue = printed_issue()
    assert await printed(issue) == await printed(issue)


async def test_what_people_write_is_never_a_program() -> None:
    """Neither Typst's signs nor controls nor a formula that is none do anything but stand there."""
    hostile = '#panic("x") \\ " $x$ *a* _b_ <l> @r #{ } \u202e\x00\ud800 // /* `'
    note = (paragraph(hostile), *printed_issue().sections[1].entries[0].contributions[0].body)
    broken = one_note((*note, Paragraph((Text(hostile * 50),))), name=f'周{hostile}"')
    text = words(pypdfium2.PdfDocument(await printed(broken)))
    assert '#panic("x")\\"$x$*a*_b_<l>@r#{}' in text


async def test_what_cannot_be_set_is_printed_as_words() -> None:
    """A picture that is none, and lists in lists beyond what Typst takes, cost the issue its beauty and no word."""
    deep = paragraph("最深处")
    for _ in range(50):
        deep = Quote((Items(((deep,),)),))  # type: ignore[assignment]
    pictures = {12: replace(picture(), data=b"\x89PNG no picture")}
    data = await TypstPrinter().pdf(one_note((deep, Picture(12, "坏图"), paragraph("还在"))), pictures, SITE)
    text = words(pypdfium2.PdfDocument(data))
    assert "最深处" in text
    assert "还在" in text


async def test_common_signs_come_from_the_fonts_that_come_along() -> None:
    """A system's fonts, which look different on each machine, or lack, are only asked for what is rare."""
    signs = "汉字龘嘅鎔 αβγЖé 🎉🚀😀 ①②✓★→≤∑ مرحبا ไทย"
    page = pypdfium2.PdfDocument(await printed(one_note((paragraph(signs),))))
    assert signs.replace(" ", "")[:8] in words(page)
    used = {_font(shown) for sheet in page for shown in sheet.get_objects([raw.FPDF_PAGEOBJ_TEXT])}
    ours = {"NotoSerifSC", "NotoSansSC", "NotoSans", "NotoEmoji", "NotoSansSymbols", "NotoSansArabic", "NotoSansThai"}
    assert used <= ours, used - ours
    assert {"NotoSerifSC", "NotoEmoji", "NotoSansArabic"} <= used


def _font(shown: pypdfium2.PdfObject) -> str:
    """The name of the font that a stretch of text is set in."""
    font = raw.FPDFTextObj_GetFont(shown.raw)
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(font, name, 100)
    return name.value.decode().partition("-")[0].partition("+")[2] or name.value.decode().partition("-")[0]
