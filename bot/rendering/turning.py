"""The buttons that turn the pages of what is longer than one."""

from collections.abc import Callable

from bot.buttons import Button
from bot.catalogue import Language
from bot.catalogue.words import Words


def turning(page: int, pages: int, language: Language, data: Callable[[int], str]) -> tuple[Button, ...]:
    """The ways to the page before and to the one after, as far as there are such; pages count from 0.

    `data` is what the button that leads to a page says.
    """
    steps = ((page - 1, Words.PREVIOUS), (page + 1, Words.NEXT))
    return tuple(
        Button(f"{words.say(language)} ({to + 1}/{pages})", data(to)) for to, words in steps if 0 <= to < pages
    )
