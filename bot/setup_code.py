"""The code that makes the first admin, on the terminal of whoever runs the bot: a secret, and never in the log."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Final

from bot.catalogue import Language
from bot.catalogue.setting_up import SettingUpWords
from knowledge.errors import LibraryUnavailable
from knowledge.governance.setting_up import OfferCode

_SECONDS: Final = 60.0


async def show_code(
    offer: OfferCode, bot: str, language: Language, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Show the code on stderr, and each new one, until there is an admin; `bot` is its username."""
    shown = None
    while True:
        try:
            code = await offer()
        except LibraryUnavailable:  # it may be there again the next time
            await pause(_SECONDS)
            continue
        if code is None:
            return
        if code != shown:
            print(invitation(code, bot, language), file=sys.stderr, flush=True)  # noqa: T201  a terminal, not a log
            shown = code
        await pause(_SECONDS)


def invitation(code: str, bot: str, language: Language) -> str:
    """How to become the admin; without the bot's username there is no link."""
    if not bot:
        return SettingUpWords.CODE_ALONE.say(language, code=code)
    return SettingUpWords.CODE.say(language, code=code, link=f"https://t.me/{bot}?start=setup_{code}")
