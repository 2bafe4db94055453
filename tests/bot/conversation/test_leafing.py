"""Buttons that turn pages."""

from bot.conversation.leafing import Leaf, keyboard
from bot.rendering import Audience

ZH = Audience("zh", "zixue_bot")


def targets(page: int, count: int) -> list[int]:
    """The pages that the buttons under a page lead to."""
    buttons = keyboard(["x"] * count, Leaf(kind="entry", identifier="e1", page=page), ZH)
    row = buttons.inline_keyboard[0] if buttons else []
    return [Leaf.unpack(button.callback_data or "").page for button in row]


def test_one_page_has_no_buttons() -> None:
    """There is nowhere to go."""
    assert targets(0, 1) == []


def test_the_buttons_lead_to_the_neighbours() -> None:
    """And not beyond the ends."""
    assert targets(0, 3) == [1]
    assert targets(1, 3) == [0, 2]
    assert targets(2, 3) == [1]


def test_button_data_fits_a_long_id() -> None:
    """Telegram takes 64 bytes."""
    assert len(Leaf(kind="sources", identifier="f" * 40, page=9999).pack().encode()) <= 64
