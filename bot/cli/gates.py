"""The tables that `zixue calibrate` prints."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.catalogue.gates import Gates
from bot.catalogue.phrase import Language
from knowledge.evaluating.answerability import Operating
from knowledge.listening.fit_gate import Calibration
from knowledge.listening.labels import Label
from knowledge.records import GateQuality

_RECALLS: Final = tuple(tenth / 10 for tenth in range(10, 0, -1))
_WIDTH: Final = 100  # of a table that goes into a file


def print_calibration(made: Calibration, sets: tuple[Sequence[Label], Sequence[Label]], language: Language) -> None:
    """What it was made of, what other thresholds would give, and how good the chosen one is, on stdout."""
    labels, tested = sets
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    embedder = made.gate.sense.embedder if made.gate.sense else "none"
    wanted = sum(one.should_answer for one in labels)
    told = {"labels": len(labels), "wanted": wanted, "embedder": embedder}
    console.print(Gates.LABELS.say(language, **told), soft_wrap=True, markup=False)
    _print(console, Gates.CURVE.say(language), _curve(made, language))
    _print(console, Gates.QUALITY.say(language), _quality(made, len(tested), language))


def at_recalls(points: Sequence[Operating]) -> Iterator[Operating]:
    """The most precise point with at least each tenth of the recall, all of it first; none of them twice."""
    chosen = (
        max((one for one in points if one.recall >= least), key=lambda one: (one.precision, one.recall), default=None)
        for least in _RECALLS
    )
    return iter(dict.fromkeys(one for one in chosen if one is not None))


def _print(console: Console, title: str, table: Table) -> None:
    console.print()
    console.print(title, style="bold", soft_wrap=True, markup=False)
    console.print(table)


def _curve(made: Calibration, language: Language) -> Table:
    """The points at the recalls, and the one at the threshold with a mark."""
    threshold = made.gate.threshold
    passed = [one for one in made.curve if one.threshold >= threshold][-1:]
    heads = (Gates.THRESHOLD, Gates.PRECISION, Gates.RECALL)
    table = _table(*(head.say(language) for head in heads), "")
    for one in sorted({*at_recalls(made.curve), *passed}):
        table.add_row(*_numbers(*one), "←" if [one] == passed else "")
    return table


def _quality(made: Calibration, tested: int, language: Language) -> Table:
    table = _table("", Gates.PRECISION.say(language), Gates.RECALL.say(language), "F1", Gates.THRESHOLD.say(language))
    threshold = f"{made.gate.threshold:.3f}"
    table.add_row(Gates.NESTED.say(language), *_shares(made.gate.quality), "")
    if made.test is not None:
        table.add_row(Gates.TEST.say(language, labels=tested), *_shares(made.test), threshold)
    return table


def _shares(quality: GateQuality) -> Iterator[str]:
    return _numbers(quality.precision, quality.recall, quality.f1)


def _numbers(*values: float) -> Iterator[str]:
    return (f"{value:.3f}" for value in values)


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    return table
