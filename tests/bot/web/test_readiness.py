"""When a process is ready."""

import pytest

from bot.metrics import Condition
from bot.web.readiness import Drain, readiness


def _lagging(seconds: float) -> Condition:
    return Condition(0, 0.0, 0, {}, lag_changes=int(seconds > 0), lag_seconds=seconds)


@pytest.mark.parametrize(
    ("condition", "draining", "ready"),
    [
        (_lagging(0.0), False, True),
        (_lagging(30.0), False, True),
        (_lagging(61.0), False, False),
        (None, False, False),
        (_lagging(0.0), True, False),
    ],
)
def test_ready_is_who_has_a_database_a_fresh_index_and_a_future(
    condition: Condition | None, *, draining: bool, ready: bool
) -> None:
    """An index that is a little behind answers still, and says so."""
    drain = Drain()
    if draining:
        drain.drain()
    told, parts = readiness(condition, drain)
    assert told is parts["ready"] is ready
    assert parts["draining"] is draining
    assert parts["database"] is (condition is not None)
    if condition is not None:
        assert parts["index"]["level"] is (condition.lag_seconds <= 2)
