"""A faithful Bot API server for tests: real HTTP, Telegram's own rules and words, faults on demand.

In the test's own event loop::

    async with TelegramServer() as telegram:
        bot = Bot(telegram.token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))
        ming, group = User(7, "Ming"), telegram.group()
        telegram.say(group, ming, "/ask 什么是注意力？")
        await telegram.until(lambda: telegram.sent(group))
        telegram.press(ming, telegram.sent(group)[-1], "来源")
        telegram.fail("sendMessage", faults.reset(after_effect=True), chat=group)   # sent, but the bot does not hear

Members send more than text::

        telegram.photograph(7, ming, Upload("loss.png", png), "/submit")         # PhotoSize list, largest last
        telegram.album(7, ming, [Upload("a.png", png), Upload("b.png", png)], "两张图")     # one message each
        telegram.share(7, ming, Upload("note.md", b"# ..."))                        # a document
        telegram.forward(7, ming, "转来的话", origins.from_hidden_user("某人"))
        telegram.paste(7, ming, "长文" * 5000)                                       # messages of at most 4,096

As a process of its own, which lives on when bots are killed: `RemoteTelegram.started()`.

Every rule cites the Bot API documentation or the source of tdlib/telegram-bot-api and tdlib/td. What is not like
Telegram, on purpose: webhooks may be http on any port (as with `--local`); Markdown is refused; links, mentions and
hashtags are found by rough patterns; albums of the bot, polls, payments,
chosen inline results and business accounts are missing.
"""

from tests.fakes.telegram_server import faults, origins
from tests.fakes.telegram_server.asked import Upload
from tests.fakes.telegram_server.chats import Chat, Posted, User
from tests.fakes.telegram_server.limits import Limits
from tests.fakes.telegram_server.remote import RemoteTelegram
from tests.fakes.telegram_server.server import TelegramServer
from tests.fakes.telegram_server.world import TOKEN, Call

__all__ = [
    "TOKEN",
    "Call",
    "Chat",
    "Limits",
    "Posted",
    "RemoteTelegram",
    "TelegramServer",
    "Upload",
    "User",
    "faults",
    "origins",
]
