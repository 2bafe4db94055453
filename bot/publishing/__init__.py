"""What goes out by itself, through python-telegram-bot: news, notices, publications, and the weekly clock."""

from bot.publishing.news import news_of
from bot.publishing.outgoing import Outgoing, effects

__all__ = ["Outgoing", "effects", "news_of"]
