"""Records as Telegram HTML messages, pure: nothing here knows how they are sent."""

from bot.rendering.answers import Before, answer, unanswered
from bot.rendering.audience import Audience
from bot.rendering.listings import entry, found, sentence, source, sources
from bot.rendering.message_links import message_link
from bot.rendering.open_questions import now_answered, questions
from bot.rendering.plain import plain

__all__ = [
    "Audience",
    "Before",
    "answer",
    "entry",
    "found",
    "message_link",
    "now_answered",
    "plain",
    "questions",
    "sentence",
    "source",
    "sources",
    "unanswered",
]
