"""What came of a question, from what an earlier attempt at it has kept."""

from dataclasses import replace

from knowledge.answering.answer_question import nearest
from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.records import Answer, Asked, Exchange, Nearest, Question, Unanswered
from knowledge.remembering.recalling import RecallAnswer, earlier


def as_sent(exchange: Exchange) -> Asked:
    """What stands in the chat already; nothing of it is to be sent."""
    outcome = Answer(exchange.answer, (), exchange.mode) if exchange.status == "answered" else _unanswered(exchange)
    return Asked(exchange.id, outcome, message_id=exchange.answer_message_id)


async def restored(exchange: Exchange, recall: RecallAnswer) -> Asked | None:
    """The outcome as it was; None where something that it cites does not stand any more."""
    if exchange.status == "unanswered":
        return Asked(exchange.id, _unanswered(exchange))
    if exchange.mode == "stored":
        recalled = await recall(exchange.origin.chat_id, exchange.meaning)
        return Asked(exchange.id, recalled[0], earlier(recalled[1])) if recalled else None
    citations = await recall.standing(exchange.citations)
    return Asked(exchange.id, Answer(exchange.answer, citations, exchange.mode)) if citations else None


async def with_nearest(asked: Asked, question: Question, find_passages: FindPassages) -> Asked:
    """The same with what is near the question, which is not kept; what was said before had none."""
    if asked.earlier is not None:
        return asked
    evidence, _ = weigh(question, await find_passages(question))
    cited = {one.entry_id for one in asked.outcome.citations} if isinstance(asked.outcome, Answer) else set()
    near: tuple[Nearest, ...] = nearest([one for one in evidence.entries if one.found[0].entry.id not in cited])
    return replace(asked, outcome=replace(asked.outcome, nearest=near))


def _unanswered(exchange: Exchange) -> Unanswered:
    return Unanswered(mode="model" if exchange.mode == "model" else "extractive")
