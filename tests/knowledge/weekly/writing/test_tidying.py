from knowledge.weekly.document import Break, Style, Styled, Text
from knowledge.weekly.writing.tidying import edged, joined, unbroken


def _strong(*texts: str) -> Styled:
    return Styled(Style.STRONG, tuple(map(Text, texts)))


def test_neighbours_of_one_kind_are_one() -> None:
    """Texts and styles run together, and no space stands beside a new line."""
    assert joined([Text("a"), Text("b "), Break(), Text(" "), Break(), _strong("c"), _strong("d")]) == [
        Text("ab"),
        Break(),
        _strong("cd"),
    ]
    assert unbroken([Text("a"), Break(), Text("b ")]) == (Text("a b"),)


def test_spaces_stand_outside_of_styles() -> None:
    """A style begins and ends with what is seen; one of spaces alone is none."""
    assert edged([Text(" a ")], lambda inside: Styled(Style.STRONG, inside)) == [Text(" "), _strong("a"), Text(" ")]
    assert edged([Text(" ")], lambda inside: Styled(Style.STRONG, inside)) == [Text(" ")]
