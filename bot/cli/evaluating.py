"""`zixue eval`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.evaluation_order import Order
from bot.cli.running import MISUSED, REFUSED, complain, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.evaluating.cases import EvaluationSet
    from knowledge.evaluating.trials import Run

_Format = Literal["auto", "zixue", "quality", "eval_heading", "d2l_exercises", "beir", "refusal", "claims"]
_HELP_FORMAT = (
    "What the set is written in: auto, zixue, quality, eval_heading, d2l_exercises, beir, refusal, or claims: "
    "right and wrong ones about passages, to measure the citation check; without a SET, those that ship with it."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


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
    order = Order(given, corpora, heading_blind, shape, limit, seed, compare, save, plot, ablate, as_json)

    run(lambda settings: _evaluate(order, settings))


async def _evaluate(order: Order, settings: "Settings") -> int:
    if (misuse := order.misuse()) is not None:
        return _misused(misuse.say(settings.language))
    if order.claims:
        from bot.cli.evaluating_claims import evaluate_claims

        return await evaluate_claims(order, settings)
    asked = _asked(order, settings)
    if isinstance(asked, int):
        return asked
    if order.ablate:
        from bot.cli.evaluating_rankings import evaluate_rankings

        return await evaluate_rankings(order, asked, settings)
    return await _evaluate_answers(order, asked, settings)


async def _evaluate_answers(order: Order, asked: "EvaluationSet", settings: "Settings") -> int:
    before = _before(order, settings)
    if isinstance(before, int):
        return before
    made = await _tried(order, asked, settings)
    return made if isinstance(made, int) else _told(order, made, before, settings)


def _misused(sentence: str) -> int:
    complain(sentence)
    return MISUSED


def _asked(order: Order, settings: "Settings") -> "EvaluationSet | int":
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


def _before(order: Order, settings: "Settings") -> "Run | int | None":
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


async def _tried(order: Order, asked: "EvaluationSet", settings: "Settings") -> "Run | int":
    from bot.catalogue.measures import Measures
    from bot.cli.evaluated_library import NothingRead, evaluated_of, with_bar
    from knowledge.evaluating.evaluate_answers import EvaluateAnswers
    from knowledge.evaluating.trials import Run

    try:
        async with evaluated_of(order, asked, settings) as evaluated:
            wired = evaluated.wired
            ask = EvaluateAnswers(wired.library, wired.find_passages, wired.answer_question)
            trials = await with_bar(
                lambda report: ask(asked.cases, evaluated.dropped, report), len(asked.cases), order, settings
            )
            return Run(asked.name, wired.follow.embedder, settings.model_name, settings.answer_threshold, trials)
    except NothingRead:
        complain(Measures.NO_CORPUS.say(settings.language))
        return REFUSED


def _told(order: Order, now: "Run", before: "Run | None", settings: "Settings") -> int:
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
