"""Talking: threads, answers given again, and what is remembered."""

from dataclasses import replace

import pytest

from knowledge.errors import LibraryUnavailable, QuestionRefused
from knowledge.records import Answer, ChatPolicy, Exchange, Listing, Notice, Origin, Turn, Unanswered
from knowledge.remembering.converse import Frugal
from tests.knowledge.memory_exchanges import MemoryExchanges
from tests.knowledge.memory_policies import MemoryPolicies
from tests.knowledge.remembering.talking import ANSWER, ENTRY, GROUP, PERSON, Talk, asked_in


async def talk(outcome: Answer | Unanswered = ANSWER) -> Talk:
    """A chat over a library of one entry."""
    one = Talk(outcome)
    await one.read()
    return one


async def test_a_question_is_answered_and_remembered() -> None:
    """As typed and as understood, with who asked where, and what was cited."""
    one = await talk()
    asked = await one.converse("  门的值\n有多大？ ", asked_in(5))
    assert asked.outcome == ANSWER
    assert asked.earlier is None
    assert asked.exchange_id is not None
    kept = one.memory.exchanges[asked.exchange_id]
    assert (kept.typed, kept.meaning.question) == ("  门的值\n有多大？ ", "门的值 有多大？")
    assert (kept.origin, kept.status, kept.mode, kept.answer) == (asked_in(5), "answered", "extractive", ANSWER.text)
    assert [one.entry_id for one in kept.citations] == ["e1"]


async def test_how_long_each_stage_took_is_remembered() -> None:
    """For the numbers of a month; of a stored answer there is nothing to tell."""
    one = await talk(replace(ANSWER, elapsed_ms={"retrieval": 3.5, "total": 9.0}))
    fresh = await one.converse("门的值有多大？", asked_in(5))
    await one.converse.sent(fresh.exchange_id or 0, 6)
    stored = await one.converse("门的值有多大？", asked_in(7))
    kept = one.memory.exchanges
    assert kept[fresh.exchange_id or 0].elapsed_ms == {"retrieval": 3.5, "total": 9.0}
    assert kept[stored.exchange_id or 0].elapsed_ms == {}


async def test_a_chat_may_have_a_threshold_of_its_own() -> None:
    """Elsewhere that of the settings stands."""
    one = await talk()
    converse = replace(one.converse, policies=MemoryPolicies(ChatPolicy(GROUP, answer_threshold=0.6)))
    await converse("门的值有多大？", asked_in(5))
    await converse("门的值有多大？", replace(asked_in(5), chat_id=GROUP - 1))
    assert one.answering.thresholds == [0.6, None]


async def test_whoever_has_used_up_their_quota_is_answered_without_a_model() -> None:
    """Which they are told in one line; others are answered as ever."""
    one, plain = await talk(), Talk(replace(ANSWER, mode="extractive")).answering

    async def affords(origin: Origin) -> bool:
        return origin.user_id != PERSON

    converse = replace(one.converse, frugal=Frugal(affords, plain))
    askers = (asked_in(5), replace(asked_in(7), user_id=PERSON + 1))
    told = [(await converse("门的值有多大？", asker, anew=True)).outcome for asker in askers]
    assert [outcome.notice for outcome in told] == [Notice.QUOTA_SPENT, None]
    assert (len(plain.asked), len(one.answering.asked)) == (1, 1)


async def test_the_same_question_is_answered_from_what_is_stored() -> None:
    """At no cost; whose answer it is can be told, and the exchange is remembered as such."""
    one = await talk()
    first = await one.converse("门的值有多大？", asked_in(5))
    assert first.exchange_id is not None
    await one.converse.sent(first.exchange_id, 6)
    again = await one.converse("门的值 有多大", asked_in(7))
    assert len(one.answering.asked) == 1
    assert isinstance(again.outcome, Answer)
    assert again.outcome.mode == "stored"
    assert again.earlier is not None
    assert (again.earlier.message_id, again.earlier.mode) == (6, "extractive")
    assert again.exchange_id is not None
    assert one.memory.exchanges[again.exchange_id].mode == "stored"


async def test_a_question_can_be_asked_anew() -> None:
    """The new answer is the one that is given from then on."""
    one = await talk()
    await one.converse("门的值有多大？", asked_in(5))
    stored = await one.converse("门的值有多大？", asked_in(7))
    one.answering.outcome = replace(ANSWER, text="在零和一之间。[1]")
    exchange = await one.converse.asked_by(stored.exchange_id or 0, GROUP, PERSON)
    assert exchange is not None
    anew = await one.converse.again(exchange)
    assert anew.outcome == one.answering.outcome
    assert anew.earlier is None
    third = await one.converse("门的值有多大？", asked_in(9))
    assert isinstance(third.outcome, Answer)
    assert third.outcome.text == "在零和一之间。[1]"


