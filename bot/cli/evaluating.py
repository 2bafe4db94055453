"""`zixue eval`."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from bot.cli.running import MISUSED, REFUSED, complain, print_json, run

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from bot.cli.evaluated_library import Evaluated
    from bot.settings import Settings
    from knowledge.evaluating.cases import EvaluationSet
    from knowledge.evaluating.trials import Run

    _T = TypeVar("_T")
    _Ask = Callable[[Callable[[int], None]], Awaitable[_T]]

_Format = Literal["auto", "zixue", "quality", "eval_heading", "d2l_exercises", "beir", "refusal", "claims"]
_HELP_FORMAT = (
    "What the set is written in: auto, zixue, quality, eval_heading, d2l_exercises, beir, refusal, or claims: "
    "right and wrong ones about passages, to measure the citation check; without a SET, those that ship with it."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    given: Path | None
    corpus: tuple[str, ...]
    blind: bool
    shape: _Format
    limit: int | None
    seed: int
    compare: Path | None
    save: Path | None
    plot: Path | None
    ablate: bool
    as_json: bool


def evaluate(
    given: Annotated[
        Path | None,
        typer.Argument(
            metavar="SET", help="Questions as JSON lines; without it, those about the samples.", show_default=False
        ),
    ] = None,
    corpus: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH",
            help="Ask a library made of this instead; repeatable.",
            show_default=False,
        ),
    ] = None,
    heading_blind: Annotated[
        bool, typer.Option("--heading-blind", help="Leave headings out of it that are themselves the questions.")
    ] = False,
    shape: Annotated[_Format, typer.Option("--format", metavar="FORMAT", help=_HELP_FORMAT)] = "auto",
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many questions.", show_default=False)] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which questions, and which resamples.")] = 0,
    compare: Annotated[
        Path | None, typer.Option(metavar="RUN", help="A saved run to compare with.", show_default=False)
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Where to write this run.", show_default=False)
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder to draw charts into.", show_default=False)
    ] = None,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Tell instead what each part of the ranking brings.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ask a set of questions and measure what comes of them.

    Without --corpus the library that is there is asked; the set about the samples has them as its own.
    """
    corpora = tuple(corpus or ())
    order = _Order(given, corpora, heading_blind, shape, limit, seed, compare, save, plot, ablate, as_json)

    run(lambda settings: _evaluate(order, settings))


async def _evaluate(order: _Order, settings: "Settings") -> int:
    from bot.catalogue.measures import Measures
    from bot.cli.evaluating_claims import evaluate_claims
    from bot.cli.evaluation_sets import holds_claims

    if order.shape == "claims" or (order.shape == "auto" and order.given is not None and holds_claims(order.given)):
        if order.corpus or order.blind or order.plot is not None:
            return _misused(Measures.CLAIMS_ALONE.say(settings.language))
        return await evaluate_claims(order, settings)
    if order.blind and not order.corpus:
        return _misused(Measures.BLIND_NEEDS_CORPUS.say(settings.language))
    if order.ablate and (order.compare or order.save or order.plot):
        return _misused(Measures.ABLATION_ALONE.say(settings.language))
    if order.plot is not None and not _can_draw():
        return _misused(Measures.NO_MATPLOTLIB.say(settings.language))
    asked = _asked(order, settings)
    before = _before(order, settings)
    if isinstance(asked, int) or isinstance(before, int):
        return MISUSED
    if order.ablate:
        return await _ablated(order, asked, settings)
    made = await _tried(order, asked, settings)
    return made if isinstance(made, int) else _told(order, made, before, settings)


def _misused(sentence: str) -> int:
    complain(sentence)
    return MISUSED


def _can_draw() -> bool:
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None


def _asked(order: _Order, settings: "Settings") -> "EvaluationSet | int":
    """The set, as much of it as is wanted; the exit code where it cannot be used."""
    from dataclasses import replace

    from bot.cli.evaluation_sets import open_set, refusal
    from knowledge.evaluating.cases import sample
    from knowledge.evaluating.sets import SetRefused, Shape

    try:
        asked = open_set(order.given, None if order.shape == "auto" else Shape(order.shape))
    except OSError as error:
        return _misused(f"{error.filename}: {error.strerror}.")
    except SetRefused as refused:
        return _misused(refusal(refused, order.given, settings.language))
    return replace(asked, cases=tuple(sample(asked.cases, order.limit, order.seed)))


