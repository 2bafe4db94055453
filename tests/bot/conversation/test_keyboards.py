"""The weekly's buttons as aiogram's."""

from bot.buttons import Button
from bot.conversation.keyboards import inline


def test_buttons_press_or_open() -> None:
    """Row by row; without any there is no keyboard."""
    markup = inline(((Button("通过", data="w:card:approve:1:2"), Button("网页", url="https://e.org")), ()))
    assert markup is not None
    ((press, link),) = markup.inline_keyboard
    assert (press.text, press.callback_data, press.url) == ("通过", "w:card:approve:1:2", None)
    assert (link.text, link.callback_data, link.url) == ("网页", None, "https://e.org")
    assert inline(()) is inline(((),)) is None
