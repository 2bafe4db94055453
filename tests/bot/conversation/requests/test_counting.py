"""What Telegram did not take is counted."""

from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import SendMessage

from bot.conversation.requests.counting import Counting
from bot.metrics import Metrics
from tests.bot.doubles import Conversation

METHOD = SendMessage(chat_id=1, text="x")


async def test_every_try_counts_by_the_name_of_its_failure() -> None:
    """So that a network that stumbles shows, even where the message went out in the end."""
    chat, metrics = Conversation(), Metrics()
    chat.session.middleware(Counting(metrics))
    gone = TelegramNetworkError(METHOD, "gone")
    chat.session.refusals = [gone, gone, TelegramBadRequest(METHOD, "Bad Request: can't parse entities")]
    assert len(await chat.say("什么")) == 1
    told = metrics.exposition(None, "")[0].decode()
    assert 'zixue_send_failures_total{kind="TelegramNetworkError"} 2.0' in told
    assert 'zixue_send_failures_total{kind="TelegramBadRequest"} 1.0' in told
