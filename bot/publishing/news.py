"""The news that a question was answered, for those who wait for it."""

from bot.publishing.outgoing import Outgoing
from bot.rendering import Audience, now_answered
from bot.tongues import Tongues
from knowledge.language.words import language
from knowledge.records import Effect, Entry, Exchange
from knowledge.remembering.closing import News


def news_of(bot: str, tongues: Tongues) -> News:
    """What tells an asker which entry answers now, below the question; `bot` is the username that links lead to."""

    def news(exchange: Exchange, entry: Entry) -> Effect:
        origin = exchange.origin
        spoken = tongues.of(origin.chat_id, language(exchange.typed))
        (html,) = now_answered(exchange.meaning.question, entry, Audience(spoken, bot))
        outgoing = Outgoing(html, origin.message_id, origin.topic_id)
        return Effect(f"told:{exchange.id}", origin.chat_id, outgoing.payload())

    return news
