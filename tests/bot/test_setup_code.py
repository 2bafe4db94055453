"""The code that makes the first admin, on the operator's terminal."""

import datetime as dt
from pathlib import Path

import pytest

from bot.setup_code import invitation, show_code
from bot.wiring.governance import governance_ports_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.granted import Granted
from knowledge.governance.roles import Grant, Role
from knowledge.governance.setting_up import OfferCode
from tests.fakes import NOON, FixedClock


async def test_the_code_is_shown_once_and_anew_when_it_is_another_until_there_is_an_admin(
    sqlite_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On stderr, whatever the log holds."""
    async with open_engine(sqlite_database) as engine:
        kept, clock, codes = governance_ports_of(engine), FixedClock(), list[str | None]()
        offer = OfferCode(kept.confirmations, Granted(kept.roles), clock)

        async def pause(_: float) -> None:
            codes.append(await offer())
            if len(codes) == 2:
                clock.time += dt.timedelta(days=1)
            if len(codes) == 4:
                await kept.roles.grant(Grant(7, Role.ADMIN, NOON, "7"))

        await show_code(offer, "zixue_bot", "en", pause)
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err == "".join(f"{invitation(str(code), 'zixue_bot', 'en')}\n" for code in (codes[0], codes[2]))
        assert f"https://t.me/zixue_bot?start=setup_{codes[0]}" in shown.err
