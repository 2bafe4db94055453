"""/privacy, /export and /forget_me, over a real database."""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.conversation.guarding.authority import authority_of
from bot.places import Deployed
from bot.rendering.rights import Terms
from bot.rights import Rights
from bot.settings import Settings
from bot.wiring.governance import governance_ports_of
from bot.wiring.rights import rights_of
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.roles import Grant, Role
from knowledge.rights import Wished, WishToBeForgotten
from tests.bot.doubles import GROUP, PERSON, Conversation, claimed
from tests.fakes import NOON, FixedClock

OTHER = {**PERSON, "id": 8, "first_name": "小红"}


class Person:
    """Somebody who asks about what is stored."""

    def __init__(self, rights: Rights, clock: FixedClock) -> None:
        self.rights, self.clock, self.chat = rights, clock, Conversation()

    def shown(self) -> str:
        """What stands in the newest message, as it was edited last."""
        return (self.chat.screen.edits or self.chat.screen.messages)[-1].text or ""

    async def press(self, words: str, person: dict[str, object] = PERSON) -> None:
        """Press a button of the newest message that has any."""
        asked = next(one for one in reversed(self.chat.screen.messages) if one.reply_markup)
        assert asked.reply_markup
        rows = asked.reply_markup.inline_keyboard
        data = next(one.callback_data for row in rows for one in row if words in one.text)
        await self.chat.press(data or "", asked, person)

    async def asked(self) -> list[int]:
        """Who is to be forgotten."""
        return [one.user_id for one in await self.rights.forget_people.erasures.pending()]


@pytest.fixture
async def person(sqlite_database: Path) -> AsyncIterator[Person]:
    """小明, whom the bot knows by name."""
    async with open_engine(sqlite_database) as engine:
        settings, clock = Settings(_env_file=None), FixedClock()
        weekly, ports = weekly_of(engine, settings, clock), governance_ports_of(engine)
        await weekly.members.seen(7, "小明", "zh")
        somebody = Person(rights_of(engine, settings, clock, weekly), clock)
        authority = authority_of(None, clock, Deployed(settings), ports.roles)
        given = {"rights": somebody.rights, "governance": ports, "authority": authority, "weekly": weekly}
        somebody.chat.dispatcher.workflow_data.update(given | {"privacy_terms": Terms(90, "model.example.org")})
        yield somebody


async def test_what_is_stored_is_told_in_private_and_a_group_gets_a_link(person: Person) -> None:
    """With how long questions are kept here and where they go; the link opens the same."""
    (told,) = await person.chat.say("/privacy")
    assert all(words in told for words in ("存 90 天", "model.example.org", "/forget_me", "备份"))
    (hint,) = await person.chat.say("/privacy", GROUP)
    assert "?start=privacy" in hint
    assert await person.chat.say("/start privacy") == [told]
    (english,) = await person.chat.say("/privacy", **{"from": PERSON | {"language_code": "en"}})
    assert "90 days" in english


async def test_everything_is_exported_once_an_hour_and_in_private_alone(person: Person) -> None:
    """As JSON and Markdown; the same update that is worked off again is given it again."""
    assert "私聊" in (await person.chat.say("/export", GROUP))[0]
    await person.chat.say("/export", claim=claimed(40))
    files = [one for one in person.chat.calls() if isinstance(one, SendDocument)]
    documents = [one.document for one in files if isinstance(one.document, BufferedInputFile)]
    assert [one.filename for one in documents] == ["zixue-2026-01-05.json", "zixue-2026-01-05.md"]
    assert json.loads(documents[0].data)["member"][0]["name"] == "小明"
    assert "一小时" in (await person.chat.say("/export", claim=claimed(41)))[0]
    person.clock.time += dt.timedelta(hours=1)
    await person.chat.say("/export", claim=claimed(42))
    assert len([one for one in person.chat.calls() if isinstance(one, SendDocument)]) == 4


async def test_nobody_is_forgotten_without_a_yes_of_their_own(person: Person) -> None:
    """Nothing happens by the command, by a no, by somebody else, or by a button that is too old; a yes counts once."""
    (asked,) = await person.chat.say("/forget_me")
    assert ("不能恢复" in asked, await person.asked()) == (True, [])
    await person.press("确认", OTHER)
    assert await person.asked() == []
    await person.press("取消")
    await person.press("确认")
    assert await person.asked() == []
    await person.chat.say("/forget_me")
    person.clock.time += dt.timedelta(minutes=16)
    await person.press("确认")
    assert await person.asked() == []
    await person.chat.say("/forget_me")
    await person.press("确认")
    await person.press("确认")
    assert (await person.asked(), person.shown()) == ([7], "开始删除了，完成时告诉你。")
    assert "私聊" in (await person.chat.say("/forget_me", GROUP))[0]


async def test_of_two_admins_who_want_to_be_forgotten_one_stays(person: Person) -> None:
    """The role goes with the wish, not only once all of it is done: the other one is the only admin from then on."""
    wish = person.rights.wish_to_be_forgotten
    for admin in (7, 8):
        await wish.roles.grant(Grant(admin, Role.ADMIN, NOON, "1"))
    assert sorted(await asyncio.gather(wish(7), wish(8))) == [Wished.NOTED, Wished.ONLY_ADMIN]
    assert [one.role for one in await wish.roles.grants()] == [Role.ADMIN]
    assert len(await person.asked()) == 1


async def test_an_only_admin_is_told_what_to_do_first(person: Person) -> None:
    """Also where the other one was demoted after the question; one of the settings is told that they stay there."""
    roles = person.rights.wish_to_be_forgotten.roles
    await roles.grant(Grant(7, Role.ADMIN, NOON, "1"))
    assert "/role" in (await person.chat.say("/forget_me"))[0]
    await roles.grant(Grant(8, Role.ADMIN, NOON, "1"))
    await person.chat.say("/forget_me")
    await roles.revoke(8)
    await person.press("确认")
    assert ("/role" in person.shown(), await person.asked()) == (True, [])
    set_ = WishToBeForgotten(person.rights.forget_people.erasures, roles, person.clock, [7, 9])
    person.chat.dispatcher["rights"] = replace(person.rights, wish_to_be_forgotten=set_)
    assert "ZIXUE_ADMINS" in (await person.chat.say("/forget_me"))[0]
