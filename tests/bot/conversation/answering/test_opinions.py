"""What people think of answers: 👍, 👎, and why."""

import datetime as dt
from typing import Any, Final

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup
from aiogram.types import ForceReply, Message

from bot.buttons import Press
from bot.catalogue.opinions import OpinionWords
from bot.conversation.answering.concluding import Again
from knowledge.records import Fault, Thumb
from knowledge.remembering.giving_opinions import GiveOpinion, GiveReason
from knowledge.spine.inbox import Claim
from tests.bot.doubles import GROUP, PERSON, PRIVATE, Conversation, library
from tests.fakes import NOON, FixedClock
from tests.knowledge.memory_opinions import MemoryOpinions

UP: Final = Press("opinion", "up", 1).pack()
DOWN: Final = Press("opinion", "down", 1).pack()
OTHER: Final[dict[str, Any]] = {**PERSON, "id": 8}


class Waiting:
    """What the bot waits for, in a dictionary."""

    def __init__(self) -> None:
        self.held: dict[tuple[int, int, int], str] = {}

    async def expect(self, chat_id: int, message_id: int, user_id: int, purpose: str, now: dt.datetime) -> None:
        """Wait."""
        del now
        self.held[chat_id, message_id, user_id] = purpose

    async def purpose(self, chat_id: int, message_id: int, user_id: int) -> str | None:
        """What for."""
        return self.held.get((chat_id, message_id, user_id))

    async def done(self, chat_id: int, message_id: int) -> None:
        """No longer."""
        self.held = {key: purpose for key, purpose in self.held.items() if key[:2] != (chat_id, message_id)}


class Weekly:
    """As much of the weekly as reasons need."""

    def __init__(self) -> None:
        self.waiting = Waiting()


class Judged(Conversation):
    """A chat in which an answer stands, of which people may have opinions."""

    async def begun(self, where: dict[str, Any]) -> Message:
        """The answer."""
        self.opinions = MemoryOpinions(self.memory)
        give = GiveOpinion(self.memory, self.opinions, FixedClock())
        self.dispatcher.workflow_data.update(give_opinion=give, give_reason=GiveReason(self.memory, self.opinions))
        await self.say("/ask 什么是门控", where)
        return self.screen.messages[-1]

    def thumbs(self) -> dict[int, Thumb]:
        """Who thinks what of it."""
        return {one.user_id: one.thumb for one in self.opinions.given.values()}

    def shown(self) -> list[str]:
        """The buttons below the answer as it stands now."""
        keyboard = (self.screen.edits or self.screen.messages)[-1].reply_markup
        return [button.text for row in keyboard.inline_keyboard for button in row] if keyboard else []

    def answers(self) -> list[AnswerCallbackQuery]:
        """How presses were answered."""
        return [call for call in self.calls() if isinstance(call, AnswerCallbackQuery)]


async def test_everybody_has_one_opinion_and_may_take_it_back() -> None:
    """The buttons count; changing one's mind counts once, and pressing again takes it back. Nothing else is said."""
    chat = Judged(library=await library())
    answer = await chat.begun(GROUP)
    for data, person, expected in (
        (UP, PERSON, ["👍 1", "👎"]),
        (UP, OTHER, ["👍 2", "👎"]),
        (DOWN, OTHER, ["👍 1", "👎 1"]),
        (DOWN, OTHER, ["👍 1", "👎"]),
    ):
        await chat.press(data, chat.screen.edits[-1] if chat.screen.edits else answer, person)
        assert chat.shown() == expected
    assert chat.thumbs() == {7: Thumb.UP}
    assert len(chat.screen.messages) == 1
    assert chat.screen.notices == [words.say("zh") for words in (OpinionWords.NOTED,) * 2 + (OpinionWords.TAKEN_BACK,)]


async def test_in_a_group_the_reason_is_asked_in_private() -> None:
    """The press opens a chat with the bot; the group sees nothing of it."""
    chat = Judged(library=await library())
    answer = await chat.begun(GROUP)
    await chat.press(DOWN, answer, OTHER)
    assert chat.answers()[-1].url == "https://t.me/zixue_bot?start=why_1"
    sent = await chat.say("/start why_1", {"id": 8, "type": "private"}, **{"from": OTHER})
    assert sent == [OpinionWords.WHY.say("zh", question="什么是门控")]
    await chat.press(Press("opinion", "fault", 1, 1, "outdated").pack(), person=OTHER)
    assert chat.opinions.given[1, 8].fault is Fault.OUTDATED
    asked = chat.screen.edits[-1]
    assert (asked.text, asked.reply_markup) == (OpinionWords.REASON_NOTED.say("zh"), None)


