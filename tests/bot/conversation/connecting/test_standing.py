"""Where the bot may write."""

from bot.conversation.connecting.standing import closed
from tests.fakes.telegram_server import TelegramServer


async def test_a_chat_is_closed_where_the_bot_is_not_or_may_not_write(telegram: TelegramServer) -> None:
    """A channel takes posts of its administrators only; nobody is asked about a private chat."""
    group, muted, left = telegram.group(), telegram.group(bot="restricted"), telegram.group(bot="kicked")
    mine, read = telegram.group(kind="channel", bot="administrator"), telegram.group(kind="channel")
    person = telegram.private(telegram.user(7))
    chats = [one.id for one in (group, muted, left, mine, read, person)]
    assert await closed(telegram.token, chats, api_url=telegram.url) == {muted.id, left.id, read.id}
