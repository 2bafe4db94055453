"""The clock of a real deployment."""

from bot.wiring import SystemClock


def test_the_clock_is_the_systems_in_utc() -> None:
    """Everything that is kept is in one zone."""
    first, second = SystemClock().now(), SystemClock().now()
    assert first <= second
    assert first.utcoffset() is not None
    assert not first.utcoffset()
