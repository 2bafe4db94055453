from knowledge.reading.formats.pdf.lines import Line
from knowledge.reading.formats.pdf.margins import without

HEIGHT = 800.0


def line(text: str, page: int, y: float) -> Line:
    """A line at that height."""
    return Line(text, 72, 500, y, y + 10, 10, False, False, page, 72, 500)  # noqa: FBT003


def kept(*pages: list[Line]) -> list[list[str]]:
    """What is left of each page."""
    return [[one.text for one in page] for page in without(pages, [HEIGHT] * len(pages))]


def test_a_line_goes_that_three_pages_have_at_the_same_height() -> None:
    """Numbers in it may differ; two pages of many may agree by chance."""
    pages = [[line(f"周报 {page}", page, 770), line(f"正文{'甲乙丙丁'[page]}", page, 400)] for page in range(4)]
    assert kept(*pages) == [["正文甲"], ["正文乙"], ["正文丙"], ["正文丁"]]
    assert kept(*[page[:1] if page[0].page < 2 else page[1:] for page in pages])[0] == ["周报 0"]


def test_a_line_in_the_middle_stays() -> None:
    """However often it is there."""
    assert kept(*[[line("同一句。", page, 400)] for page in range(4)]) == [["同一句。"]] * 4


def test_a_chapters_header_goes_by_its_page_number() -> None:
    """It counts on as the pages do, though its words are on one page only."""
    names = ("绪论", "方法", "实验", "结论")
    pages = [[line(f"{name} {page + 7}", page, 770), line(f"{name}。", page, 400)] for page, name in enumerate(names)]
    assert kept(*pages) == [[f"{name}。"] for name in names]


def test_page_numbers_go() -> None:
    """In whatever guise."""
    for number in ("3", "- 3 -", "第 3 页", "Page 3 of 9", "3 / 9", "iv"):
        assert kept([line("正文。", 0, 400), line(number, 0, 20)]) == [["正文。"]]


def test_lines_of_a_table_of_contents_go() -> None:
    """They end in dots and a page number."""
    assert kept([line("1 绪论 . . . . . . . . 3", 0, 400), line("正文......", 0, 300)]) == [["正文......"]]
