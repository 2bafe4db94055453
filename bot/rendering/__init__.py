"""Records as Telegram HTML messages, pure: nothing here knows how they are sent."""

from bot.rendering.answers import answer, unanswered
from bot.rendering.audience import Audience
from bot.rendering.listings import entry, found, sentence, source, sources
from bot.rendering.plain import plain

__all__ = ["Audience", "answer", "entry", "found", "plain", "sentence", "source", "sources", "unanswered"]
