from knowledge.reading.formats.pdf.headings import mark
from knowledge.reading.formats.pdf.lines import Bookmark, Line, Paragraph


def paragraph(text: str, size: float = 10, page: int = 0, *, bold: bool = False) -> Paragraph:
    """One of a single line."""
    return Paragraph([Line(text, 72, 500, 700, 710, size, bold, False, page, 72, 500)], text)  # noqa: FBT003


BODY = "正文" * 100 + "。"


def levels(*paragraphs: Paragraph, bookmarks: tuple[Bookmark, ...] = ()) -> list[int]:
    """What level each is given."""
    mark(paragraphs, bookmarks)
    return [one.level for one in paragraphs]


def test_sizes_above_the_bodys_are_levels() -> None:
    """Not for sentences, numbers, or long text."""
    assert levels(paragraph("题", 20), paragraph("节", 14), paragraph(BODY)) == [1, 2, 0]
    assert levels(paragraph("这是一句。", 14), paragraph("3.14", 14), paragraph(BODY, 14), paragraph(BODY)) == [0] * 4


def test_bold_lines_are_below_those() -> None:
    """By the depth of their number; captions are none."""
    found = [paragraph(text, bold=True) for text in ("1 Intro", "1.2 Data", "Abstract", "Table 1: Scores")]
    assert levels(paragraph("题", 20), *found, paragraph(BODY)) == [1, 2, 3, 2, 0, 0]


def test_bookmarks_win() -> None:
    """They know which lines are headings, however those look; their numbers need not agree."""
    marks = (Bookmark("绪论", 1, 0), Bookmark("Data", 2, 1))
    parts = (
        paragraph("题", 20),
        paragraph("绪论"),
        paragraph(BODY),
        paragraph("1.2 Data", 10, 1),
        paragraph("大", 14, 1),
    )
    assert levels(*parts, bookmarks=marks) == [1, 2, 0, 3, 0]


def test_bookmarks_that_are_not_in_the_text_are_no_help() -> None:
    """The looks decide then."""
    assert levels(paragraph("题", 20), paragraph(BODY), bookmarks=(Bookmark("x", 1, 0), Bookmark("y", 1, 0))) == [1, 0]
