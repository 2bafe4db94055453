"""Evaluation sets as they are written: one JSON object a line, in Zixue's own form or in one that is converted."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from knowledge.evaluating.cases import Case, GivenPassage, Relevant

PASSAGES_PATH: Final = "passages.jsonl"
"""The path of the source that a set's own passages become."""

_JUDGEMENT: Final = 3  # columns

Row = Mapping[str, Any]


class Shape(StrEnum):
    """The forms that are understood; `beir` is the layout of Thakur et al. 2021 (https://github.com/beir-cellar/beir)."""

    ZIXUE = "zixue"
    QUALITY = "quality"
    EVAL_HEADING = "eval_heading"
    D2L_EXERCISES = "d2l_exercises"
    REFUSAL = "refusal"
    BEIR = "beir"


class Problem(StrEnum):
    """Why a set was refused."""

    NOT_AN_OBJECT = "not_an_object"
    UNKNOWN_FORMAT = "unknown_format"
    MISSING = "missing"
    TWICE = "twice"
    EMPTY = "empty"


class SetRefused(Exception):
    """A set cannot be used: `line` counts from 1, 0 for the whole; `field` is what is missing or wrong in it."""

    def __init__(self, problem: Problem, line: int = 0, field: str = "") -> None:
        super().__init__(problem, line, field)
        self.problem = problem
        self.line = line
        self.field = field


def read(lines: Iterable[str], shape: Shape | None = None) -> list[Case]:
    """The cases of a set of one file; without a shape its first line tells it.

    Raises:
        SetRefused: a line is no case of this shape, an id comes twice, or there is no line.
    """
    cases: dict[str, Case] = {}
    for number, row in rows(lines):
        shape = shape or shape_of(row)
        if shape is None or shape not in _CONVERTERS:
            raise SetRefused(Problem.UNKNOWN_FORMAT, number)
        try:
            case = _CONVERTERS[shape](row)
        except _Missing as missing:
            raise SetRefused(Problem.MISSING, number, missing.field) from None
        if case.id in cases:
            raise SetRefused(Problem.TWICE, number, case.id)
        cases[case.id] = case
    return _some(list(cases.values()))


def read_beir(queries: Iterable[str], judgements: Iterable[str]) -> list[Case]:
    """The cases of a set in BEIR's layout: queries as JSON lines, judgements as `query-id corpus-id score` lines.

    Raises:
        SetRefused: a query is none, or there is none that was judged.
    """
    relevant: dict[str, list[Relevant]] = {}
    for line in judgements:
        columns = line.rstrip("\n").split("\t")
        if len(columns) == _JUDGEMENT and columns[2].strip().isdigit() and int(columns[2]):
            relevant.setdefault(columns[0], []).append(Relevant(PASSAGES_PATH, columns[1]))
    cases = []
    for number, row in rows(queries):
        try:
            identity, question = _text(row, "_id"), _text(row, "text")
        except _Missing as missing:
            raise SetRefused(Problem.MISSING, number, missing.field) from None
        if identity in relevant:
            cases.append(Case(identity, question, tuple(relevant[identity])))
    return _some(cases)


def read_passages(lines: Iterable[str]) -> list[GivenPassage]:
    """The passages of a set in BEIR's layout.

    Raises:
        SetRefused: a line is none.
    """
    passages = []
    for number, row in rows(lines):
        try:
            passages.append(GivenPassage(_text(row, "_id"), str(row.get("title") or ""), _text(row, "text")))
        except _Missing as missing:
            raise SetRefused(Problem.MISSING, number, missing.field) from None
    return passages


def shape_of(row: Row) -> Shape | None:
    """The shape that a line has, by its keys; None for none that is known."""
    tells = (
        ("_id", Shape.BEIR),
        ("heading_path", Shape.EVAL_HEADING),
        ("doc_path", Shape.D2L_EXERCISES),
        ("should_answer", Shape.REFUSAL),
        ("relevant", Shape.ZIXUE),
        ("answerable", Shape.ZIXUE),
        ("source", Shape.QUALITY),
        ("tier", Shape.QUALITY),
    )
    return next((shape for key, shape in tells if key in row), None)


def rows(lines: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """The objects on the lines that are not blank, with their numbers from 1.

    Raises:
        SetRefused: a line is no JSON object.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise SetRefused(Problem.NOT_AN_OBJECT, number) from None
        if not isinstance(row, dict):
            raise SetRefused(Problem.NOT_AN_OBJECT, number)
        yield number, row


class _Missing(Exception):
    """A field is not there, or is not what it should be."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def _some(cases: list[Case]) -> list[Case]:
    if not cases:
        raise SetRefused(Problem.EMPTY)
    return cases


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _Missing(key)
    return value


def _maybe(row: Row, key: str) -> str | None:
    return _text(row, key) if row.get(key) is not None else None


def _flag(row: Row, key: str) -> bool:
    value = row.get(key)
    if not isinstance(value, bool):
        raise _Missing(key)
    return value


def _list(row: Row, key: str, of: type) -> list[Any]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, of) for one in value):
        raise _Missing(key)
    return value


def _zixue(row: Row) -> Case:
    relevant = tuple(
        Relevant(_text(one, "path"), _maybe(one, "heading"), _maybe(one, "text"))
        for one in _list(row, "relevant", dict)
    )
    answerable = _flag(row, "answerable") if "answerable" in row else True
    must = tuple(_list(row, "must", str))
    return Case(_text(row, "id"), _text(row, "question"), relevant, answerable, must, _maybe(row, "tier"))


def _quality(row: Row) -> Case:
    """`source` is how the file's name begins; what is right is told by a part of its title or of its text."""
    identity, question, tier = _text(row, "id"), _text(row, "question"), _maybe(row, "tier")
    if "source" not in row:
        return Case(identity, question, answerable=False, tier=tier)
    wanted = Relevant(f"{_text(row, 'source')}*", _maybe(row, "title_contains"), _maybe(row, "text_contains"))
    return Case(identity, question, (wanted,), tier=tier)


def _eval_heading(row: Row) -> Case:
    wanted = Relevant(_text(row, "doc_path"), _text(row, "heading_path"))
    return Case(_text(row, "id"), _text(row, "question"), (wanted,))


def _d2l_exercises(row: Row) -> Case:
    """An exercise belongs to its whole page."""
    return Case(_text(row, "id"), _text(row, "question"), (Relevant(_text(row, "doc_path")),))


def _refusal(row: Row) -> Case:
    answerable = _flag(row, "should_answer")
    tier = "question" if row.get("is_question_form") else "statement"
    return Case(_text(row, "id"), _text(row, "question"), answerable=answerable, tier=None if answerable else tier)


_CONVERTERS: Final[Mapping[Shape, Callable[[Row], Case]]] = {
    Shape.ZIXUE: _zixue,
    Shape.QUALITY: _quality,
    Shape.EVAL_HEADING: _eval_heading,
    Shape.D2L_EXERCISES: _d2l_exercises,
    Shape.REFUSAL: _refusal,
}
