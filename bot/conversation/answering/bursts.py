"""Several messages of one person within seconds are one question: it is asked when no more of it can be expected."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from aiogram import Bot
from aiogram.types import TelegramObject

from bot.bursts import Burst, burst_of, joined
from bot.conversation.connecting.telegram_time import ahead_of_telegram
from knowledge.ports import Clock
from knowledge.spine.endings import TryAgain
from knowledge.spine.inbox import Claim, Following, Inbox

_LOOKED_AT: Final = 50
"""How many updates behind a question are looked at: other people write in between."""

_PATIENCE: Final = 3
"""How many times the pause between two messages a question is held back at most; its lane waits as long."""

_SECOND: Final = dt.timedelta(seconds=1)
"""The fraction that the date of a message lacks at most."""


@dataclass(frozen=True, slots=True)
class Bursts:
    """Holds a question back while more of it may come, and joins what has come; `worker` holds the claims.

    Messages at most `seconds` apart are one, of at most `limit` characters.
    """

    inbox: Inbox
    clock: Clock
    worker: str
    seconds: float
    limit: int

    async def gather(self, claim: Claim, ahead: dt.timedelta) -> None:
        """Return where the question is whole; `ahead` is our clock of Telegram's.

        Raises:
            TryAgain: it may go on, or was more than one message and is one by now.
            LibraryUnavailable: what waits behind it cannot be asked.
        """
        if burst_of(claim.payload, (), self.seconds, self.limit) is None:
            return
        behind = await self.inbox.following(claim.id, _LOOKED_AT)
        burst = burst_of(claim.payload, (one.payload for one in behind), self.seconds, self.limit)
        if burst is None:
            return
        more = [behind[place] for place in burst.places]
        pause = self._pause(claim, burst, more, ahead)
        if pause > dt.timedelta(0):
            raise TryAgain(pause, counted=False)
        if more:
            whole, ids = joined(claim.payload, [one.payload for one in more]), [one.id for one in more]
            await self.inbox.join(claim.id, self.worker, whole, ids, self.clock.now())
            raise TryAgain(dt.timedelta(0), counted=False)  # it is taken anew, as what it is now

    def _pause(self, claim: Claim, burst: Burst, more: list[Following], ahead: dt.timedelta) -> dt.timedelta:
        """How long more of it may come; after an outage that is over, however new everything is here."""
        if burst.is_over:
            return dt.timedelta(0)
        now, rest = self.clock.now(), dt.timedelta(seconds=self.seconds)
        arrived = max((one.arrived_at for one in more), default=claim.arrived_at)
        sent = dt.datetime.fromtimestamp(burst.last, dt.UTC) + _SECOND + ahead
        end = min(min(arrived, sent) + rest, claim.arrived_at + _PATIENCE * rest)
        return min(end - now, rest)  # no clock that was put back makes it longer


async def gathered(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """A middleware of what is asked: the handler gets what is whole; nothing is held back where there is no inbox.

    Raises:
        TryAgain: it is not whole yet, or not one message.
    """
    bursts: Bursts | None = data.get("bursts")
    claim: Claim | None = data.get("claim")
    bot: Bot = data["bot"]
    if bursts is not None and claim is not None:
        await bursts.gather(claim, ahead_of_telegram(bot))
    return await handler(event, data)
