"""Exchanges and open questions as rows, and back."""

from typing import Any, Literal, cast

import numpy as np

from knowledge.adapters.sql.tables import ExchangeRow, OpenQuestionRow
from knowledge.records import Cited, Exchange, Meaning, OpenQuestion, Origin, Way


def exchange_row(exchange: Exchange) -> ExchangeRow:
    """The row of an exchange that has no id yet."""
    origin = exchange.origin
    return ExchangeRow(
        **{name: getattr(origin, name) for name in origin.__slots__},
        **_meaning_columns(exchange.meaning),
        asked_at=exchange.asked_at,
        typed=exchange.typed,
        status=exchange.status,
        mode=exchange.mode,
        answer=exchange.answer,
        citations=[[one.n, one.entry_id, one.quote, one.fingerprint] for one in exchange.citations],
        parent_id=exchange.parent_id,
        answer_message_id=exchange.answer_message_id,
        further_message_ids=list(exchange.further_message_ids),
        elapsed_ms=dict(exchange.elapsed_ms),
    )


def exchange_of(row: ExchangeRow) -> Exchange:
    """The exchange of a row."""
    return Exchange(
        id=row.id,
        origin=_origin(row),
        asked_at=row.asked_at,
        typed=row.typed,
        meaning=meaning(row.question, row.embedder, row.vector),
        status=cast('Literal["answered", "unanswered"]', row.status),
        mode=cast('Literal["model", "extractive", "stored"]', row.mode),
        answer=row.answer,
        citations=tuple(Cited(*one) for one in row.citations),
        parent_id=row.parent_id,
        answer_message_id=row.answer_message_id,
        further_message_ids=tuple(row.further_message_ids),
        elapsed_ms=row.elapsed_ms,
    )


def _origin(row: ExchangeRow) -> Origin:
    way = None if row.way is None else Way(row.way)
    return Origin(row.chat_id, row.message_id, row.user_id, row.private, row.topic_id, row.replied_to, way)


def question_row(question: OpenQuestion) -> OpenQuestionRow:
    """The row of an open question that has no id yet."""
    return OpenQuestionRow(
        **_meaning_columns(question.meaning),
        chat_id=question.chat_id,
        asked_at=question.asked_at,
        newest_passage=question.newest_passage,
    )


def question_of(row: OpenQuestionRow, times: int) -> OpenQuestion:
    """The question of a row that so many exchanges ask."""
    return OpenQuestion(
        id=row.id,
        chat_id=row.chat_id,
        meaning=meaning(row.question, row.embedder, row.vector),
        asked_at=row.asked_at,
        newest_passage=row.newest_passage,
        times=times,
        closed_at=row.closed_at,
        entry_id=row.entry_id,
    )


def meaning(question: str, embedder: str | None, vector: bytes | None) -> Meaning:
    """The meaning that three columns hold."""
    if vector is None:
        return Meaning(question, embedder)
    return Meaning(question, embedder, np.frombuffer(vector, "<f4").astype(np.float32, copy=False))


def _meaning_columns(one: Meaning) -> dict[str, Any]:
    vector = None if one.vector is None else np.asarray(one.vector, "<f4").tobytes()
    return {"question": one.question, "embedder": one.embedder, "vector": vector}
