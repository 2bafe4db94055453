"""The command menu."""

import re
from pathlib import Path

from aiogram.methods import SetMyCommands

from bot.conversation import menu
from tests.bot.conversation.submitting.desk import desk_over
from tests.bot.doubles import Conversation


def test_commands_are_what_telegram_takes() -> None:
    """Lower-case names up to 32 letters, descriptions up to 256, the same commands in both languages."""
    zh, en = menu.commands("zh"), menu.commands("en")
    assert [command.command for command in zh] == [command.command for command in en]
    for command in (*zh, *en):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.command)
        assert 0 < len(command.description) <= 256


async def test_every_command_of_the_menu_works(sqlite_database: Path) -> None:
    """None of them is unknown to the bot."""
    async with desk_over(sqlite_database) as desk:
        for command in menu.commands("en"):
            sent = await desk.say(f"/{command.command}")
            assert sent, command.command
            assert "不认识" not in sent[0]


async def test_publishing_sets_chinese_for_all_and_english_for_english() -> None:
    """Telegram falls back to the list without a language."""
    chat = Conversation()
    await menu.publish(chat.bot)
    assert [call.language_code for call in chat.calls() if isinstance(call, SetMyCommands)] == [None, "en"]
