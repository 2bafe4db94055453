"""Whom a message is rendered for."""

from dataclasses import dataclass

from bot.catalogue import Language


@dataclass(frozen=True, slots=True)
class Audience:
    """The language of the person who reads, and the bot's username for links back to it."""

    language: Language
    bot: str
