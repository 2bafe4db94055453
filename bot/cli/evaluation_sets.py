"""Opening what `zixue eval` is given: a set, or a run that was saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.catalogue.measures import Measures
from bot.catalogue.phrase import Language
from knowledge import samples
from knowledge.evaluating import sets
from knowledge.evaluating.cases import EvaluationSet
from knowledge.evaluating.sets import SetRefused, Shape

if TYPE_CHECKING:
    from knowledge.evaluating.claims import Claim
    from knowledge.evaluating.trials import Run

_QUERIES = "queries.jsonl"


def open_set(path: Path | None, shape: Shape | None) -> EvaluationSet:
    """The set in a file, or in a folder in BEIR's layout; without a path the one about the samples.

    Raises:
        OSError: a file cannot be read.
        SetRefused: what is in it cannot be used.
    """
    path = samples.QUESTIONS if path is None else path
    if path.is_dir():
        path /= _QUERIES
    lines = _lines(path)
    if shape is not Shape.BEIR and not (shape is None and (path.parent / "qrels.tsv").is_file() and _is_beir(lines)):
        return EvaluationSet(path.name, tuple(sets.read(lines, shape)))
    cases = sets.read_beir(lines, _lines(path.parent / "qrels.tsv"))
    passages = sets.read_passages(_lines(path.parent / "passages.jsonl"))
    return EvaluationSet(f"{path.resolve().parent.name}/{path.name}", tuple(cases), tuple(passages))


def holds_claims(path: Path) -> bool:
    """Whether a file looks like a set of claims; not if it cannot be read."""
    try:
        return "claims" in next(sets.rows(_lines(path)))[1]
    except (OSError, SetRefused, StopIteration):
        return False


def open_claims(path: Path | None) -> tuple[str, list["Claim"]]:
    """The name of a set of claims and what is in it; without a path those that ship with the samples.

    Raises:
        OSError: the file cannot be read.
        SetRefused: what is in it cannot be used.
    """
    from knowledge.evaluating.claims import read_claims

    path = samples.CLAIMS if path is None else path
    return path.name, read_claims(_lines(path))


def refusal(refused: SetRefused, path: Path | None, language: Language) -> str:
    """Why a set cannot be used, in one sentence."""
    told = {"path": path, "line": refused.line, "field": refused.field}
    words = Measures[refused.problem.name]
    return words.say(language, **{name: value for name, value in told.items() if f"{{{name}}}" in words.value.en})


def open_run(path: Path) -> "Run":
    """A run that was saved.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no run.
    """
    from pydantic import TypeAdapter

    from knowledge.evaluating.trials import Run

    return TypeAdapter(Run).validate_json(path.read_bytes())


def save_run(run: "Run", path: Path) -> None:
    """Write a run, to be compared with.

    Raises:
        OSError: it cannot be written.
    """
    from pydantic import TypeAdapter

    from knowledge.evaluating.trials import Run

    path.write_bytes(TypeAdapter(Run).dump_json(run, indent=1) + b"\n")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").split("\n")


def _is_beir(lines: list[str]) -> bool:
    try:
        return sets.shape_of(next(sets.rows(lines))[1]) is Shape.BEIR
    except (SetRefused, StopIteration):
        return False
