"""The command menu."""

import re
from pathlib import Path

import pytest

from bot.catalogue.menus import MenuWords
from bot.catalogue.phrase import Language, Phrases
from bot.conversation.connecting import menu
from bot.conversation.connecting.menu import Circle
from bot.conversation.connecting.polling import bot_of
from bot.places import Deployed
from bot.settings import Settings
from bot.wiring.governance import governance_ports_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places
from knowledge.governance.roles import Grant, Role
from knowledge.records import Audit
from tests.bot.conversation.submitting.desk import desk_over
from tests.fakes import NOON
from tests.fakes.telegram_server import TelegramServer


class Enough(Exception):
    """Ends what would follow for ever."""


def shown(telegram: TelegramServer, scope: str, code: str = "") -> list[str]:
    """The names of a scope's commands."""
    return [str(one["command"]) for one in telegram.commands.get((scope, code), [])]


def changes(telegram: TelegramServer) -> int:
    """How many calls have changed something."""
    return sum(not call.method.lower().startswith("get") for call in telegram.calls)


@pytest.mark.parametrize("commands", [menu.EVERYBODY, menu.IN_GROUPS, menu.FOR_GROUP_ADMINS, menu.FOR_ADMINS])
def test_commands_are_what_telegram_takes(commands: dict[str, Phrases]) -> None:
    """Lower-case names up to 32 letters, descriptions up to 256, in both languages; the bot's own are short enough."""
    for command in (*menu.commands("zh", commands), *menu.commands("en", commands)):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.command)
        assert 0 < len(command.description) <= 256
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        assert len(MenuWords.DESCRIPTION.say(language)) <= 512
        assert len(MenuWords.SHORT_DESCRIPTION.say(language)) <= 120


async def test_every_command_of_the_menu_works(sqlite_database: Path) -> None:
    """None of them is unknown to the bot."""
    async with desk_over(sqlite_database) as desk:
        for command in menu.commands("en"):
            sent = await desk.say(f"/{command.command}")
            assert sent, command.command
            assert "不认识" not in sent[0]


async def test_each_place_and_role_has_its_commands_in_each_language(telegram: TelegramServer) -> None:
    """Groups see what makes sense there; what Telegram shows already is not set again."""
    telegram.private(7)
    editors = telegram.group()
    circle = Circle(frozenset({7, 8}), editors.id)  # 8 never wrote to the bot
    async with bot_of(telegram.token, api_url=telegram.url) as bot:
        await menu.publish(bot, circle)
        assert "privacy" in shown(telegram, "all_private_chats")
        assert "privacy" not in shown(telegram, "all_group_chats")
        assert "policy" in shown(telegram, "all_chat_administrators", "en")
        assert "setup" in shown(telegram, "chat:7", "zh")
        assert "setup" not in shown(telegram, "all_private_chats")
        assert "policy" not in shown(telegram, f"chat:{editors.id}")
        assert "draft" in str(telegram.commands[f"chat:{editors.id}", "en"])
        assert telegram.commands["default", ""] == telegram.commands["default", "zh"]
        assert telegram.said_of_itself["description", "en"] == MenuWords.DESCRIPTION.say("en")
        assert telegram.menu_button == {"type": "commands"}
        before = changes(telegram)
        await menu.publish(bot, circle)
        failed = sum(call.status == 400 for call in telegram.calls)
    assert changes(telegram) == before
    assert failed == 2  # nobody knows 8


async def test_admins_have_their_commands_as_long_as_they_are_admins(
    telegram: TelegramServer, sqlite_database: Path
) -> None:
    """Also where the process died before it could take them away: the audit log knows who was one."""
    for person in (7, 8, 9):
        telegram.private(person)
    async with open_engine(sqlite_database) as engine, bot_of(telegram.token, api_url=telegram.url) as bot:
        kept = governance_ports_of(engine)
        places = Deployed(Settings(_env_file=None), kept.set_up)
        await menu.publish(bot, Circle(frozenset({9})))
        await kept.audit_log.add([Audit("7", "revoke", "user:9", "admin", "")], NOON)
        for person in (7, 8):
            await kept.roles.grant(Grant(person, Role.ADMIN, NOON, "7"))
        rounds = iter(range(2))

        async def pause(_: float) -> None:
            if next(rounds, None) is None:
                raise Enough
            assert "setup" in shown(telegram, "chat:8") or await kept.roles.role(8) is None
            await kept.roles.revoke(8)
            await kept.set_up.change(Places(), Places(editors_chat=telegram.group().id), (), "7", NOON)
            await places.refresh()

        with pytest.raises(Enough):
            await menu.FollowMenu(bot, places, Granted(kept.roles), kept.audit_log, "zh", pause=pause)()
    assert "setup" in shown(telegram, "chat:7")
    assert shown(telegram, "chat:8") == shown(telegram, "chat:9") == []
    assert shown(telegram, f"chat:{places.editors_chat}")
