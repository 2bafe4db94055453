"""What a model's tokens cost."""

from dataclasses import dataclass
from typing import Final

from knowledge.governance.quotas import Spent
from knowledge.records import Usage

MILLION: Final = 1_000_000
"""Millionths of the currency to one of it."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, taken in and given out, in any one currency."""

    tokens_in: float = 0.0
    tokens_out: float = 0.0


def cost_of(usage: Usage, prices: Prices) -> int:
    """The cost in millionths of the currency."""
    return round(usage.tokens_in * prices.tokens_in + usage.tokens_out * prices.tokens_out)


def spent_on(usage: Usage, prices: Prices, questions: int = 1) -> Spent:
    """What so many questions with this usage add to what was used."""
    return Spent(questions, usage.tokens_in, usage.tokens_out, cost_of(usage, prices))