async def test_only_who_found_an_answer_bad_may_say_why() -> None:
    """Neither by the link nor by a forged press, and an unknown reason is none."""
    chat = Judged(library=await library())
    answer = await chat.begun(GROUP)
    await chat.press(UP, answer)
    assert await chat.say("/start why_1") == [OpinionWords.ONLY_THEIRS.say("zh")]
    for data in (Press("opinion", "fault", 1, 0, "outdated"), Press("opinion", "fault", 1, 0, "rude")):
        await chat.press(data.pack(), answer)
        assert chat.answers()[-1].text == OpinionWords.ONLY_THEIRS.say("zh")
    assert chat.opinions.given[1, 7].fault is None


async def test_an_answer_of_another_chat_cannot_be_judged() -> None:
    """A forged number names somebody else's."""
    chat = Judged(library=await library())
    await chat.begun(PRIVATE)
    await chat.say("/ask 什么是门控", GROUP)
    await chat.press(UP, chat.screen.messages[-1], OTHER)
    assert chat.thumbs() == {}
    assert chat.answers()[-1].text == OpinionWords.GONE.say("zh")


async def test_a_press_that_is_worked_off_again_is_not_taken_back() -> None:
    """The process died after it was noted."""
    chat = Judged(library=await library())
    answer = await chat.begun(GROUP)
    for attempt in (1, 2):
        await chat.press(UP, answer, claim=Claim(1, 1, "button:-100", "{}", NOON, attempt))
    assert chat.thumbs() == {7: Thumb.UP}


async def test_in_private_the_reasons_stand_below_the_answer() -> None:
    """Until one is chosen, or the opinion is taken back."""
    chat = Judged(library=await library())
    answer = await chat.begun(PRIVATE)
    await chat.press(DOWN, answer)
    reasons = [OpinionWords[fault.name].say("zh") for fault in Fault if fault is not Fault.WRONG]
    assert sorted(chat.shown()) == sorted([*reasons, "👍", "👎 1"])
    await chat.press(Press("opinion", "fault", 1, 0, "incomplete").pack(), chat.screen.edits[-1])
    assert chat.opinions.given[1, 7].fault is Fault.INCOMPLETE
    assert chat.shown() == ["👍", "👎 1"]


@pytest.mark.parametrize(("seconds", "kept"), [(60, "引的是旧版"), (121, None)])
async def test_own_words_are_taken_for_two_minutes(seconds: int, kept: str | None) -> None:
    """As a reply to the bot's question, cleaned of what nobody sees."""
    chat = Judged(library=await library())
    answer = await chat.begun(PRIVATE)
    await chat.press(DOWN, answer)
    chat.dispatcher["weekly"] = Weekly()
    await chat.press(Press("opinion", "fault", 1, 0, "other").pack(), answer)
    asked = chat.screen.messages[-1].model_dump(exclude_none=True, by_alias=True, exclude={"reply_to_message"})
    assert isinstance(chat.sends()[-1].reply_markup, ForceReply)
    said = OpinionWords.REASON_NOTED if kept else OpinionWords.TOO_LATE
    when = int(NOON.timestamp()) + seconds
    assert await chat.say("引的是\u202e旧版", reply_to_message=asked, date=when) == [said.say("zh")]
    assert (chat.opinions.given[1, 7].fault, chat.opinions.given[1, 7].words) == (Fault.OTHER, kept)
    assert chat.answering.asked == ["什么是门控"]


async def test_a_keyboard_that_telegram_does_not_change_loses_no_opinion() -> None:
    """Somebody deleted the message, or the group has had its share of edits."""
    chat = Judged(library=await library())
    answer = await chat.begun(GROUP)
    await chat.press(UP, answer.model_copy(update={"message_id": 999}))
    assert chat.thumbs() == {7: Thumb.UP}


async def test_the_other_button_of_a_stored_answer_stays() -> None:
    """It can still be answered anew."""
    chat = Judged(library=await library())
    await chat.begun(GROUP)
    await chat.say("/ask 什么是门控？", GROUP)
    await chat.press(Press("opinion", "up", 2).pack())
    keyboard = chat.screen.edits[-1].reply_markup
    assert keyboard is not None
    assert [row[0].callback_data for row in keyboard.inline_keyboard] == [
        Again(exchange=2).pack(),
        Press("opinion", "up", 2).pack(),
    ]
    assert sum(isinstance(call, EditMessageReplyMarkup) for call in chat.calls()) == 1
