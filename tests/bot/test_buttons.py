"""What buttons say."""

import pytest

from bot.buttons import Press


def test_a_press_is_what_its_button_said() -> None:
    """With a short word of its own, and the number in it."""
    press = Press("note", "join", 12, 3, "45")
    assert Press.of(press.pack()) == press
    assert press.number == 45
    assert Press("note", "section", 12, 3, "study").number is None


@pytest.mark.parametrize("data", ["w:note:confirm:9999999999:1", "w:note:confirm:1:9999999999", "w:note:confirm:-1:1"])
def test_a_number_that_fits_into_no_column_is_no_press(data: str) -> None:
    """Data comes from programs that are no client of Telegram, too."""
    assert Press.of(data) is None
    assert Press("note", "join", 1, 1, "9" * 20).number is None
