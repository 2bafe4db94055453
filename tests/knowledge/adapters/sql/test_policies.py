"""When the bot speaks is kept; held to the same rules as the tests' double."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.errors import LibraryDamaged, LibraryUnavailable
from knowledge.ports import Policies
from knowledge.records import ChatPolicy, GateQuality, ListenGate, Policy, Sense
from tests.fakes import NOON
from tests.knowledge.memory_policies import MemoryPolicies

GROUP, OTHER = -1009876543210, 42
GATE = ListenGate(
    hashes=np.array([3, 2**32 - 1], dtype=np.uint32),
    weights=np.array([0.5, -0.25], dtype=np.float32),
    bias=0.125,
    threshold=0.375,
    quality=GateQuality(0.75, 0.5, 0.6),
    labels=100,
    fitted_at=NOON,
)
SENSE = Sense(
    "e5",
    centre=np.array([1, 2], dtype=np.float32),
    linear=np.array([3, 4], dtype=np.float32),
    quadratic=np.array([[5, 6], [7, 8]], dtype=np.float32),
)


@pytest.fixture
async def policies(store: Path | str | None) -> AsyncIterator[Policies]:
    """Nothing set yet."""
    if store is None:
        yield MemoryPolicies()
    else:
        async with open_engine(store) as engine:
            yield SqlPolicies(engine)


def numbers(gate: ListenGate | None) -> list[object]:
    """Everything in a gate as plain values, to be compared."""
    assert gate is not None
    plain = [gate.bias, gate.threshold, gate.quality, gate.labels, gate.fitted_at]
    arrays = [gate.hashes, gate.weights]
    if gate.sense is not None:
        plain.append(gate.sense.embedder)
        arrays += [gate.sense.centre, gate.sense.linear, gate.sense.quadratic]
    return [*plain, *((str(one.dtype), one.tolist()) for one in arrays)]


async def test_a_chat_where_nothing_is_set_has_the_default(policies: Policies) -> None:
    """To be mentioned, by the thresholds of the settings."""
    assert await policies.policy(GROUP) == ChatPolicy(GROUP, Policy.MENTION, None, None)


async def test_the_newest_policy_of_a_chat_counts(policies: Policies) -> None:
    """And no other chat's."""
    first = ChatPolicy(GROUP, Policy.LISTEN, answer_threshold=0.0, listen_threshold=0.9)
    second = ChatPolicy(GROUP, Policy.QUIET)
    for one in (first, second):
        await policies.keep_policy(one)
        assert await policies.policy(GROUP) == one
    assert await policies.policy(OTHER) == ChatPolicy(OTHER)


@pytest.mark.parametrize("sense", [None, SENSE])
async def test_a_gate_comes_back_as_it_was(policies: Policies, sense: Sense | None) -> None:
    """Every number of it, with and without what it makes of vectors."""
    gate = replace(GATE, sense=sense)
    await policies.keep_gate(gate, GROUP)
    assert numbers(await policies.gate(GROUP)) == numbers(gate)
    assert await policies.gate(OTHER) is None


async def test_a_chats_own_gate_comes_before_that_for_every_chat(policies: Policies) -> None:
    """Whichever was kept first; group chats have negative numbers, people positive ones."""
    own, everywhere = replace(GATE, labels=1), replace(GATE, labels=2)
    await policies.keep_gate(own, GROUP)
    await policies.keep_gate(everywhere, None)
    await policies.keep_gate(own, OTHER)
    labels = [gate.labels for chat in (GROUP, OTHER, 7, -7) if (gate := await policies.gate(chat))]
    assert labels == [1, 1, 2, 2]


async def test_a_newer_gate_takes_the_place_of_the_older(policies: Policies) -> None:
    """Also one that goes by words after one that went by vectors."""
    for chat in (GROUP, None):
        await policies.keep_gate(replace(GATE, sense=SENSE), chat)
        await policies.keep_gate(replace(GATE, labels=7), chat)
        assert numbers(await policies.gate(GROUP)) == numbers(replace(GATE, labels=7))


async def test_what_is_set_outlives_the_program(database: Path | str) -> None:
    """It lies in the library's database."""
    async with open_engine(database) as engine:
        await SqlPolicies(engine).keep_policy(ChatPolicy(GROUP, Policy.LISTEN))
        await SqlPolicies(engine).keep_gate(GATE, GROUP)
    async with open_engine(database) as engine:
        assert (await SqlPolicies(engine).policy(GROUP)).policy is Policy.LISTEN
        assert numbers(await SqlPolicies(engine).gate(GROUP)) == numbers(GATE)


@pytest.mark.parametrize("stored", [b"", b"not a file", b"PK\x03\x04", b"cbuiltins\nprint\n(S'run'\ntR."])
async def test_a_gate_that_cannot_be_read_is_damage(database: Path | str, stored: bytes) -> None:
    """Nothing in it is ever run: a pickle is as unreadable as anything else."""
    async with open_engine(database) as engine:
        await SqlPolicies(engine).keep_gate(GATE, GROUP)
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE listen_gates SET weights = :stored"), {"stored": stored})
        with pytest.raises(LibraryDamaged):
            await SqlPolicies(engine).gate(GROUP)


async def test_a_database_that_fails_is_unavailable(database: Path | str) -> None:
    """Its library's error does not come through."""
    async with open_engine(database) as engine:
        async with engine.begin() as connection:
            for table in ("chats", "listen_gates"):
                await connection.exec_driver_sql(f"DROP TABLE {table}")
        policies = SqlPolicies(engine)
        for failing in (
            policies.policy(GROUP),
            policies.keep_policy(ChatPolicy(GROUP)),
            policies.gate(GROUP),
            policies.keep_gate(GATE, None),
        ):
            with pytest.raises(LibraryUnavailable):
                await failing


async def test_shadows_and_languages_are_listed(policies: Policies) -> None:
    """Of the chats that have one, with all that is set there."""
    shadowed = ChatPolicy(GROUP, Policy.LISTEN, shadow=True, shadow_by=7_000_000_000)
    for one in (shadowed, ChatPolicy(OTHER, language="en"), ChatPolicy(-3)):
        await policies.keep_policy(one)
    assert await policies.shadowed() == [shadowed]
    assert await policies.languages() == {OTHER: "en"}
