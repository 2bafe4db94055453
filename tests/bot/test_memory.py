"""What is remembered of talks, put together."""

import datetime as dt
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.memory import Kept, Memory, memory_of
from bot.settings import Settings
from knowledge.answering import AnswerQuestion
from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Writer
from knowledge.records import Found, Question, Turn
from tests.fakes import FixedClock, MemoryIndex, MemoryLibrary
from tests.knowledge.memory_exchanges import MemoryExchanges


class Silent:
    """A `Writer` that is there."""

    async def write(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = ()
    ) -> AsyncGenerator[str, None]:
        """Nothing."""
        del question, passages, thread
        yield ""


class Reversed:
    """A `Reranker` that is there."""

    async def order(self, question: str, passages: Sequence[Found]) -> list[int]:
        """The last first."""
        del question
        return list(reversed(range(len(passages))))


def memory(writer: Writer | None = None, **given: Any) -> Memory:  # noqa: ANN401  values of any setting
    """The memory of a deployment with these settings."""
    kept = MemoryExchanges()
    answer = AnswerQuestion(FindPassages(MemoryLibrary(), MemoryIndex(), None, None), writer)
    return memory_of(answer, Kept(kept, kept), FixedClock(), Settings(_env_file=None, **given))


def test_the_settings_say_how_long_things_are_remembered() -> None:
    """In days."""
    one = memory(stored_answer_days=30, exchange_days=90)
    assert one.converse.recall.lasts == dt.timedelta(days=30)
    assert one.forget_exchanges.kept_for == dt.timedelta(days=90)


@pytest.mark.parametrize(("writer", "expected"), [(None, False), (Silent(), True)])
def test_only_where_a_model_is_set_its_answers_alone_are_given_again(writer: Writer | None, *, expected: bool) -> None:
    """What was quoted without one would hide what it writes."""
    assert memory(writer).converse.recall.of_model is expected


def test_what_is_asked_and_what_is_closed_share_one_list() -> None:
    """What a chat puts on it is what is asked again later."""
    one = memory()
    assert one.keep_open.open_questions is one.open_questions
    assert one.keep_open is one.converse.keep_open
    assert one.close_answered.open_questions is one.tell_askers.open_questions is one.open_questions


def test_open_questions_are_asked_again_without_a_reranker() -> None:
    """It takes seconds a question, and whether one is answered does not need the best order."""
    kept = MemoryExchanges()
    find = FindPassages(MemoryLibrary(), MemoryIndex(), None, None, reranker=Reversed())
    one = memory_of(AnswerQuestion(find), Kept(kept, kept), FixedClock(), Settings(_env_file=None))
    assert one.close_answered.find_passages == replace(find, reranker=None)
