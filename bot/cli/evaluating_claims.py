"""`zixue eval` of the citation check: claims about passages, right ones and planted wrong ones."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.catalogue.measures import Measures
from bot.cli.evaluation_order import Order
from bot.cli.evaluation_sets import open_claims, refusal
from bot.cli.running import MISUSED, REFUSED, complain, one_line, print_json

if TYPE_CHECKING:
    from rich.table import Table

    from bot.catalogue.phrase import Language
    from bot.settings import Settings
    from knowledge.evaluating.claim_reports import ClaimComparison, ClaimReport, Part
    from knowledge.evaluating.claims import ClaimRun
    from knowledge.evaluating.resampling import Estimate

_MOST_TURNED = 40


async def evaluate_claims(order: Order, settings: "Settings") -> int:
    """Check the claims of a set and tell what came of it; the exit code."""
    from knowledge.evaluating.claim_reports import compare, report
    from knowledge.evaluating.sets import SetRefused

    try:
        before = _opened(order.compare) if order.compare else None
        run = await _checked(order, settings)
    except SetRefused as refused:
        return _failed(refusal(refused, order.given, settings.language), MISUSED)
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}.", MISUSED)
    except ValueError:
        return _failed(Measures.NO_RUN.say(settings.language, path=order.compare), MISUSED)
    if run.judge is not None and not any(one.judged for one in run.verdicts):
        return _failed(Measures.JUDGE_FAILED.say(settings.language, judge=run.judge), REFUSED)
    told, comparison = report(run, order.seed), compare(before, run, order.seed) if before else None
    if order.as_json:
        print_json(asdict(told) | {"comparison": asdict(comparison) if comparison else None})
    else:
        _print(told, comparison, settings.language)
    try:
        _save(run, order.save)
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}.", REFUSED)
    return 0


async def _checked(order: Order, settings: "Settings") -> "ClaimRun":
    import asyncio

    from bot.cli.evaluated_library import with_bar
    from bot.wiring import make_embedder, make_judge, name_of
    from knowledge.answering.judging import HeldJudge
    from knowledge.answering.support import supports
    from knowledge.evaluating.cases import sample
    from knowledge.evaluating.claims import ClaimRun, passages
    from knowledge.evaluating.evaluate_claims import EvaluateClaims

    name, claims = open_claims(order.given)
    embedder = await asyncio.to_thread(make_embedder, settings)
    async with AsyncExitStack() as stack:
        if judge := make_judge(settings, rests=False):
            stack.push_async_callback(judge.close)
        held = HeldJudge(judge) if judge else None
        check, asked = EvaluateClaims(supports, embedder, held), sample(claims, order.limit, order.seed)
        verdicts = await with_bar(
            lambda report: check(asked, passages(claims), report), len(asked) if judge else 0, order, settings
        )
    return ClaimRun(name, name_of(embedder), verdicts, settings.judge_name)


def _opened(path: Path) -> "ClaimRun":
    from pydantic import TypeAdapter

    from knowledge.evaluating.claims import ClaimRun

    return TypeAdapter(ClaimRun).validate_json(path.read_bytes())


def _save(run: "ClaimRun", path: Path | None) -> None:
    from pydantic import TypeAdapter

    from knowledge.evaluating.claims import ClaimRun

    if path is not None:
        path.write_bytes(TypeAdapter(ClaimRun).dump_json(run, indent=1) + b"\n")


def _failed(sentence: str, code: int) -> int:
    complain(sentence)
    return code


def _print(told: "ClaimReport", comparison: "ClaimComparison | None", language: "Language") -> None:
    from bot.cli.measures import open_console

    out = open_console()
    values = {"name": told.set, "claims": told.claims, "embedder": told.embedder}
    out.print(Measures.CLAIMS.say(language, **values), soft_wrap=True, markup=False)
    if told.judge is not None:
        out.print(
            Measures.CLAIMS_JUDGED.say(language, judge=told.judge, judged=told.judged), soft_wrap=True, markup=False
        )
    out.print(_parts(told, language))
    if comparison is not None:
        counts = {"claims": comparison.claims, "won": comparison.won, "lost": comparison.lost}
        out.print(Measures.CLAIMS_COMPARISON.say(language, **counts, p=f"{comparison.p:.3f}"), soft_wrap=True)
        for line in _turned(comparison):
            out.print(line, soft_wrap=True, markup=False)


def _parts(told: "ClaimReport", language: "Language") -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    sides = (Measures.CLAIMS_RIGHT, Measures.CLAIMS_KEPT), (Measures.CLAIMS_WRONG, Measures.CLAIMS_CAUGHT)
    table.add_column(Measures.CLAIMS_PART.say(language))
    for count, share in sides:
        for head in (count, share, Measures.INTERVAL):
            table.add_column(head.say(language), justify="right")
    for name, part in _named(told, language):
        table.add_row(one_line(name), *_side(part.right, part.kept), *_side(part.wrong, part.caught))
    return table


def _named(told: "ClaimReport", language: "Language") -> "Iterator[tuple[str, Part]]":
    yield Measures.ALL.say(language), told.overall
    yield Measures.CLAIMS_WORKED_ON.say(language), told.worked_on
    yield Measures.CLAIMS_HELD_OUT.say(language), told.held_out
    yield from told.kinds.items()


def _side(count: int, share: "Estimate | None") -> tuple[str, str, str]:
    if share is None:
        return "", "", ""
    return str(count), f"{share.value:.3f}", f"{share.low:.3f}–{share.high:.3f}"


def _turned(comparison: "ClaimComparison") -> Iterator[str]:
    for one in comparison.turned[:_MOST_TURNED]:
        mark = "+" if one.kept[1] == one.supported else "-"
        yield f"{mark} {one.id}  {one_line(one.kind)}  {one_line(one.claim)}"
