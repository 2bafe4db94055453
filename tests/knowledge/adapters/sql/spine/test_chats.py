"""What becomes of chats: those that cannot be reached, and those that get another number."""

from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.spine.stops import SqlStops
from knowledge.adapters.sql.tables import METADATA, Moment
from knowledge.records import ChatPolicy, Effect, Exchange, Meaning, Origin, Policy
from tests.fakes import NOON

GROUP, SUPERGROUP, OTHER = -4321, -1004321, 42
SOMETHING: dict[type, object] = {int: 1, float: 0.5, bool: False, bytes: b"x", dict: {}}


def row_of(table: Table, chat_id: int) -> dict[str, Any]:
    """A row of any table that names a chat, with something in each column that needs it."""
    needed = {one.name: one.type for one in table.columns if not one.nullable and one.name != "id"}
    row = {name: NOON if isinstance(of, Moment) else SOMETHING.get(of.python_type, "x") for name, of in needed.items()}
    return row | {"chat_id": chat_id}


async def test_a_chat_is_lost_until_something_comes_from_it(engine: AsyncEngine) -> None:
    """However often it was lost; other chats are not."""
    chats = SqlChats(engine)
    await chats.heard(GROUP)
    for reason in ("kicked", "blocked"):
        await chats.lost(GROUP, reason, NOON)
    assert await chats.is_lost(GROUP)
    assert not await chats.is_lost(OTHER)
    await chats.heard(GROUP)
    assert not await chats.is_lost(GROUP)


async def test_everything_that_names_a_chat_moves_with_it(engine: AsyncEngine) -> None:
    """Every table of the schema with a chat in it, those of later versions too; twice is as good as once."""
    tables = [table for table in METADATA.sorted_tables if "chat_id" in table.c]
    async with engine.begin() as connection:
        for name in ("notes", "issues"):  # what others of them point to
            await connection.execute(insert(METADATA.tables[name]), row_of(METADATA.tables[name], GROUP))
        for table in tables:
            await connection.execute(insert(table), row_of(table, GROUP))
    for _ in range(2):
        await SqlChats(engine).moved(GROUP, SUPERGROUP)
    async with engine.connect() as connection:
        found = {table.name: list(await connection.scalars(select(table.c.chat_id))) for table in tables}
    assert found == {table.name: [SUPERGROUP] if table.name != "lost_chats" else [] for table in tables}


async def test_what_the_new_chat_has_of_its_own_stays(engine: AsyncEngine) -> None:
    """Its policy is the newer one; the old chat's is gone, and so is that the old chat was lost."""
    chats, policies = SqlChats(engine), SqlPolicies(engine)
    await policies.keep_policy(ChatPolicy(GROUP, Policy.LISTEN))
    await policies.keep_policy(ChatPolicy(SUPERGROUP, Policy.QUIET))
    await chats.lost(GROUP, "kicked", NOON)
    await chats.moved(GROUP, SUPERGROUP)
    assert await policies.policy(SUPERGROUP) == ChatPolicy(SUPERGROUP, Policy.QUIET)
    assert await policies.policy(GROUP) == ChatPolicy(GROUP)
    assert not await chats.is_lost(GROUP)
    assert not await chats.is_lost(SUPERGROUP)


async def test_rows_that_the_new_chat_lacks_move_beside_its_own(engine: AsyncEngine) -> None:
    """Askers' wishes of both chats; effects keep their order, and other chats their rows."""
    stops, outbox = SqlStops(engine), SqlOutbox(engine)
    for chat, asker in ((GROUP, 1), (GROUP, 2), (SUPERGROUP, 2), (OTHER, 3)):
        await stops.wish(chat, asker, NOON)
    await outbox.put([Effect("a", GROUP, {}), Effect("b", SUPERGROUP, {}), Effect("c", OTHER, {})], NOON)
    await SqlChats(engine).moved(GROUP, SUPERGROUP)
    wishes = [(SUPERGROUP, 1), (SUPERGROUP, 2), (OTHER, 3), (GROUP, 1), (GROUP, 2)]
    assert [await stops.wished(chat, asker, NOON) for chat, asker in wishes] == [True, True, True, False, False]
    claims = await outbox.claim("me", 9, NOON)
    assert [(one.effect.key, one.effect.chat_id) for one in claims] == [("a", SUPERGROUP), ("c", OTHER)]


async def test_messages_of_the_old_chat_are_none_of_the_new_one(engine: AsyncEngine) -> None:
    """It numbers its own from one: they neither follow up an old answer nor were they asked before."""
    exchanges = SqlExchanges(engine)
    asked = Exchange(0, Origin(GROUP, 5, 7), NOON, "什么", Meaning("什么"), "answered", "extractive", "门。[1]")
    number = await exchanges.add(asked)
    await exchanges.sent(number, 6, [7])
    await SqlChats(engine).moved(GROUP, SUPERGROUP)
    assert await exchanges.of_message(SUPERGROUP, 5) == []
    assert [await exchanges.said_in(SUPERGROUP, None, message) for message in (6, 7)] == [None, None]
    assert [one for one, _ in await exchanges.answered(SUPERGROUP, NOON, 9)] == [number]
    await exchanges.sent(number, 3)  # the answer went to the new chat just then
    assert await exchanges.said_in(SUPERGROUP, None, 3) is not None
