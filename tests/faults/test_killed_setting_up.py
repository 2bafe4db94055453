"""Bots that are killed while they are set up in a chat, again and again from the start."""

import asyncio
import json
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import pytest

from bot.catalogue.setting_up import SettingUpWords
from bot.rendering.setting_up import STEPS, words_of
from knowledge.governance.setting_up import Place
from tests.fakes.telegram_server import Chat, Posted, TelegramServer
from tests.faults.commands import Commands
from tests.faults.handing_in import IMPATIENT, within
from tests.faults.kills import Kills, Moment
from tests.faults.sound import count, rows, sound
from tests.faults.test_killed_bots import RANDOM, ways
from tests.faults.traffic import PATIENCE, replies

MOMENTS: tuple[Moment, ...] = ("before it is known", *(RANDOM,) * 40)
"""Random ones: a bot that has been set up says nothing more until the next one is started."""

KINDS: Final = {Place.GROUPS: "supergroup", Place.EDITORS: "supergroup", Place.CHANNEL: "channel"}


@dataclass
class Operators:
    """Two who have the code at once; whoever becomes the admin says what is where. Then all of it is undone."""

    telegram: TelegramServer
    database: Path
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    orders: list[Posted] = field(default_factory=list)
    rounds: int = 0
    wrong: int = 0

    async def run(self) -> None:
        """Go on until it is enough."""
        while not self.enough.is_set():
            self.rounds += 1
            rivals = [6000 + 10 * self.rounds + n for n in range(2)]
            admin = await self._claimed(rivals)
            places = {place: self.telegram.group(f"{place}{self.rounds}", kind=kind) for place, kind in KINDS.items()}
            await self._set_up(self.telegram.private(admin), places)
            assert await rows(self.database, "SELECT user_id FROM roles") == [(admin,)]
            assert await count(self.database, "audits WHERE event = 'claim'") <= self.rounds
            if not self.enough.is_set():
                self._undo()

    async def _claimed(self, rivals: list[int]) -> int:
        """Who is the admin; a code that its process took to the grave is followed by another."""
        while True:
            async with asyncio.timeout(PATIENCE):
                while not (code := await self._code()):
                    await self.telegram.next_change(0.2)
            orders = [self.telegram.say(self.telegram.private(one), one, f"/setup {code}") for one in rivals]
            self.orders += orders
            await self.telegram.until(lambda: all(replies(one) for one in orders), PATIENCE)  # noqa: B023  awaited
            if admins := await rows(self.database, "SELECT user_id FROM roles WHERE role = 'admin'"):
                return int(admins[0][0])
            self.wrong += 1

    async def _code(self) -> str:
        found = await rows(self.database, "SELECT arguments FROM confirmations WHERE action = 'setup' ORDER BY id")
        return str(json.loads(found[0][0])["code"]) if found else ""

    async def _set_up(self, chat: Chat, places: dict[Place, Chat]) -> None:
        async with asyncio.timeout(PATIENCE):
            while lacking := await self._lacking(places):
                asked = _asked(chat, lacking)
                if asked is None:
                    self.telegram.say(chat, chat.id, "/start setup_again")
                    await self._soon(lambda: _asked(chat, lacking))
                    continue
                posted, place = asked
                key = next(n for n, one in enumerate(posted.keys) if "request_chat" in one)
                self.telegram.choose_chat(chat.id, posted, places[place], key=key)
                await self._soon(lambda: _asked(chat, lacking) != asked)  # noqa: B023  awaited here

    async def _lacking(self, places: dict[Place, Chat]) -> list[Place]:
        kept = {int(chat_id) for (chat_id,) in await rows(self.database, "SELECT chat_id FROM places")}
        return [place for place, chat in places.items() if chat.id not in kept]

    async def _soon(self, happens: Callable[[], object]) -> None:
        await within(IMPATIENT, self.telegram.until(happens, PATIENCE))

    def _undo(self) -> None:
        """As if nobody had set anything up."""
        with closing(sqlite3.connect(self.database, timeout=30)) as connection, connection:
            for table in ("roles", "places"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  ours


def _asked(chat: Chat, lacking: list[Place]) -> tuple[Posted, Place] | None:
    """The newest question for one of these."""
    words = {words_of(place, "ASK").say("zh"): place for place in STEPS if place in lacking}
    return next(((one, words[one.text]) for one in reversed(chat.log) if one.mine and one.text in words), None)


@pytest.mark.faults
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_setting_up_goes_on_where_it_was(deployment: Commands, telegram: TelegramServer) -> None:
    """Of two with the code one is the admin, each hears what came of it, every chosen chat has its part."""
    assert isinstance(deployment.database, Path)
    random = Random(7)  # noqa: S311  no secret
    deployment.policy["attempts"] = 1000  # kills come faster than in life
    operators, kills = Operators(telegram, deployment.database), Kills(deployment, telegram, random, ways())
    async with asyncio.TaskGroup() as tasks:
        setting_up = tasks.create_task(operators.run())
        for moment in MOMENTS:
            await kills(moment)
        operators.enough.set()
        await kills.start()
        await setting_up
        await telegram.until(lambda: telegram.updates.empty, PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while await count(deployment.database, "inbox WHERE state IN ('waiting', 'claimed')"):
                await telegram.next_change(0.2)
    deployment.signal(signal.SIGTERM)
    assert await deployment.ended() == 0, deployment.log[-3000:]
    claims = await count(deployment.database, "audits WHERE event = 'claim'")
    sys.stdout.write(f"{len(kills.done)} kills, {operators.rounds} times set up, {claims} claims written down,")
    sys.stdout.write(f" {operators.wrong} codes lost\n")
    won = [one.chat.id for one in operators.orders if any(_won(reply) for reply in replies(one))]
    assert len(set(won)) <= operators.rounds
    assert all(replies(one) for one in operators.orders)
    await sound(deployment.database, deployment.folder)


def _won(reply: Posted) -> bool:
    return reply.text == SettingUpWords.WON.say("zh")
