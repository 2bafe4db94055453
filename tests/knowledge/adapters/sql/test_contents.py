"""What a table holds as one number."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.adapters.sql.contents import Contents, contents

VALUE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()


@given(st.lists(st.tuples(VALUE, VALUE)), st.integers(0, 20))
def test_the_order_of_rows_does_not_count(rows: list[tuple[object, object]], cut: int) -> None:
    """Databases sort differently; and what is added adds up."""
    assert contents(reversed(rows)) == contents(rows) == contents(rows[:cut]) + contents(rows[cut:])
    assert contents(rows).rows == len(rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("ab", "c")], [("a", "bc")]),
        ([(1, None)], [(None, 1)]),
        ([("1",)], [(1,)]),
        ([(1,)], [(True,)]),
        ([(b"a",)], [("a",)]),
        ([("None",)], [(None,)]),
        ([(0.1 + 0.2,)], [(0.3,)]),
        ([([1, "a"],)], [(["1", "a"],)]),
        ([("a",), ("a",)], [("a",)]),
        ([("a",), ("a",)], []),
        ([(dt.datetime(2026, 1, 1, tzinfo=dt.UTC),)], [(dt.datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=dt.UTC),)]),
    ],
)
def test_what_differs_in_anything_differs(one: list[tuple[object]], other: list[tuple[object]]) -> None:
    """In a value, its type, its column, or how often it is there."""
    assert contents(one).digest() != contents(other).digest()


def test_nothing_has_a_digest_too() -> None:
    """64 zeros."""
    assert contents([]) == Contents()
    assert Contents().digest() == "0" * 64
