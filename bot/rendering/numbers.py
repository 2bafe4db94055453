"""Numbers as they are written for people."""

_SECOND = 1000.0


def count(number: int) -> str:
    """A count, with its thousands apart."""
    return f"{number:,}"


def share(part: int, whole: int) -> str:
    """How much of the whole a part is, in per cent; a dash where there is no whole."""
    return f"{part / whole:.0%}" if whole else "—"


def duration(milliseconds: float) -> str:
    """A duration in the unit that suits it."""
    return f"{milliseconds / _SECOND:.1f} s" if milliseconds >= _SECOND else f"{milliseconds:.0f} ms"


def money(millionths: int) -> str:
    """A sum in whatever currency the prices are in; what is very little does not look like nothing."""
    whole = millionths / 1_000_000
    return f"{whole:,.2f}" if not millionths or whole >= 0.01 else f"{whole:.4f}"  # noqa: PLR2004  a hundredth
