"""The tables that `zixue eval` prints."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.catalogue.measures import Measures
from bot.catalogue.phrase import Language
from knowledge.evaluating.ablating import Ablation
from knowledge.evaluating.comparing import Changed, Comparison
from knowledge.evaluating.reports import Citations, Gate, Report
from knowledge.evaluating.resampling import Estimate

_MOST_CHANGED = 40
_WIDTH = 100  # of a table that goes into a file


def print_report(report: Report, language: Language) -> None:
    """One table a kind of number, on stdout."""
    console = open_console()
    writer = report.model or Measures.NO_MODEL.say(language)
    told = {"name": report.set, "questions": report.questions, "embedder": report.embedder, "writer": writer}
    console.print(Measures.SET.say(language, **told), soft_wrap=True, markup=False)
    for title, table in _parts(report, language):
        _print_table(console, title, table)
    if report.retrieval is not None and report.retrieval.unmatched:
        console.print(Measures.UNMATCHED.say(language, count=report.retrieval.unmatched), soft_wrap=True)


def print_comparison(comparison: Comparison, language: Language) -> None:
    """The differences by measure, then the questions that changed, on stdout."""
    console = open_console()
    title = Measures.COMPARISON.say(language, questions=comparison.questions)
    heads = (Measures.MEASURE, Measures.DELTA, Measures.INTERVAL, Measures.WON, Measures.LOST, Measures.SAME)
    table = _table(*(head.say(language) for head in heads), "p")
    for name, one in comparison.measures.items():
        counts = (str(count) for count in (one.won, one.lost, one.same))
        table.add_row(name, f"{one.delta.value:+.3f}", _interval(one.delta), *counts, f"{one.p:.3f}")
    _print_table(console, title, table)
    if comparison.unmatched:
        console.print(Measures.ONLY_ONE_RUN.say(language, count=comparison.unmatched))
    if comparison.changed:
        console.print(_changes(comparison, language))
    if (left := len(comparison.changed) - _MOST_CHANGED) > 0:
        console.print(Measures.MORE.say(language, count=left))


def print_ablation(ablation: Ablation, questions: int, language: Language) -> None:
    """One row a part, with the interval of its first measure, on stdout."""
    measures = list(next(iter(ablation.values())))
    table = _table(Measures.PART.say(language), measures[0], Measures.INTERVAL.say(language), *measures[1:])
    for part, estimates in ablation.items():
        first, *others = (estimates[name] for name in measures)
        table.add_row(part, _number(first.value), _interval(first), *(_number(one.value) for one in others))
    _print_table(open_console(), Measures.ABLATION.say(language, questions=questions), table)


def open_console() -> Console:
    """Stdout; wide enough for the tables where it is no terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH)


def _print_table(console: Console, title: str, table: Table) -> None:
    console.print()
    console.print(title, style="bold", soft_wrap=True, markup=False)
    console.print(table)


def _parts(report: Report, language: Language) -> Iterator[tuple[str, Table]]:
    if report.retrieval is not None:
        table = _estimates(language)
        for name, estimate in report.retrieval.measures.items():
            table.add_row(name, _number(estimate.value), _interval(estimate))
        yield Measures.RETRIEVAL.say(language, questions=report.retrieval.questions), table
    yield Measures.ANSWERABILITY.say(language), _gates(report, language)
    yield Measures.ANSWERS.say(language), _answers(report.citations, language)
    yield Measures.LATENCY.say(language), _latency(report, language)
    ece = _number(report.reliability.ece)
    yield Measures.RELIABILITY.say(language, ece=ece), _reliability(report, language)


def _gates(report: Report, language: Language) -> Table:
    heads = (Measures.TIER, Measures.QUESTIONS, Measures.ANSWERED, Measures.RIGHT, Measures.PRECISION, Measures.RECALL)
    table = _table(*(head.say(language) for head in heads), "F1")
    answerability = report.answerability
    _add_gate(table, Measures.ALL.say(language), answerability.overall)
    for name, gate in answerability.tiers.items():
        _add_gate(table, name, gate)
    if answerability.intervals:
        intervals = (answerability.intervals.get(name) for name in ("precision", "recall", "f1"))
        told = (_interval(one) if one else "" for one in intervals)
        table.add_row(Measures.INTERVAL.say(language), "", "", "", *told)
    return table


def _add_gate(table: Table, name: str, gate: Gate) -> None:
    shares = (_number(one) for one in (gate.right, gate.precision, gate.recall, gate.f1))
    table.add_row(Text(name), str(gate.questions), str(gate.answered), *shares)


def _answers(citations: Citations, language: Language) -> Table:
    table = _estimates(language)
    for words, estimate in (
        (Measures.CITATION_PRECISION, citations.precision),
        (Measures.CITATION_RECALL, citations.recall),
    ):
        value, interval = (_number(estimate.value), _interval(estimate)) if estimate else ("–", "")
        table.add_row(words.say(language), value, interval)
    table.add_row(Measures.VERBATIM.say(language, sentences=citations.sentences), _number(citations.verbatim), "")
    table.add_row(Measures.MUST.say(language), _number(citations.must), "")
    return table


def _latency(report: Report, language: Language) -> Table:
    table = _table(Measures.STAGE.say(language), "p50", "p95")
    for stage, latency in report.latency_ms.items():
        table.add_row(stage, f"{latency.p50:.1f}", f"{latency.p95:.1f}")
    return table


def _reliability(report: Report, language: Language) -> Table:
    heads = (Measures.CONFIDENCE, Measures.QUESTIONS, Measures.VALUE, Measures.RIGHT)
    table = _table(*(head.say(language) for head in heads))
    for one in report.reliability.bins:
        if one.questions:
            means = _number(one.confidence), _number(one.right)
            table.add_row(f"{one.low:.1f}–{one.high:.1f}", str(one.questions), *means)
    return table


def _changes(comparison: Comparison, language: Language) -> Table:
    heads = (Measures.QUESTION, Measures.RANK, Measures.ANSWERED)
    table = Table("", "id", *(head.say(language) for head in heads), box=None, pad_edge=False)
    for one in comparison.changed[:_MOST_CHANGED]:
        ranks = " → ".join("–" if rank is None else str(rank) for rank in one.rank)
        statuses = " → ".join(dict.fromkeys(one.status))
        table.add_row(_mark(one), Text(one.id), Text(one.question), ranks, statuses)
    return table


def _mark(one: Changed) -> str:
    """Better, worse, or merely other."""
    ranks = [rank or float("inf") for rank in one.rank]
    gain = (one.right[1] - one.right[0]) or (ranks[1] < ranks[0]) - (ranks[1] > ranks[0])
    return {1: "[green]+[/]", -1: "[red]-[/]"}.get(gain, "·")


def _estimates(language: Language) -> Table:
    heads = (Measures.MEASURE, Measures.VALUE, Measures.INTERVAL)
    return _table(*(head.say(language) for head in heads))


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    return table


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    between = "–" if estimate.low >= 0 else " … "
    return f"{estimate.low:.3f}{between}{estimate.high:.3f}"
