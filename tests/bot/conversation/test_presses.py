"""What buttons say, as handlers take it."""

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, User

from bot.conversation.answering.concluding import Again, Want
from bot.conversation.answering.stopping import Stop
from bot.conversation.leafing import Leaf

PERSON = User(id=7, is_bot=False, first_name="小明")
TOO_LONG = "99999999999999999999"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        *[(kind, f"{kind.__prefix__}:{number}") for kind in (Again, Want) for number in (TOO_LONG, "-1", "x", "")],
        *[(Stop, f"stop:{number}") for number in (TOO_LONG, f"-{TOO_LONG}")],
        *[(Leaf, f"leaf:entry:{number}:e1") for number in (TOO_LONG, "-1")],
    ],
)
async def test_a_number_that_fits_into_no_column_is_no_press(kind: type[CallbackData], data: str) -> None:
    """Programs that are no client of Telegram's press what they like: no handler gets it."""
    query = CallbackQuery(id="1", from_user=PERSON, chat_instance="1", data=data)
    assert await kind.filter()(query) is False


@pytest.mark.parametrize("data", [Again(exchange=1), Want(exchange=999_999_999), Stop(asker=-1_002_345_678_901)])
async def test_a_number_of_a_row_or_a_chat_is_one(data: CallbackData) -> None:
    """As the bot itself writes it."""
    query = CallbackQuery(id="1", from_user=PERSON, chat_instance="1", data=data.pack())
    assert await type(data).filter()(query) == {"callback_data": data}
