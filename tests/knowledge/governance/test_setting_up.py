"""Setting a deployment up: the code, and the parts of chats."""

import asyncio
from pathlib import Path

from bot.wiring.governance import governance_ports_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places
from knowledge.governance.setting_up import Chosen, ClaimBot, Claimed, OfferCode, Place, SetPlace
from tests.fakes import FixedClock


async def test_of_two_who_have_the_code_at_once_one_is_the_admin(database: Path | str) -> None:
    """Two processes that offer a code at once offer the same."""
    async with open_engine(database) as engine:
        kept, clock = governance_ports_of(engine), FixedClock()
        granted = Granted(kept.roles)
        offer = OfferCode(kept.confirmations, granted, clock)
        codes = await asyncio.gather(offer(), offer())
        claim = ClaimBot(kept.confirmations, granted, kept.admissions, kept.set_up, clock)
        ends = await asyncio.gather(*(claim(person, f" {str(codes[0]).upper()} ") for person in (7, 8, 9)))
        assert len(set(codes)) == 1
        assert ends.count(Claimed.WON) == 1
        assert await granted.everybody() == {(7, 8, 9)[ends.index(Claimed.WON)]}
        assert await offer() is None


async def test_parts_are_given_and_taken_with_an_audit_of_each_change(sqlite_database: Path) -> None:
    """A group comes beside the others, any other chat in the place of the one before; the same again is no change."""
    async with open_engine(sqlite_database) as engine:
        kept = governance_ports_of(engine)
        set_place = SetPlace(kept.set_up, kept.admissions, FixedClock())
        for place, chat in ((Place.GROUPS, -1), (Place.GROUPS, -2), (Place.CHANNEL, -3), (Place.CHANNEL, -4)):
            await set_place.give(place, Chosen(chat, "supergroup"), 7)
        await set_place.give(Place.CHANNEL, Chosen(-4, "channel"), 7)
        await set_place.take(Place.CHANNEL, -3, 7)
        left = await set_place.take(Place.GROUPS, -1, 7)
        assert left == await kept.set_up.places() == Places(channel=-4, groups=(-2,))
        told = [(one.audit.event, one.audit.subject, one.audit.after) for one in await kept.audit_log.latest(19)]
        assert sorted(one for one in told if one[0] != "admit") == [
            ("place", "chat:-1", "groups"),
            ("place", "chat:-2", "groups"),
            ("place", "chat:-3", "channel"),
            ("place", "chat:-4", "channel"),
            ("unplace", "chat:-1", ""),
            ("unplace", "chat:-3", ""),
        ]
