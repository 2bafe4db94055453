"""What tokens cost."""

from knowledge.governance.prices import Prices, cost_of, spent_on
from knowledge.governance.quotas import Spent
from knowledge.records import Usage


def test_a_price_is_for_a_million_tokens_and_a_cost_in_millionths() -> None:
    """So little costs are not rounded away: 1,000 tokens at 2 a million are 0.002, which is 2,000 millionths."""
    prices = Prices(2.0, 8.0)
    assert cost_of(Usage(1000, 500), prices) == 2000 + 4000
    assert spent_on(Usage(1000, 500), prices) == Spent(1, 1000, 500, 6000)
    assert spent_on(Usage(), Prices(), questions=0) == Spent()
