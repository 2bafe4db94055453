"""`zixue eval --ablate`: what each part of the ranking brings."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.catalogue.measures import Measures
from bot.cli.evaluation_order import Order
from bot.cli.running import MISUSED, REFUSED, complain, print_json

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.evaluating.cases import EvaluationSet


async def evaluate_rankings(order: Order, asked: "EvaluationSet", settings: "Settings") -> int:
    """Rank what answers each question by one part after the other, and tell what came of it; the exit code."""
    from bot.cli.evaluated_library import NothingRead, evaluated_of, with_bar
    from bot.cli.measures import print_ablation
    from knowledge.evaluating.ablating import AblateRanking

    if not (total := sum(bool(case.relevant) for case in asked.cases)):
        complain(Measures.NO_RELEVANT.say(settings.language))
        return MISUSED
    try:
        async with evaluated_of(order, asked, settings) as evaluated:
            rank = AblateRanking(evaluated.wired.find_passages)
            ablation = await with_bar(
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
