"""Stopping an answer while it is written."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Message, Update

from bot.catalogue import Words
from bot.conversation.answering.metered import metered
from bot.conversation.answering.running_answers import RunningAnswers, asker_of
from bot.conversation.answering.stopping import Stop
from bot.conversation.answering.streaming import Pace, streaming
from bot.rendering import Audience
from knowledge.records import Asked, Origin, Usage
from tests.bot.doubles import ANSWER, GROUP, PERSON, PRIVATE, Conversation
from tests.fakes import NOON

ZH = Audience("zh", "zixue_bot")
NOBODY = Words.NOTHING_TO_STOP.say("zh")
ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Answered:
    """An answer that somebody in a chat waits for: it never comes by itself."""

    def __init__(self, chat: Conversation, where: Mapping[str, Any], **fields: object) -> None:
        shape = {"message_id": 1000, "date": int(NOON.timestamp()), "chat": where, "from": PERSON, **fields}
        self.chat = chat
        self.asked = Message.model_validate(shape, context={"bot": chat.bot})
        self.running: RunningAnswers = chat.dispatcher["running_answers"]
        self.waiting = asyncio.Event()
        self.went_on = False

    async def write(self, *, shown: bool = True) -> None:
        """Show a first sentence, then wait for ever."""
        pace = Pace(first=0.0, group=0.0, private=0.0)
        async with streaming(self.asked, self.chat.bot, ZH, self.running, pace) as stream:
            if shown:
                await stream.show(ANSWER)
            self.waiting.set()
            await asyncio.Event().wait()
            self.went_on = True


class Spending:
    """Quotas that nobody reaches."""

    def __init__(self) -> None:
        self.usages: list[Usage] = []

    async def admit(self, user_id: int | None, chat_id: int) -> None:
        """There is always more."""

    async def give_back(self, user_id: int | None, chat_id: int) -> None:
        """There is always enough."""

    async def spent(self, user_id: int | None, chat_id: int, usage: Usage) -> None:
        """Note it."""
        del user_id, chat_id
        self.usages.append(usage)


async def stopped_by(answer: Answered, stop: Update, *, shown: bool = True) -> str:
    """What stands in the chat after an update has stopped the answer."""
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(answer.write(shown=shown))
        await answer.waiting.wait()
        await answer.chat.dispatcher.feed_update(answer.chat.bot, stop)
    assert not task.cancelled()
    assert not answer.went_on
    last = [one for one in answer.chat.session.messages.values() if one.from_user == answer.chat.session.me][-1]
    return last.text or ""


def update(chat: Conversation, **event: object) -> Update:
    """An update of Telegram."""
    return Update.model_validate({"update_id": 5, **event}, context={"bot": chat.bot})


def command(chat: Conversation, where: Mapping[str, Any], **fields: object) -> Update:
    """`/stop`, said by the one who asked."""
    said = {"message_id": 2000, "date": int(NOON.timestamp()), "chat": where, "from": PERSON, "text": "/stop"}
    return update(chat, message={**said, **fields})


@pytest.mark.parametrize("where", [GROUP, PRIVATE])
async def test_a_command_stops_the_answer(where: Mapping[str, Any]) -> None:
    """What was checked by then stays, with a line that says so, and nothing else is said."""
    chat = Conversation()
    left = await stopped_by(Answered(chat, where), command(chat, where))
    assert left.startswith(Words.STOPPED.say("zh"))
    assert "零和一之间。[1]" in left
    assert "周刊第 9 期" in left
    assert len(chat.screen.messages) == 1


async def test_an_anonymous_admin_stops_what_the_group_asked() -> None:
    """Whoever writes in the name of the group."""
    chat = Conversation()
    as_group = {"from": ADMIN, "sender_chat": GROUP}
    left = await stopped_by(Answered(chat, GROUP, **as_group), command(chat, GROUP, **as_group))
    assert left.startswith(Words.STOPPED.say("zh"))


async def test_an_answer_of_which_nothing_is_there_ends_in_a_word() -> None:
    """Nothing is made up to fill it."""
    chat = Conversation()
    left = await stopped_by(Answered(chat, GROUP), command(chat, GROUP), shown=False)
    assert left == Words.STOPPED_EMPTY.say("zh")


async def test_telegrams_own_button_stops_a_draft() -> None:
    """In a private chat, where it stands under what is being typed."""
    chat = Conversation()
    pressed = update(chat, stopped_message_generation={"chat": PRIVATE, "draft_id": 1000})
    left = await stopped_by(Answered(chat, PRIVATE), pressed)
    assert left.startswith(Words.STOPPED.say("zh"))


async def test_the_button_stops_the_answer_above_it() -> None:
    """For the one who asked, and it is gone afterwards."""
    chat = Conversation()
    answer = Answered(chat, GROUP)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(answer.write())
        await answer.waiting.wait()
        (shown,) = chat.screen.messages
        assert shown.reply_markup is not None
        await chat.press(shown.reply_markup.inline_keyboard[0][0].callback_data or "", shown)
    assert (chat.screen.edits[-1].text or "").startswith(Words.STOPPED.say("zh"))
    assert chat.screen.edits[-1].reply_markup is None


async def test_the_button_under_what_an_anonymous_admin_asked_is_everybodys() -> None:
    """Whoever presses it does so as a person, of whom nobody knows whether they asked."""
    chat = Conversation()
    answer = Answered(chat, GROUP, **{"from": ADMIN, "sender_chat": GROUP})
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(answer.write())
        await answer.waiting.wait()
        (shown,) = chat.screen.messages
        assert shown.reply_markup is not None
        await chat.press(shown.reply_markup.inline_keyboard[0][0].callback_data or "", shown)
        assert chat.screen.notices == []
        await asyncio.wait([task], timeout=5)
        answer.running.stop(int(str(GROUP["id"])), int(str(GROUP["id"])))
    assert (chat.screen.edits[-1].text or "").startswith(Words.STOPPED.say("zh"))


async def test_nobody_stops_the_answer_of_another() -> None:
    """Neither by the button nor by the command."""
    chat = Conversation()
    somebody = {**PERSON, "id": 8}
    answer = Answered(chat, GROUP, **{"from": somebody})
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(answer.write())
        await answer.waiting.wait()
        (shown,) = chat.screen.messages
        await chat.press(Stop(asker=8).pack(), shown)
        assert chat.screen.notices == [Words.NOT_YOUR_ANSWER.say("zh")]
        assert await chat.say("/stop", GROUP) == [NOBODY]
        assert not task.done()
        answer.running.stop(int(str(GROUP["id"])), 8)


@pytest.mark.parametrize("where", [GROUP, PRIVATE])
async def test_where_nothing_is_written_nothing_is_stopped(where: Mapping[str, Any]) -> None:
    """Of earlier answers, of a bot before its restart, of another chat."""
    chat = Conversation()
    async with streaming(Answered(chat, where).asked, chat.bot, ZH, chat.dispatcher["running_answers"]) as stream:
        await stream.finish(["完整的回答"])
    assert await chat.say("/stop", where) == [NOBODY]
    await chat.press(Stop(asker=7).pack())
    assert [call.text for call in chat.calls() if isinstance(call, AnswerCallbackQuery)] == [NOBODY]


async def test_all_answers_of_somebody_are_stopped_and_no_other() -> None:
    """Of one chat; another of the same person goes on."""
    chat = Conversation()
    here = [Answered(chat, GROUP), Answered(chat, GROUP)]
    elsewhere = Answered(chat, PRIVATE)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        tasks = [group.create_task(one.write()) for one in (*here, elsewhere)]
        for one in (*here, elsewhere):
            await one.waiting.wait()
        await chat.dispatcher.feed_update(chat.bot, command(chat, GROUP))
        await asyncio.wait(tasks[:2])
        assert not tasks[2].done()
        elsewhere.running.stop(7, 7)


async def test_a_final_message_is_not_stopped() -> None:
    """It is on its way: one answer must not become two."""
    chat = Conversation()
    answer = Answered(chat, GROUP)

    async def stop_at_last(_: float) -> None:
        assert answer.running.stop(int(str(GROUP["id"])), 7)

    pace = Pace(first=0.0, group=9.0, pause=stop_at_last)
    async with streaming(answer.asked, chat.bot, ZH, answer.running, pace) as stream:
        await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert chat.screen.edits[-1].text == "完整的回答"
    assert answer.running.stop(int(str(GROUP["id"])), 7) is False


async def test_a_cancellation_is_taken_back_when_it_was_ours() -> None:
    """What waits with a deadline around the answer is not disturbed by it."""
    chat = Conversation()
    answer = Answered(chat, GROUP)

    async def with_a_deadline() -> int:
        async with asyncio.timeout(60):
            await answer.write()
            await asyncio.sleep(0)
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(with_a_deadline())
        await answer.waiting.wait()
        answer.running.stop(int(str(GROUP["id"])), 7)
    assert task.result() == 0


async def test_what_was_stopped_is_noted_in_the_quota() -> None:
    """As much as had been written; what ends with the process is not, as it is answered anew."""
    chat, running, spending = Conversation(), RunningAnswers(), Spending()
    asked, begun = Answered(chat, GROUP).asked, asyncio.Event()

    async def answer() -> None:
        async with streaming(asked, chat.bot, ZH, running, Pace(first=math.inf)) as stream:

            async def answering() -> Asked:
                await stream.show(replace(ANSWER, usage=Usage(900, 30)))
                begun.set()
                return await asyncio.Future[Asked]()

            await metered(spending, Origin(asked.chat.id, 1000, 7), answering, stream.taken)

    for stopped in (False, True):
        begun.clear()
        async with asyncio.timeout(10), asyncio.TaskGroup() as group:
            task = group.create_task(answer())
            await begun.wait()
            if stopped:
                assert running.stop(asked.chat.id, asker_of(asked))
            else:
                task.cancel()
        assert task.cancelled() is not stopped
    assert spending.usages == [Usage(900, 30)]
