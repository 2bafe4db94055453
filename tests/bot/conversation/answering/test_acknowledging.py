"""Reactions while the bot is at work."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import Response, SetMessageReaction, TelegramMethod
from aiogram.types import Message

from bot.conversation.answering.acknowledging import at_work
from tests.bot.doubles import GROUP, PERSON, Conversation, claimed
from tests.fakes import NOON


def question(chat: Conversation) -> Message:
    """What somebody asks in a group."""
    shape = {"message_id": 5, "date": int(NOON.timestamp()), "chat": GROUP, "from": PERSON, "text": "什么"}
    return Message.model_validate(shape, context={"bot": chat.bot})


def reactions(chat: Conversation) -> list[list[str]]:
    """What the bot has reacted with, call by call."""
    calls = (call for call in chat.calls() if isinstance(call, SetMessageReaction))
    return [[getattr(one, "emoji", "") for one in call.reaction or []] for call in calls]


class AWhile(BaseRequestMiddleware):
    """A pause that ends when a test says so, and an ear for what comes after it."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.reacted = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        """Wait."""
        assert seconds > 1
        await self.over.wait()

    async def __call__(
        self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
    ) -> Response[Any]:
        """Make the request."""
        made = await make_request(bot, method)
        self.reacted.set()
        return made


async def test_a_question_that_takes_a_while_is_looked_at_until_it_is_answered() -> None:
    """In a group, without a word; the look is taken back at the end."""
    chat, a_while = Conversation(), AWhile()
    chat.session.middleware(a_while)
    async with at_work(question(chat), chat.bot, pause=a_while.pause):
        a_while.over.set()
        async with asyncio.timeout(5):
            await a_while.reacted.wait()
        assert reactions(chat) == [["👀"]]
    assert reactions(chat) == [["👀"], []]
    assert chat.screen.messages == []


async def test_a_fast_answer_is_not_announced() -> None:
    """Nor is anything taken back that was not there."""
    chat = Conversation()
    async with at_work(question(chat), chat.bot, pause=AWhile().pause):
        pass
    assert reactions(chat) == []


async def test_what_an_earlier_attempt_left_is_taken_back() -> None:
    """Its process died with its eyes open."""
    chat = Conversation()
    await chat.say("/ask 什么是门控", GROUP, claim=claimed(attempt=2))
    assert reactions(chat) == [[]]


@pytest.mark.parametrize("refusal", ["REACTION_INVALID", "not enough rights", "message to react not found"])
async def test_a_chat_without_reactions_is_answered_all_the_same(refusal: str) -> None:
    """What Telegram does not take of it is left out."""
    chat, a_while = Conversation(), AWhile()
    a_while.over.set()

    class Refusing(BaseRequestMiddleware):
        async def __call__(
            self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
        ) -> Response[Any]:
            if isinstance(method, SetMessageReaction):
                refused.append(refusal)
                raise TelegramBadRequest(method, f"Bad Request: {refusal}")
            return await make_request(bot, method)

    refused: list[str] = []
    chat.session.middleware(Refusing())
    async with at_work(question(chat), chat.bot, tried_before=True, pause=a_while.pause):
        pass
    assert refused == [refusal]
