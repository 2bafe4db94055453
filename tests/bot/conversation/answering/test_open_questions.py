"""The list of open questions in a chat."""

from aiogram.methods import AnswerCallbackQuery

from bot.catalogue import Words
from bot.conversation.answering.concluding import Want
from bot.conversation.leafing import Leaf
from knowledge.records import Meaning, OpenQuestion, Unanswered
from tests.bot.doubles import GROUP, PERSON, Conversation
from tests.fakes import NOON


def listed(chat: Conversation, count: int, chat_id: int = -100) -> None:
    """Put so many questions on a chat's list."""
    for number in range(1, count + 1):
        question = OpenQuestion(number, chat_id, Meaning(f"第 {number} 个问题" + "很长" * 60), NOON, 0)
        chat.memory.listed[number] = question


async def test_an_empty_list_says_so() -> None:
    """Nothing waits for an answer."""
    assert await Conversation().say("/questions", GROUP) == [Words.NO_OPEN_QUESTIONS.say("zh")]


async def test_what_was_asked_most_often_comes_first() -> None:
    """With how often, where it was more than once."""
    chat = Conversation(Unanswered())
    await chat.say("/ask 稀疏注意力是什么", GROUP)
    for _ in range(2):
        await chat.say("/ask 量子门是什么", GROUP)
    (shown,) = await chat.say("/questions", GROUP)
    assert shown.startswith(Words.OPEN_QUESTIONS.say("zh", count=2))
    assert shown.index("量子门") < shown.index(Words.ASKED_TIMES.say("zh", count=2)) < shown.index("稀疏注意力")


async def test_a_list_is_of_its_chat() -> None:
    """Nobody reads another group's questions."""
    chat = Conversation()
    listed(chat, 1, chat_id=-200)
    assert await chat.say("/questions", GROUP) == [Words.NO_OPEN_QUESTIONS.say("zh")]


async def test_a_long_list_is_leafed_through() -> None:
    """In one message that turns; a page beyond the end is the last one."""
    chat = Conversation()
    listed(chat, 30)
    (first,) = await chat.say("/questions", GROUP)
    await chat.press(Leaf(kind="questions", page=99).pack())
    (last,) = chat.screen.edits
    assert last.text
    assert last.text != first
    assert isinstance(chat.calls()[-1], AnswerCallbackQuery)


async def test_pressing_the_button_notes_the_wish_once() -> None:
    """Also after a restart: nothing but the button says which question it is."""
    chat = Conversation(Unanswered())
    await chat.say("量子门是什么")
    for _ in range(2):
        await chat.press(Want(exchange=1).pack())
    assert chat.screen.notices == [Words.WISH_NOTED.say("zh"), Words.WISH_KNOWN.say("zh")]
    assert [one.times for one in await chat.memory.questions()] == [1]


async def test_the_button_is_for_the_one_who_asked() -> None:
    """Others are told so."""
    chat = Conversation(Unanswered())
    await chat.say("/ask 量子门是什么", GROUP)
    await chat.press(Want(exchange=1).pack(), None, {**PERSON, "id": 8})
    assert chat.screen.notices == [Words.NOT_YOUR_QUESTION.say("zh")]
    assert chat.memory.wanting == set()


async def test_a_button_of_a_forgotten_question_says_so() -> None:
    """It can be asked again."""
    chat = Conversation(Unanswered())
    await chat.say("量子门是什么")
    chat.memory.exchanges.clear()
    await chat.press(Want(exchange=1).pack())
    assert chat.screen.notices == [Words.EXCHANGE_GONE.say("zh")]
