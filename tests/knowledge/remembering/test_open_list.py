"""What goes on the list of open questions."""

from knowledge.records import Passage, Unanswered, Wish
from tests.knowledge.remembering.talking import ENTRY, GROUP, PERSON, SOURCE, Talk, asked_in


async def unanswered(text: str = "量子门是什么", *, private: bool = False) -> tuple[Talk, int]:
    """A question that nothing answered, and its exchange."""
    talk = Talk(Unanswered())
    asked = await talk.converse(text, asked_in(private=private))
    assert asked.exchange_id is not None
    return talk, asked.exchange_id


async def test_the_same_question_is_counted() -> None:
    """However it is written."""
    talk, _ = await unanswered()
    await talk.converse("量子门是什么？", asked_in(9))
    (listed,) = await talk.memory.questions(GROUP)
    assert listed.times == 2


async def test_a_question_that_was_closed_is_opened_anew() -> None:
    """What answered it once does not any more."""
    talk, _ = await unanswered()
    (listed,) = await talk.memory.questions()
    await talk.memory.close(listed.id, talk.clock.now())
    await talk.converse("量子门是什么", asked_in(9))
    assert [one.id for one in await talk.memory.questions()] != [listed.id]
    assert len(await talk.memory.questions()) == 1


async def test_a_question_remembers_what_had_been_read() -> None:
    """Only a later passage answers it."""
    talk = Talk(Unanswered())
    await talk.library.keep(SOURCE, [ENTRY], [Passage("e1", 0, ("门控",), "门")])
    await talk.converse("量子门是什么", asked_in())
    (listed,) = await talk.memory.questions()
    assert listed.newest_passage == 1


async def test_a_wish_in_private_puts_the_question_on_the_list() -> None:
    """Once, however often the button is pressed."""
    talk, exchange = await unanswered(private=True)
    assert await talk.memory.questions() == []
    assert await talk.keep_open.want(exchange, PERSON, PERSON) is Wish.NOTED
    assert await talk.keep_open.want(exchange, PERSON, PERSON) is Wish.KNOWN
    (listed,) = await talk.memory.questions(PERSON)
    assert listed.times == 1
    assert talk.memory.wanting == {exchange}


async def test_a_wish_in_a_group_joins_what_is_listed() -> None:
    """The question is there already."""
    talk, exchange = await unanswered()
    assert await talk.keep_open.want(exchange, GROUP, PERSON) is Wish.NOTED
    assert len(await talk.memory.questions()) == 1


async def test_only_the_asker_wishes_and_only_where_it_was_asked() -> None:
    """Others have questions of their own."""
    talk, exchange = await unanswered()
    assert await talk.keep_open.want(exchange, GROUP, PERSON + 1) is Wish.NOT_THEIRS
    assert await talk.keep_open.want(exchange, GROUP + 1, PERSON) is Wish.NOT_THEIRS
    assert talk.memory.wanting == set()


async def test_what_was_forgotten_or_answered_cannot_be_wished_for() -> None:
    """A button outlives its question."""
    talk, exchange = await unanswered()
    assert await talk.keep_open.want(exchange + 1, GROUP, PERSON) is Wish.GONE
    answered = Talk()
    await answered.read()
    asked = await answered.converse("门的值有多大", asked_in())
    assert await answered.keep_open.want(asked.exchange_id or 0, GROUP, PERSON) is Wish.GONE
