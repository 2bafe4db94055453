"""What every handler of review works with: the weekly, who is at it, and how a card is put in its place."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, TelegramObject, User

from bot.buttons import Keyboard
from bot.catalogue import Language
from bot.catalogue.failures import failure
from bot.catalogue.hindrances import hindrance
from bot.catalogue.note_refusals import note_refusal
from bot.catalogue.overviews import ISSUE_STATES, Overview
from bot.catalogue.reviewing import NOTE_STATES, OBSTACLES, Cards
from bot.catalogue.transitions import transition
from bot.conversation.guarding.authority import Authority
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, cards, sentence
from bot.weekly import WeeklyUseCases
from knowledge.errors import SourceRefused, TransitionRefused
from knowledge.records import AUTHOR, CLOCK, COMMAND_LINE
from knowledge.spine.chats import Chats
from knowledge.weekly.notes import NoteState, Written
from knowledge.weekly.publishing import IssueHindered
from knowledge.weekly.reviewing import Reviewed, ReviewRefused
from knowledge.weekly.submitting import NoteRefused
from knowledge.weekly.submitting.likenesses import hints_of
from knowledge.weekly.writing import parsed, warnings_of


@dataclass(frozen=True, slots=True)
class Desk:
    """The editors' work for one press or message; `user` is who does it, `language` that of what all editors read."""

    weekly: WeeklyUseCases
    authority: Authority
    user: User
    audience: Audience
    language: Language
    chats: Chats | None = None
    next_cut_off: Callable[[dt.datetime], dt.datetime] | None = None

    @property
    def actor(self) -> str:
        """Who does it, as audits have it."""
        return str(self.user.id)

    def now(self) -> dt.datetime:
        """The time."""
        return self.authority.clock.now()

    async def card(self, written: Written, *, diff: bool = False) -> tuple[str, Keyboard]:
        """A note's card as it is now, with what changed last instead of its text where that is wanted."""
        note, before = written.note, None
        if diff and note.revision > 1:
            before = next(one for one in await self.weekly.notes.revisions(note.id) if one.number == note.revision - 1)
        byline = await self.byline(written)
        lost = self.chats is not None and note.author_id is not None and await self.chats.is_lost(note.author_id)
        beside = cards.Beside(byline, await self._hints(written), before, unreachable=lost)
        keyboard = cards.buttons(written, self.language, diff=before is not None)
        return await asyncio.to_thread(cards.card, written, beside, self.language), keyboard

    async def _hints(self, written: Written) -> list[str]:
        """What is to be known of a note that nobody has decided on."""
        if written.note.state is not NoteState.PENDING:
            return []
        desk = self.weekly.submitting.desk
        document = await asyncio.to_thread(parsed, written.revision.text)
        warnings = [desk.hints.warning(one) for one in await asyncio.to_thread(warnings_of, document)]
        return await hints_of(desk, written, warnings)

    async def byline(self, written: Written) -> str | None:
        """The name of a note's author; None where they are anonymous."""
        note = written.note
        if note.anonymous:
            return None
        member = await self.weekly.members.member(note.author_id) if note.author_id is not None else None
        return member.byline if member else Cards.UNNAMED.say(self.language)

    async def put(self, callback: CallbackQuery, written: Written, *, diff: bool = False) -> None:
        """Put a note's card in the place of the message whose button was pressed."""
        if isinstance(callback.message, Message):
            html, keyboard = await self.card(written, diff=diff)
            await rewrite(callback.message, html, inline(keyboard))

    async def under(self, callback: CallbackQuery, keyboard: Keyboard) -> None:
        """Put other buttons under a message; nothing happens where they stand there already."""
        if not isinstance(callback.message, Message):
            return
        try:
            await callback.message.edit_reply_markup(reply_markup=inline(keyboard))
        except TelegramBadRequest as error:
            if "message is not modified" not in error.message:
                raise

    async def put_again(self, beside: Message, message_id: int, written: Written) -> None:
        """Put a note's card in the place of an earlier message of this chat; below this one where that is gone."""
        html, keyboard = await self.card(written)
        earlier = beside.model_copy(update={"message_id": message_id}).as_(beside.bot)
        try:
            await rewrite(earlier, html, inline(keyboard))
        except TelegramBadRequest:
            await reply(beside, [html], inline(keyboard))

    async def conclude(self, callback: CallbackQuery, reviewed: Reviewed | None, words: Cards) -> None:
        """Refresh the card after a decision, and say what became of it: by whom, where somebody else came first."""
        if reviewed is None:
            await notice(callback, Cards.GONE.say(self.audience.language), alert=True)
            return
        await self.put(callback, reviewed.written)
        await notice(callback, await self.outcome(reviewed, words), alert=self._is_others(reviewed))

    async def outcome(self, reviewed: Reviewed, words: Cards) -> str:
        """What became of a decision, as a sentence."""
        spoken, note = self.audience.language, reviewed.written.note
        state = NOTE_STATES[note.state].say(spoken)
        if reviewed.by is not None and self._is_others(reviewed):
            return Cards.HANDLED.say(spoken, name=await self.name_of(reviewed.by), state=state)
        if words is Cards.DONE or (reviewed.by is not None and words is not Cards.AMENDED):
            return Cards.DONE.say(spoken, id=note.id, state=state)
        return words.say(spoken, **({} if words is Cards.AMENDED else {"id": note.id}))

    def _is_others(self, reviewed: Reviewed) -> bool:
        return reviewed.by not in {None, self.actor}

    async def changed(self, issue_id: int) -> str:
        """Who has changed an issue, and how it is, as a sentence."""
        spoken = self.audience.language
        issue = await self.weekly.issues.issue(issue_id)
        if issue is None:
            return Overview.GONE.say(spoken)
        audits = await self.weekly.issues.audits(f"issue:{issue_id}")
        name = await self.name_of(audits[-1].actor if audits else "")
        return Overview.CHANGED.say(spoken, name=name, state=ISSUE_STATES[issue.state].say(spoken))

    async def name_of(self, actor: str) -> str:
        """Who did something, as audits name them."""
        spoken = self.audience.language
        words = {AUTHOR: Cards.BY_AUTHOR, CLOCK: Cards.BY_CLOCK, COMMAND_LINE: Cards.BY_OPERATOR}
        if actor in words:
            return words[actor].say(spoken)
        member = await self.weekly.members.member(int(actor)) if actor.isdecimal() else None
        return member.name if member else Cards.BY_SOMEBODY.say(spoken)


