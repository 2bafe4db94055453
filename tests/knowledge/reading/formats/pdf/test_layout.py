from knowledge.reading.formats.pdf.layout import lines
from knowledge.reading.formats.pdf.lines import Fragment


def fragment(text: str, x0: float, x1: float, y: float) -> Fragment:
    """Ten points high."""
    return Fragment(text, x0, x1, y, y + 10, 10)


def texts(*fragments: Fragment) -> list[str]:
    """The lines in their order."""
    return [line.text for line in lines(fragments, 0)]


def test_fragments_of_one_line_join_from_left_to_right() -> None:
    """Those beside each other without a space, a step apart with one, Chinese closely."""
    assert texts(fragment("tention", 91, 120, 700), fragment("At", 72, 91, 701)) == ["Attention"]
    assert texts(fragment("b", 95, 110, 700), fragment("a", 72, 91, 700)) == ["a b"]
    assert texts(fragment("力", 95, 110, 700), fragment("注意", 72, 91, 700)) == ["注意力"]


def test_lines_over_both_columns_stand_between_them() -> None:
    """What is above them is read before, what is below after; a table's narrow columns are rows."""
    columns = [
        fragment(f"{side}{row}", 72 + 230 * (side == "右"), 282 + 230 * (side == "右"), 700 - 14 * row)
        for row in range(14)
        for side in "左右"
        if row != 7
    ]
    found = texts(*columns, fragment("通栏", 72, 512, 602))
    above, below = range(7), range(8, 14)
    assert found == [
        *(f"{side}{row}" for side in "左右" for row in above),
        "通栏",
        *(f"{side}{row}" for side in "左右" for row in below),
    ]


def test_a_table_is_read_row_by_row() -> None:
    """Its columns are narrow."""
    cells = [
        fragment(f"{column}{row}", x, x + 20, 700 - 14 * row)
        for row in range(8)
        for column, x in (("a", 72), ("b", 300))
    ]
    assert texts(*cells) == [f"a{row} b{row}" for row in range(8)]
