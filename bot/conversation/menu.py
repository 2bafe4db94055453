"""The commands that Telegram shows behind the slash."""

from aiogram import Bot
from aiogram.types import BotCommand

from bot.catalogue import Language, Words
from bot.catalogue.issues import IssueWords
from bot.catalogue.submitting import Submissions
from bot.catalogue.taking_part import TakingPartWords


def commands(language: Language) -> list[BotCommand]:
    """What members can do, in one language."""
    shown = {
        "ask": Words.COMMAND_ASK,
        "search": Words.COMMAND_SEARCH,
        "sources": Words.COMMAND_SOURCES,
        "entry": Words.COMMAND_ENTRY,
        "questions": Words.COMMAND_QUESTIONS,
        "issue": IssueWords.COMMAND,
        "submit": Submissions.COMMAND_SUBMIT,
        "withdraw": Submissions.COMMAND_WITHDRAW,
        "nick": Submissions.COMMAND_NICK,
        "mine": TakingPartWords.COMMAND,
        "stop": Words.COMMAND_STOP,
        "help": Words.COMMAND_HELP,
    }
    return [BotCommand(command=name, description=words.say(language)) for name, words in shown.items()]


async def publish(bot: Bot) -> None:
    """Tell Telegram the commands: Chinese for everybody, English for those who use it."""
    await bot.set_my_commands(commands("zh"))
    await bot.set_my_commands(commands("en"), language_code="en")
