"""The buttons that turn pages."""

import pytest

from bot.rendering.turning import turning


@pytest.mark.parametrize(
    ("page", "pages", "texts"),
    [
        (0, 1, []),
        (0, 3, ["Next › (2/3)"]),
        (1, 3, ["‹ Previous (1/3)", "Next › (3/3)"]),
        (2, 3, ["‹ Previous (2/3)"]),
        (0, 0, []),
    ],
)
def test_there_is_a_way_to_each_neighbour(page: int, pages: int, texts: list[str]) -> None:
    """None before the first page or after the last."""
    assert [one.text for one in turning(page, pages, "en", str)] == texts


def test_a_button_says_which_page_it_leads_to() -> None:
    """Counted from 0, while people read numbers from 1."""
    assert [one.data for one in turning(1, 3, "zh", "page {}".format)] == ["page 0", "page 2"]
