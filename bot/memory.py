"""What is remembered of talks, put together over the ports that keep it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.settings import Settings
from knowledge.answering import AnswerQuestion
from knowledge.ports import Clock, Exchanges, OpenQuestions, Opinions, Policies
from knowledge.remembering import Converse
from knowledge.remembering.closing import CloseAnswered, TellAskers
from knowledge.remembering.converse import Affords, Frugal
from knowledge.remembering.forgetting import ForgetExchanges
from knowledge.remembering.meanings import Meanings
from knowledge.remembering.open_list import KeepOpen
from knowledge.remembering.recalling import RecallAnswer


@dataclass(frozen=True, slots=True)
class Memory:
    """The use cases that remember, ready to be called."""

    converse: Converse
    open_questions: OpenQuestions
    keep_open: KeepOpen
    close_answered: CloseAnswered
    tell_askers: TellAskers
    forget_exchanges: ForgetExchanges


class Kept(NamedTuple):
    """Where talks are kept, and what is set for the chats."""

    exchanges: Exchanges
    open_questions: OpenQuestions
    policies: Policies | None = None
    opinions: Opinions | None = None


def memory_of(
    answer: AnswerQuestion, kept: Kept, clock: Clock, settings: Settings, affords: Affords | None = None
) -> Memory:
    """The memory of a deployment that answers in this way; without its model where somebody cannot afford that."""
    exchanges, listed, policies, opinions = kept
    find = answer.find_passages
    meanings = Meanings(find, settings.question_limit)
    lasts = dt.timedelta(days=settings.stored_answer_days)
    recall = RecallAnswer(exchanges, find.library, clock, lasts, answer.writer is not None, opinions)
    keep_open = KeepOpen(listed, exchanges, find.library, meanings)
    frugal = Frugal(affords, replace(answer, writer=None)) if affords and answer.writer is not None else None
    return Memory(
        converse=Converse(answer, exchanges, recall, keep_open, meanings, clock, policies, frugal),
        open_questions=listed,
        keep_open=keep_open,
        close_answered=CloseAnswered(listed, replace(find, reranker=None), clock, settings.answer_threshold),
        tell_askers=TellAskers(listed, find.library, clock),
        forget_exchanges=ForgetExchanges(exchanges, clock, dt.timedelta(days=settings.exchange_days)),
    )
