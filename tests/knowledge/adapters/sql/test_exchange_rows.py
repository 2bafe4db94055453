"""Exchanges and open questions as rows."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.adapters.sql.exchange_rows import exchange_of, exchange_row, meaning, question_of, question_row
from knowledge.records import Cited, Exchange, Meaning, OpenQuestion, Origin
from tests.fakes import NOON

EXCHANGE = Exchange(
    id=0,
    origin=Origin(-1001234567890, 5, None, private=False, topic_id=3, replied_to=4),
    asked_at=NOON,
    typed="它？",
    meaning=Meaning("门控是什么"),
    status="answered",
    mode="stored",
    answer="门。[1]",
    citations=(Cited(1, "e1", "门", "f"), Cited(2, "e2", "控", "g")),
    parent_id=2,
    answer_message_id=6,
)


def test_an_exchange_comes_back_from_its_row() -> None:
    """Every field; the database gives the id."""
    row = exchange_row(EXCHANGE)
    row.id = 9
    assert exchange_of(row) == replace(EXCHANGE, id=9)


def test_an_open_question_comes_back_from_its_row() -> None:
    """With the number of exchanges that ask it."""
    question = OpenQuestion(0, -1001234567890, Meaning("门控"), NOON, 12)
    row = question_row(question)
    row.id = 9
    assert question_of(row, 2) == replace(question, id=9, times=2)


@pytest.mark.parametrize("value", [1.0, -0.25])
def test_a_vector_is_little_endian_floats(value: float) -> None:
    """As those of passages are."""
    kept = meaning("门", "e5", np.asarray([value], "<f4").tobytes())
    assert kept.vector is not None
    assert kept.vector.dtype == np.float32
    assert kept.vector.tolist() == [value]
