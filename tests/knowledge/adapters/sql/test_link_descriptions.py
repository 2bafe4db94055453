"""What is known of links outlives the process, newest word last."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.link_descriptions import SqlLinkDescriptions
from knowledge.errors import LibraryUnavailable
from knowledge.ports import LinkDescriptions
from knowledge.records import LinkDescription
from tests.fakes import NOON

KNOWN = LinkDescription("arxiv:1706.03762", NOON, "注意力", ("小李", "小王"))
SILENT = LinkDescription("https://e.org/a", NOON)


@pytest.fixture
async def held(database: Path | str) -> AsyncIterator[LinkDescriptions]:
    """Descriptions in a new database."""
    async with open_engine(database) as engine:
        yield SqlLinkDescriptions(engine)


async def test_what_was_kept_comes_back(held: LinkDescriptions) -> None:
    """With its time, its authors in order, and its silence."""
    await held.describe([KNOWN, SILENT])
    known = await held.descriptions(["https://e.org/a", "arxiv:1706.03762", "doi:10.1/none"])
    assert known == {KNOWN.identity: KNOWN, SILENT.identity: SILENT}


async def test_a_newer_description_takes_the_place_of_an_older(held: LinkDescriptions) -> None:
    """A page that was silent may speak a week later."""
    later = replace(SILENT, fetched_at=NOON + dt.timedelta(days=7), title="开口了")
    await held.describe([SILENT])
    await held.describe([later, KNOWN])
    assert (await held.descriptions([SILENT.identity]))[SILENT.identity] == later


async def test_many_are_asked_for_at_once(held: LinkDescriptions) -> None:
    """More than one list of a query holds."""
    many = [replace(SILENT, identity=f"https://e.org/{number}") for number in range(501)]
    await held.describe(many)
    assert len(await held.descriptions(one.identity for one in many)) == 501


async def test_nothing_is_asked_of_nothing(held: LinkDescriptions) -> None:
    """An entry without links costs no query that could fail."""
    await held.describe([])
    assert await held.descriptions([]) == {}


async def test_a_table_that_is_gone_is_told(database: Path | str) -> None:
    """Every fault of the database is one of knowledge's own."""
    async with open_engine(database) as engine:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("DROP TABLE link_descriptions")
        with pytest.raises(LibraryUnavailable):
            await SqlLinkDescriptions(engine).describe([KNOWN])
