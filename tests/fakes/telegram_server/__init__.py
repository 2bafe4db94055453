"""A faithful Bot API server for tests: real HTTP, Telegram's own rules and words, faults on demand.

In the test's own event loop::

    async with TelegramServer() as telegram:
        bot = Bot(telegram.token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))
        ming, group = User(7, "Ming"), telegram.group()
        telegram.say(group, ming, "/ask 什么是注意力？")
        await telegram.until(lambda: telegram.sent(group))
        telegram.press(ming, telegram.sent(group)[-1], "来源")
        telegram.fail("sendMessage", faults.reset(after_effect=True), chat=group)   # sent, but the bot does not hear

As a process of its own, which lives on when bots are killed: `RemoteTelegram.started()`.

Every rule cites the Bot API documentation or the source of tdlib/telegram-bot-api and tdlib/td. What is not like
Telegram, on purpose: webhooks may be http on any port (as with `--local`); Markdown is refused; links, mentions and
hashtags are found by rough patterns; albums, polls, payments, inline mode and business accounts are missing.
"""

from tests.fakes.telegram_server import faults
from tests.fakes.telegram_server.chats import Chat, Posted, User
from tests.fakes.telegram_server.limits import Limits
from tests.fakes.telegram_server.remote import RemoteTelegram
from tests.fakes.telegram_server.server import TelegramServer
from tests.fakes.telegram_server.world import TOKEN, Call

__all__ = ["TOKEN", "Call", "Chat", "Limits", "Posted", "RemoteTelegram", "TelegramServer", "User", "faults"]
