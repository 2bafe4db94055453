"""What time it is at Telegram's: the dates of messages are by that clock, and ours may be wrong."""

import datetime as dt
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams, hdrs

from knowledge.ports import Clock


class TimedSession(AiohttpSession):
    """A session that notes how far our clock is ahead of the server's, which each of its responses tells.

    Source: RFC 9110, 6.6.1
    """

    def __init__(self, api: TelegramAPIServer, clock: Clock) -> None:
        super().__init__(api=api)
        self.clock = clock
        self.ahead = dt.timedelta(0)

    async def create_session(self) -> ClientSession:
        """The library's own, with an ear for responses."""
        session = await super().create_session()
        if not session.trace_configs:
            ear = TraceConfig()
            ear.on_request_end.append(self._listen)
            ear.freeze()
            session.trace_configs.append(ear)
        return session

    async def _listen(self, _session: ClientSession, _context: SimpleNamespace, ended: TraceRequestEndParams) -> None:
        try:
            said = parsedate_to_datetime(ended.response.headers.get(hdrs.DATE, ""))
        except ValueError:
            return
        self.ahead = self.clock.now() - (said if said.tzinfo else said.replace(tzinfo=dt.UTC))


def ahead_of_telegram(bot: Bot) -> dt.timedelta:
    """How far our clock is ahead of Telegram's, as far as that is known."""
    return bot.session.ahead if isinstance(bot.session, TimedSession) else dt.timedelta(0)
