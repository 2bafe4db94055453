"""What is stored about people, as a message: made from the inventory, so that it cannot leave anything out."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalogue.rights import RightsWords, StoredWords
from bot.rendering.audience import Audience
from bot.rendering.layout import messages
from bot.rendering.runs import Block, Run
from knowledge.rights.inventory import HOLDINGS, Kind


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a deployment people are told: how long questions are kept, and which host writes answers, if any."""

    exchange_days: int = 365
    model_host: str | None = None


def privacy(terms: Terms, audience: Audience) -> list[str]:
    """All of it, in as many messages as it takes."""
    title, *rest = _lines(terms, audience)
    return messages([Block((Run(title, ("b",)),)), *(Block((Run(line),), gap=2) for line in rest)])


def _lines(terms: Terms, audience: Audience) -> Iterator[str]:
    spoken = audience.language
    yield RightsWords.TITLE.say(spoken)
    for kind in dict.fromkeys(one.kind for one in HOLDINGS if one.kind is not Kind.NOBODYS):
        known = {"days": terms.exchange_days} if kind is Kind.QUESTIONS else {}
        yield StoredWords[kind.name].say(spoken, **known)
    host = terms.model_host
    yield RightsWords.NO_MODEL.say(spoken) if host is None else RightsWords.MODEL.say(spoken, host=host)
    for words in (RightsWords.TELEGRAM, RightsWords.OPERATOR, RightsWords.HOW):
        yield words.say(spoken)