async def at_the_desk(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """An inner middleware: the handler gets its `desk`, and what it may not do becomes a sentence."""
    user: User = data["event_from_user"]
    weekly: WeeklyUseCases = data["weekly"]
    audience: Audience = data["audience"]
    if not user.is_bot:  # an anonymous admin writes as one
        await weekly.members.seen(user.id, user.full_name, user.language_code)
    spoken, chats, cut_off = data.get("default_language", "zh"), data.get("chats"), data.get("next_cut_off")
    desk = Desk(weekly, data["authority"], user, audience, spoken, chats, cut_off)
    try:
        return await handler(event, data | {"desk": desk})
    except NoteRefused as refused:
        await _say(event, note_refusal(refused, audience.language))
    except SourceRefused as refused:
        await _say(event, failure(refused, audience.language))
    except ReviewRefused as refused:
        await _say(event, OBSTACLES[refused.obstacle].say(audience.language))
    except IssueHindered as hindered:
        await _say(event, hindrance(hindered, audience.language))
    except TransitionRefused as refused:
        await _say(event, transition(refused, audience.language))


async def _say(event: TelegramObject, text: str) -> None:
    if isinstance(event, CallbackQuery):
        await notice(event, text, alert=True)
    elif isinstance(event, Message) and not isinstance(event, InaccessibleMessage):
        await reply(event, sentence(text))
