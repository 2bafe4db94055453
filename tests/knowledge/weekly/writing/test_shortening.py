import pytest

from knowledge.weekly.writing import parsed, plain, shortened


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("一。二。三。", 6, "一。二。三。"),
        ("一。**二。三。**四", 5, "一。二。"),
        ("一\n\n二二二二", 3, "一"),
        ("- 一\n- 二\n- 三", 4, "一\n二"),
        ("没有句号的长话", 4, "没有句号"),
        ("> 一。二。", 3, "一。"),
    ],
)
def test_a_text_ends_with_a_whole_piece(text: str, limit: int, kept: str) -> None:
    """A block, an item or a sentence; only a first sentence that is too long is cut."""
    document, cut = shortened(parsed(text), limit)
    assert (plain(document), cut) == (kept, kept != plain(parsed(text)))
