"""When a process is killed, and whether that explains what came twice."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Literal

from tests.fakes.telegram_server import Posted, TelegramServer, faults
from tests.faults.commands import Commands
from tests.faults.traffic import sendings

Moment = Literal["random", "before it is sent", "before it is known", "after it is known"]
NAMED: tuple[Moment, ...] = ("before it is sent", "before it is known", "after it is known")
PATIENCE = 60.0


@dataclass(slots=True)
class Kill:
    """A kill: from when it was ordered until the next process was started nothing but the killed one can have sent."""

    moment: Moment
    ordered: float
    over: float = math.inf


@dataclass(frozen=True, slots=True)
class Double:
    """A message that came again: the kill that lies between, and how long before that it came first, in ms."""

    moment: Moment | None
    after: float


@dataclass
class Kills:
    """Kills `zixue run` at random times and at the moments of a sending, by what Telegram has on record."""

    commands: Commands
    telegram: TelegramServer
    random: Random
    ways: Sequence[Mapping[str, str]]
    """Settings, of which each process gets one set."""
    longest: float = 1.0
    """Seconds that a process lives at most, where it is killed at random; follows how long an answer takes."""
    done: list[Kill] = field(default_factory=list)

    async def start(self) -> None:
        """Start a bot."""
        self.commands.env.update(self.random.choice(self.ways))
        if self.done:
            self.done[-1].over = self.telegram.clock.elapsed()
        await self.commands.start("run")

    async def __call__(self, moment: Moment) -> None:
        """Start a bot, and kill it."""
        await self.start()
        began = time.monotonic()
        await self._wait(moment)
        if moment != "random":
            self.longest = 1.5 * (time.monotonic() - began)
        self.done.append(Kill(moment, self.telegram.clock.elapsed()))
        await self.commands.kill()
        self.telegram.faults.planned.clear()
        self.telegram.faults.release()

    async def _wait(self, moment: Moment) -> None:
        telegram = self.telegram
        if moment == "random":
            await asyncio.sleep(self.random.uniform(0.0, self.longest))
        elif moment == "after it is known":
            before = sum(call.status == 200 for call in telegram.called("sendMessage"))
            sent = lambda: sum(call.status == 200 for call in telegram.called("sendMessage")) > before  # noqa: E731
            await telegram.until(sent, PATIENCE)
        else:
            telegram.fail("sendMessage", faults.hang(after_effect=moment == "before it is known"), times=-1)
            await telegram.until(lambda: telegram.faults.hanging, PATIENCE)

    def doubles(self, asked: Sequence[Posted]) -> Iterator[Double]:
        """Which questions were answered again, and why."""
        sent = sendings(self.telegram)
        for one in asked:
            calls = sent[one.chat.id, one.message_id]
            for first, second in pairwise(calls):
                kill = next((one for one in self.done if first.at <= one.over and one.ordered <= second.at), None)
                after = max(0.0, kill.ordered - first.at) * 1000 / self.telegram.clock.speed if kill else 0.0
                yield Double(kill.moment if kill else None, after)

    def told(self, doubles: Sequence[Double]) -> str:
        """A line for whoever reads the run."""
        count = Counter(kill.moment for kill in self.done)
        again = Counter(double.moment for double in doubles)
        window = sorted(round(double.after) for double in doubles if double.moment == "random")
        return f"kills {dict(count)}, doubled {dict(again)}, window of the random ones in ms {window};"
