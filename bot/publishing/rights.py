"""The news that everything of somebody's is erased: the last that they hear."""

from bot.catalogue import language
from bot.catalogue.rights import RightsWords
from bot.publishing.outgoing import Outgoing
from bot.rendering import sentence
from knowledge.records import Effect
from knowledge.rights import Erasure


def forgotten(erasure: Erasure, spoken: str) -> Effect:
    """To their private chat."""
    (html,) = sentence(RightsWords.DONE.say(language(spoken)))
    return Effect(f"forgotten:{erasure.user_id}", erasure.user_id, Outgoing(html).payload())
