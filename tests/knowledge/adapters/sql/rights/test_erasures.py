"""Who wants to be forgotten is forgotten, too, in the end."""

from pathlib import Path

from sqlalchemy import text

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.rights.erasures import SqlErasures
from knowledge.rights.ports import Erasure
from tests.fakes import NOON

PERSON, OTHER = 7_310_001, 73_100_012


async def test_the_turn_that_the_news_took_goes_with_them(database: Path | str) -> None:
    """It is taken after everything else is gone; that of somebody else stays."""
    async with open_engine(database) as engine:
        erasures, one = SqlErasures(engine), Erasure(PERSON, NOON, "zh")
        await erasures.ask(one)
        async with engine.begin() as connection:
            for person in (PERSON, OTHER):
                await connection.execute(text(f"INSERT INTO paces (key, free_at) VALUES ('chat:{person}', 1.0)"))  # noqa: S608  ours
        await erasures.finish(one)
        assert await erasures.pending() == []
        async with engine.connect() as connection:
            assert list(await connection.scalars(text("SELECT key FROM paces"))) == [f"chat:{OTHER}"]