@pytest.mark.parametrize(("chat", "person", "theirs"), [(GROUP, PERSON, True), (GROUP, 8, False), (5, PERSON, False)])
async def test_an_exchange_belongs_to_a_chat_and_a_person(chat: int, person: int, *, theirs: bool) -> None:
    """A button's data can be forged: what is kept decides."""
    one = await talk()
    asked = await one.converse("门的值有多大？", asked_in(5))
    assert (await one.converse.asked_by(asked.exchange_id or 0, chat, person) is not None) == theirs


async def test_the_exchange_of_an_anonymous_asker_is_anybodys_of_the_chat() -> None:
    """The press of a button carries a real id, the question did not."""
    one = await talk()
    asked = await one.converse("门的值有多大？", Origin(GROUP, 5, None))
    assert await one.converse.asked_by(asked.exchange_id or 0, GROUP, 8) is not None


async def test_a_reply_to_an_answer_carries_the_thread() -> None:
    """The last three exchanges, oldest first."""
    one = await talk()
    message = None
    questions = [f"{name} 有几个门" for name in ("LSTM", "GRU", "BERT", "GPT", "CNN")]
    for at, text in enumerate(questions):
        asked = await one.converse(text, asked_in(10 * at + 10, replied_to=message))
        message = 10 * at + 11
        await one.converse.sent(asked.exchange_id or 0, message)
    assert one.answering.threads[0] == ()
    assert one.answering.threads[1] == (Turn(questions[0], ANSWER.text),)
    assert [turn.question for turn in one.answering.threads[-1]] == questions[1:4]


async def test_a_follow_up_is_remembered_as_what_it_means() -> None:
    """So that somebody who asks it outright is given its answer."""
    one = await talk()
    asked = await one.converse("LSTM 有几个门", asked_in(10))
    await one.converse.sent(asked.exchange_id or 0, 11)
    follow_up = await one.converse("那 GRU 呢", asked_in(12, replied_to=11))
    kept = one.memory.exchanges[follow_up.exchange_id or 0]
    assert (kept.typed, kept.meaning.question, kept.parent_id) == ("那 GRU 呢", "GRU 有几个门", asked.exchange_id)
    await one.converse.sent(follow_up.exchange_id or 0, 13)
    outright = await one.converse("GRU 有几个门", asked_in(20))
    assert outright.earlier is not None


@pytest.mark.parametrize(
    "origin",
    [
        Origin(GROUP, 20, PERSON, replied_to=12),
        Origin(GROUP, 20, PERSON),
        Origin(GROUP, 20, PERSON, topic_id=3, replied_to=11),
        Origin(GROUP - 1, 20, PERSON, replied_to=11),
    ],
)
async def test_only_a_reply_to_the_answer_follows_it_up(origin: Origin) -> None:
    """Not another message, no reply, another topic, another chat."""
    one = await talk()
    asked = await one.converse("问一", asked_in(10))
    await one.converse.sent(asked.exchange_id or 0, 11)
    await one.converse("问二", origin)
    assert one.answering.threads[-1] == ()


async def test_asking_anew_keeps_the_thread() -> None:
    """A follow-up that is asked anew still follows up."""
    one = await talk()
    first = await one.converse("问一", asked_in(10))
    await one.converse.sent(first.exchange_id or 0, 11)
    second = await one.converse("问二", asked_in(12, replied_to=11))
    exchange = await one.converse.asked_by(second.exchange_id or 0, GROUP, PERSON)
    assert exchange is not None
    await one.converse.again(exchange)
    assert one.answering.threads[-1] == one.answering.threads[-2] == (Turn("问一", ANSWER.text),)


async def test_what_a_model_writes_is_reported_as_it_comes() -> None:
    """To whoever shows it."""
    one = await talk()

    async def show(_: Answer) -> None: ...

    await one.converse("问一", asked_in(10), show)
    assert one.answering.reports == [show]


async def test_an_unanswered_question_of_a_group_is_kept_open() -> None:
    """In private it is only offered, and small talk is not even that."""
    one = await talk(Unanswered())
    assert (await one.converse("量子门是什么", asked_in(5))).listing is Listing.KEPT
    assert (await one.converse("量子门是什么", asked_in(5, private=True))).listing is Listing.OFFERED
    assert (await one.converse("为什么？", asked_in(5))).listing is Listing.NONE
    assert [question.meaning.question for question in await one.memory.questions()] == ["量子门是什么"]