def _before(order: _Order, settings: "Settings") -> "Run | int | None":
    from bot.catalogue.measures import Measures
    from bot.cli.evaluation_sets import open_run

    if order.compare is None:
        return None
    try:
        return open_run(order.compare)
    except OSError as error:
        return _misused(f"{order.compare}: {error.strerror}.")
    except ValueError:
        return _misused(Measures.NO_RUN.say(settings.language, path=order.compare))


def _library(order: _Order, asked: "EvaluationSet", settings: "Settings") -> "AbstractAsyncContextManager[Evaluated]":
    from bot.cli.evaluated_library import made, standing
    from knowledge import samples

    own = [str(path) for path in samples.paths()] if order.given is None else []
    corpus = order.corpus or own
    if corpus or asked.passages:
        return made(settings, asked, corpus, blind=order.blind, quiet=order.as_json)
    return standing(settings)


async def _tried(order: _Order, asked: "EvaluationSet", settings: "Settings") -> "Run | int":
    from dataclasses import replace

    from bot.catalogue.measures import Measures
    from bot.cli.evaluated_library import NothingRead
    from knowledge.evaluating.embedding_once import embedding_once
    from knowledge.evaluating.evaluate_answers import EvaluateAnswers
    from knowledge.evaluating.trials import Run

    try:
        async with _library(order, asked, settings) as evaluated:
            wired = evaluated.wired
            find = embedding_once(wired.find_passages)
            ask = EvaluateAnswers(wired.library, find, replace(wired.answer_question, find_passages=find))
            trials = await _with_bar(
                lambda report: ask(asked.cases, evaluated.dropped, report), len(asked.cases), order, settings
            )
            return Run(asked.name, wired.follow.embedder, settings.model_name, settings.answer_threshold, trials)
    except NothingRead:
        complain(Measures.NO_CORPUS.say(settings.language))
        return REFUSED


async def _ablated(order: _Order, asked: "EvaluationSet", settings: "Settings") -> int:
    from bot.catalogue.measures import Measures
    from bot.cli.evaluated_library import NothingRead
    from bot.cli.measures import print_ablation
    from knowledge.evaluating.ablating import AblateRanking
    from knowledge.evaluating.embedding_once import embedding_once

    if not (total := sum(bool(case.relevant) for case in asked.cases)):
        return _misused(Measures.NO_RELEVANT.say(settings.language))
    try:
        async with _library(order, asked, settings) as evaluated:
            rank = AblateRanking(embedding_once(evaluated.wired.find_passages))
            ablation = await _with_bar(
                lambda report: rank(asked.cases, evaluated.dropped, report, order.seed), total, order, settings
            )
    except NothingRead:
        complain(Measures.NO_CORPUS.say(settings.language))
        return REFUSED
    if order.as_json:
        parts = {part: {name: asdict(one) for name, one in measures.items()} for part, measures in ablation.items()}
        print_json({"set": asked.name, "questions": total, "parts": parts})
    else:
        print_ablation(ablation, total, settings.language)
    return 0


async def _with_bar(ask: "_Ask[_T]", total: int, order: _Order, settings: "Settings") -> "_T":
    """Ask, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.catalogue.measures import Measures

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=order.as_json or not console.is_terminal) as bar:
        task = bar.add_task(Measures.ASKING.say(settings.language), total=total)
        return await ask(lambda done: bar.update(task, completed=done))


def _told(order: _Order, now: "Run", before: "Run | None", settings: "Settings") -> int:
    """Print, save and draw the run."""
    from bot.cli.evaluation_sets import save_run
    from knowledge.evaluating.comparing import compare
    from knowledge.evaluating.reports import report

    report_now = report(now, order.seed)
    comparison = compare(before, now, order.seed) if before else None
    if order.as_json:
        print_json(asdict(report_now) | {"comparison": asdict(comparison) if comparison else None})
    else:
        from bot.cli.measures import print_comparison, print_report

        print_report(report_now, settings.language)
        if comparison:
            print_comparison(comparison, settings.language)
    try:
        if order.save is not None:
            save_run(now, order.save)
        if order.plot is not None:
            from bot.cli.charts import draw

            draw(now, report_now, order.plot)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}.")
        return REFUSED
    return 0
