"""What editors write when they were asked to: a reason, another wording, a foreword."""

from typing import Final

from aiogram import Bot
from aiogram.types import Message

from bot.catalogue.overviews import Overview
from bot.catalogue.reviewing import Cards
from bot.conversation.reviewing.arranging import show_work
from bot.conversation.reviewing.desk import Desk
from bot.conversation.reviewing.prompts import Awaited
from bot.conversation.sending import reply
from bot.conversation.submitting.messages import contents_of
from bot.rendering import sentence
from bot.rendering.runs import one_line
from knowledge.weekly.notes import NoteEvent
from knowledge.weekly.reviewing import Arrangement, Reviewed
from knowledge.weekly.submitting.timing import CUT_FROM

_LONGEST_REASON: Final = 500
_LONG: Final = frozenset({"reword", "foreword"})
"""What may be as long as a note."""

_EVENTS: Final = {"reject": NoteEvent.REJECT, "ask": NoteEvent.ASK_CHANGES}


async def take_reply(message: Message, awaited: Awaited, desk: Desk, bot: Bot) -> None:
    """Do what the reply is for; whoever has left the editors' chat since they were asked is refused."""
    spoken = desk.audience.language
    if not await desk.authority.is_editor(desk.user.id):
        await reply(message, sentence(Cards.REFUSED.say(spoken)))
        return
    text = await _markdown(message, bot) if awaited.kind in _LONG else (message.text or "").strip()
    if not text or is_cut(message):
        words = Cards.CUT if text else Cards.TEXT_PLEASE if awaited.kind in _LONG else Cards.WORDS_PLEASE
        await reply(message, sentence(words.say(spoken)))
        return
    if awaited.kind in _EVENTS:
        done = await _reason(message, awaited, desk)
    elif awaited.kind == "reword":
        done = await _wording(message, awaited, desk, text)
    else:
        done = await _of_issue(message, awaited, desk, text)
    if done and message.reply_to_message:
        await desk.weekly.waiting.done(message.chat.id, message.reply_to_message.message_id)


async def point_elsewhere(message: Message, waits_for: int, desk: Desk) -> None:
    """Say whose reply is waited for: what another writes here is no question."""
    name = await desk.name_of(str(waits_for))
    await reply(message, sentence(Cards.WAITS_FOR.say(desk.audience.language, name=one_line(name))))


async def _reason(message: Message, awaited: Awaited, desk: Desk) -> bool:
    reason = " ".join((message.text or "").split())
    if len(reason) > _LONGEST_REASON:
        await reply(message, sentence(Cards.REASON_PLEASE.say(desk.audience.language)))
        return False
    event = _EVENTS[awaited.kind]
    reviewed = await desk.weekly.reviewing.decide_note(awaited.id, awaited.version, event, desk.actor, reason)
    return await _concluded(message, awaited, reviewed, Cards.DONE, desk)


async def _wording(message: Message, awaited: Awaited, desk: Desk, text: str) -> bool:
    reviewed = await desk.weekly.reviewing.edit_note(awaited.id, awaited.version, text, desk.user.id)
    return await _concluded(message, awaited, reviewed, Cards.EDITED, desk)


async def _concluded(message: Message, awaited: Awaited, reviewed: Reviewed | None, words: Cards, desk: Desk) -> bool:
    if reviewed is None:
        await reply(message, sentence(Cards.GONE.say(desk.audience.language)))
        return True
    await reply(message, sentence(await desk.outcome(reviewed, words)))
    await desk.put_again(message, awaited.message_id, reviewed.written)
    return True


async def _of_issue(message: Message, awaited: Awaited, desk: Desk, text: str) -> bool:
    spoken, weekly = desk.audience.language, desk.weekly
    issue = await weekly.issues.issue(awaited.id)
    if issue is None:
        await reply(message, sentence(Overview.GONE.say(spoken)))
        return True
    if awaited.kind == "foreword":
        arrangement = Arrangement(foreword=text)
        arranged = await weekly.reviewing.arrange_issue(issue.id, awaited.version, arrangement, desk.actor)
        first = arranged is not None and arranged.by in {None, desk.actor}
    else:
        current = issue.version == awaited.version
        first = current and await weekly.unfreeze_issue(issue, desk.actor, text) is not None
    said = Overview.SET.say(spoken) if first else await desk.changed(awaited.id)
    await reply(message, sentence(said))
    await show_work(message, awaited.id, desk)
    return True


def is_cut(message: Message) -> bool:
    """Whether this is as long as a client lets a message be: what follows in the next one is no reply."""
    return len((message.text or "").encode("utf-16-le", "surrogatepass")) // 2 >= CUT_FROM


async def _markdown(message: Message, bot: Bot) -> str:
    """What somebody wrote, with its formatting, or what their file says; empty where it is neither.

    Raises:
        NoteRefused: the file is of another kind, or too large.
        SourceRefused: the file holds no text.
    """
    if not message.text and not message.document:
        return ""
    text, pictures = await contents_of(message, bot)
    return "" if pictures else text.strip()
