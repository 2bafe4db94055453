"""The dispatcher: every handler in the order in which it is tried, and what they ask for by name."""

from collections.abc import Iterator
from typing import cast

from aiogram import Dispatcher, Router
from aiogram.types import Message

from bot.conversation import (
    administering,
    browsing,
    declining,
    failures,
    governing,
    inline,
    issues,
    reviewing,
    rights,
    setting_up,
    starting,
    statistics,
    submitting,
    taking_part,
)
from bot.conversation.answering import (
    asking,
    asking_again,
    listening,
    open_questions,
    opinions,
    reasons,
    staleness,
    stopping,
)
from bot.conversation.answering.running_answers import RunningAnswers, SharedStops
from bot.conversation.connecting import presence
from bot.conversation.guarding import anonymous, confirming
from bot.conversation.guarding.admitting import served_only
from bot.conversation.manners import policies, tongues
from bot.conversation.requests import number_messages


def dispatcher(**dependencies: object) -> Dispatcher:
    """A dispatcher whose handlers ask for `converse`, `search_entries`, `library` and others by name.

    With `chats`, it follows which of them can be reached; with `shared_stops`, an answer that another process writes
    can be stopped; with `absence`, stale questions are passed over. An update that is fed with its `claim` is answered
    once, however often it is worked off.
    """
    root = Dispatcher(disable_fsm=True)
    shared_stops = cast("SharedStops | None", dependencies.get("shared_stops"))
    root.workflow_data.update(running_answers=RunningAnswers(shared_stops), **dependencies)
    for middleware in (number_messages, presence.follow_chats, served_only, tongues.follow_audience):
        root.update.outer_middleware(middleware)
    root.message.outer_middleware(anonymous.until_named)
    for observer in (root.message, root.edited_message):
        observer.filter(_written_by_a_person)
    root.include_routers(*_routers())
    return root


def _routers() -> Iterator[Router]:
    """The parts of a chat, in the order in which they are asked for a handler."""
    yield failures.router()
    yield presence.router()
    yield issues.links()
    yield reasons.router()
    yield rights.links()
    yield submitting.links()
    yield setting_up.links()
    yield starting.router()
    yield setting_up.router()
    yield confirming.router(
        {
            rights.FORGET_ME: rights.forget_now,
            anonymous.ACTION: anonymous.work_off,
            **administering.CONFIRMED,
        },
        own=(rights.FORGET_ME,),
    )
    yield administering.router()
    yield submitting.router()
    yield reviewing.router()
    yield staleness.router()
    yield stopping.router()
    yield issues.router()
    yield taking_part.router()
    yield rights.router()
    yield governing.router()
    yield policies.router()
    yield statistics.router()
    yield opinions.router()
    yield asking_again.router()
    yield open_questions.router()
    yield browsing.router()
    yield asking.by_command()
    yield inline.router()
    yield governing.refused()
    yield declining.commands()
    yield asking.by_address()
    yield listening.router()
    yield declining.everything_else()
    yield governing.dead_buttons()


async def _written_by_a_person(message: Message) -> bool:
    """Other bots are not answered; an anonymous admin writes as a bot, in the name of a chat.

    Nor is what a linked channel posts: Telegram itself forwards it into the group.
    """
    if message.is_automatic_forward:
        return False
    return message.sender_chat is not None or not (message.from_user and message.from_user.is_bot)
