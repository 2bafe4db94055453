"""Whom a message is rendered for."""

import datetime as dt
from dataclasses import dataclass

from bot.catalogue import Language


@dataclass(frozen=True, slots=True)
class Audience:
    """The language of the person who reads, the bot's username for links back to it, and the zone of days shown."""

    language: Language
    bot: str
    zone: dt.tzinfo = dt.UTC

    def day(self, moment: dt.datetime) -> dt.date:
        """The day of a moment."""
        return moment.astimezone(self.zone).date()