async def test_an_unanswered_question_is_asked_again_next_time() -> None:
    """Nothing is stored that could be given again."""
    one = await talk(Unanswered())
    for _ in range(2):
        await one.converse("量子门是什么", asked_in(5))
    assert len(one.answering.asked) == 2


class Full(MemoryExchanges):
    """A store that cannot be written."""

    async def add(self, exchange: Exchange) -> int:
        """A full disk."""
        del exchange
        raise LibraryUnavailable


async def test_what_cannot_be_remembered_is_answered_all_the_same() -> None:
    """A full disk is no reason to be silent."""
    one = await talk()
    asked = await replace(one.converse, exchanges=Full())("问一", asked_in(5))
    assert asked.outcome == ANSWER
    assert asked.exchange_id is None


async def test_a_question_without_words_is_refused_and_not_remembered() -> None:
    """There is nothing to remember."""
    one = await talk()
    with pytest.raises(QuestionRefused):
        await one.converse("  ", asked_in(5))
    assert one.memory.exchanges == {}


async def test_an_attempt_finds_what_an_earlier_one_has_kept() -> None:
    """The answer as it was, not as one that was given before; nothing is asked or remembered a second time."""
    one = await talk()
    first = await one.converse("门的值有多大？", asked_in(5))
    again = await one.converse.kept("门的值有多大？", asked_in(5))
    assert again == first
    assert len(one.answering.asked) == len(one.memory.exchanges) == 1


async def test_an_attempt_finds_only_what_the_very_message_asked() -> None:
    """Neither another message nor other words: a group that moved counts its messages anew."""
    one = await talk()
    await one.converse("门的值有多大？", asked_in(5))
    assert await one.converse.kept("门的值有多大？", asked_in(6)) is None
    assert await one.converse.kept("门是什么？", asked_in(5)) is None
    assert await one.converse.kept("门的值有多大？", replace(asked_in(5), chat_id=GROUP - 1)) is None


async def test_what_was_sent_is_known_to_be() -> None:
    """Even where what it cites has changed since."""
    one = await talk()
    first = await one.converse("门的值有多大？", asked_in(5))
    assert first.exchange_id is not None
    await one.converse.sent(first.exchange_id, 6)
    await one.read(replace(ENTRY, text="别的话。"))
    again = await one.converse.kept("门的值有多大？", asked_in(5))
    assert again is not None
    assert (again.exchange_id, again.message_id) == (first.exchange_id, 6)


async def test_an_answer_that_does_not_stand_any_more_is_not_given() -> None:
    """The question is answered from what the entry says now; the attempt after that finds the new answer."""
    one = await talk()
    await one.converse("门的值有多大？", asked_in(5))
    await one.read(replace(ENTRY, text="门的值在零和一之间，总是。"))
    assert await one.converse.kept("门的值有多大？", asked_in(5)) is None
    new = await one.converse("门的值有多大？", asked_in(5))
    again = await one.converse.kept("门的值有多大？", asked_in(5))
    assert again is not None
    assert again.exchange_id == new.exchange_id


async def test_an_attempt_that_died_before_the_list_is_completed() -> None:
    """The question is counted once, however often it is tried."""
    one = await talk(Unanswered())
    first = await one.converse("热力学第二定律是什么？", asked_in(5))
    one.memory.listed.clear()
    one.memory.asks.clear()
    for _ in range(2):
        again = await one.converse.kept("热力学第二定律是什么？", asked_in(5))
        assert again is not None
        assert (again.exchange_id, again.listing) == (first.exchange_id, Listing.KEPT)
    assert [(question.times, question.meaning.question) for question in await one.memory.questions()] == [
        (1, "热力学第二定律是什么？")
    ]


async def test_a_stored_answer_is_given_as_one_again() -> None:
    """With whose answer it is."""
    one = await talk()
    first = await one.converse("门的值有多大？", asked_in(4))
    await one.converse.sent(first.exchange_id or 0, 6)
    stored = await one.converse("门的值有多大？", asked_in(5))
    assert await one.converse.kept("门的值有多大？", asked_in(5)) == stored
    assert stored.earlier is not None


async def test_asking_anew_twice_is_asking_anew_once() -> None:
    """The second attempt gives what the first has kept; the exchange that the button names is not it."""
    one = await talk()
    first = await one.converse("门的值有多大？", asked_in(5))
    exchange = one.memory.exchanges[first.exchange_id or 0]
    anew = await one.converse.again(exchange)
    assert await one.converse.again(exchange) == anew
    assert anew.exchange_id != first.exchange_id
    assert len(one.answering.asked) == 2
