"""Who may what."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot

from bot.conversation.guarding.authority import authority_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.governance.places import Places
from knowledge.governance.roles import Grant, Role
from tests.bot.conversation.reviewing.editors_chat import MembershipSession
from tests.bot.doubles import Recorder
from tests.fakes import NOON, FixedClock


@pytest.fixture
async def roles(sqlite_database: Path) -> AsyncIterator[SqlRoles]:
    """Nobody has a role yet."""
    async with open_engine(sqlite_database) as engine:
        yield SqlRoles(engine)


async def test_telegram_is_asked_about_each_person_once_a_minute(roles: SqlRoles) -> None:
    """Whoever leaves is an editor for a minute at most; whoever comes waits no longer either."""
    session, clock = MembershipSession(Recorder()), FixedClock()
    is_editor = authority_of(Bot("1:test", session=session), clock, Places(editors_chat=-500), roles).is_editor
    assert [await is_editor(31), await is_editor(31), await is_editor(33)] == [True, True, False]
    assert session.memberships == 2
    session.inside = {33}
    assert await is_editor(31)
    clock.time += dt.timedelta(seconds=60)
    assert [await is_editor(31), await is_editor(33)] == [False, True]


async def test_a_private_editors_chat_has_one_editor(roles: SqlRoles) -> None:
    """Nobody needs to be asked, as in the terminal."""
    authority = authority_of(None, FixedClock(), Places(editors_chat=7), roles)
    assert [await authority.is_editor(7), await authority.is_editor(8)] == [True, False]


async def test_without_an_editors_chat_only_roles_make_editors(roles: SqlRoles) -> None:
    """An admin may what an editor may; a role is gone as soon as it is taken."""
    authority = authority_of(None, FixedClock(), Places(), roles, [9])
    for person, role in ((7, Role.EDITOR), (8, Role.ADMIN)):
        await roles.grant(Grant(person, role, NOON, "9"))
    assert [await authority.is_editor(person) for person in (7, 8, 9, 10)] == [True, True, True, False]
    await roles.revoke(7)
    assert not await authority.is_editor(7)
