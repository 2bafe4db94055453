"""The buttons of a note's card."""

import asyncio
from typing import Final

from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.reviewing import REASONS, Cards
from bot.conversation.keyboards import inline
from bot.conversation.reviewing.desk import Desk
from bot.conversation.reviewing.prompts import ask_reason, ask_wording
from bot.conversation.sending import notice, reply
from bot.rendering import cards
from knowledge.records import AUTHOR
from knowledge.weekly.compiled import Section
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.notes import NoteEvent, Written
from knowledge.weekly.reviewing import NOT_FOR_EDITORS, IntoReview, Join, Move, Reviewed, Shift, ToSection
from knowledge.weekly.writing import parsed, pictures

_DECISIONS: Final = {"approve": NoteEvent.APPROVE, "place": NoteEvent.PLACE, "unplace": NoteEvent.UNPLACE}
_REASONED: Final = {"a": NoteEvent.ASK_CHANGES, "r": NoteEvent.REJECT}
_MOST: Final = 20
"""Entries that are offered to be joined."""

DECISIONS: Final = tuple(_DECISIONS)
MENUS: Final = ("ask", "reject", "back")
MOVES: Final = ("section", "join", "up", "down", "include")
LOOKS: Final = ("show", "diff", "full")


async def decide(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Approve a note, place it, or take it out; what amends a published note corrects its issue."""
    note = await desk.weekly.notes.bare(press.id)
    if note is not None and note.amends is not None and press.action == "approve":
        taken = await desk.weekly.reviewing.take_amendment(press.id, press.version, desk.actor)
        await desk.conclude(callback, taken, Cards.AMENDED)
        return
    reviewed = await desk.weekly.reviewing.decide_note(press.id, press.version, _DECISIONS[press.action], desk.actor)
    await desk.conclude(callback, reviewed, Cards.DONE)


async def give_reason(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Ask for changes or reject, for a reason at one tap; or ask for one's own."""
    kind, _, name = press.more.partition(".")
    event = _REASONED.get(kind)
    if event is None or (name != "own" and name not in REASONS):
        await notice(callback)
    elif name == "own":
        if await _is_current(callback, press, desk):
            await ask_reason(callback, press, event, desk)
    else:
        reason = REASONS[name].say(desk.language)
        reviewed = await desk.weekly.reviewing.decide_note(press.id, press.version, event, desk.actor, reason)
        await desk.conclude(callback, reviewed, Cards.DONE)


async def reword(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Ask for an editor's own wording."""
    if written := await _is_current(callback, press, desk):
        await ask_wording(callback, written, desk)


async def open_menu(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Other buttons under the card, whose text stays."""
    written = await _is_current(callback, press, desk)
    if written is None:
        return
    event = {"ask": NoteEvent.ASK_CHANGES, "reject": NoteEvent.REJECT}.get(press.action)
    note = written.note
    keyboard = cards.reason_buttons(note, event, desk.language) if event else cards.buttons(written, desk.language)
    await desk.under(callback, keyboard)
    await notice(callback, Cards.CHOOSE_REASON.say(desk.audience.language) if event else None)


async def move(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Move a note, or show where it can be moved to."""
    if press.action in {"section", "join"} and not press.more:
        await _choices(callback, press, desk)
        return
    if (chosen := _move_of(press)) is None:
        await notice(callback)
        return
    reviewed = await desk.weekly.reviewing.move_note(press.id, press.version, chosen, desk.actor)
    await desk.conclude(callback, reviewed, Cards.MOVED)


async def look(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """The card as it is now, what changed last, or all of the text; whatever version the button is of."""
    written = await desk.weekly.notes.note(press.id)
    if written is None or written.note.state in NOT_FOR_EDITORS:
        await notice(callback, Cards.GONE.say(desk.audience.language), alert=True)
        return
    if press.action == "full" and isinstance(callback.message, Message):
        pages = await asyncio.to_thread(cards.full, written, await desk.byline(written), desk.language)
        await reply(callback.message, pages)
        await _show_pictures(callback.message, written, desk)
    elif press.more == "new" and isinstance(callback.message, Message):
        html, keyboard = await desk.card(written, diff=written.note.revision > 1)
        await reply(callback.message, [html], inline(keyboard))
    else:
        await desk.put(callback, written, diff=press.action == "diff")
    await notice(callback)


async def _show_pictures(message: Message, written: Written, desk: Desk) -> None:
    """The pictures of a note, in the order in which they stand in it."""
    numbers = [one.attachment for one in pictures(await asyncio.to_thread(parsed, written.revision.text))]
    kept = await desk.weekly.attachments.pictures(numbers)
    for n, picture in enumerate((kept[one] for one in numbers if one in kept), 1):
        file = BufferedInputFile(picture.data, f"{written.note.id}-{n}.{picture.extension}")
        await message.answer_photo(file, caption=f"#{written.note.id} · {n}/{len(numbers)}")


def _move_of(press: Press) -> Move | None:
    match press.action, press.more:
        case "section", more if more in set(Section):
            return ToSection(Section(more))
        case "join", _ if press.number is not None:
            return Join(press.number or None)
        case ("up" | "down") as way, _:
            return Shift(1 if way == "down" else -1)
        case "include", _:
            return IntoReview()
        case _:
            return None


async def _choices(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    written = await _is_current(callback, press, desk)
    if written is None:
        return
    note = written.note
    if press.action == "section":
        await desk.under(callback, cards.section_buttons(note, desk.language))
        await notice(callback)
        return
    others = await _others(written, desk)
    if not others and note.joins is None:
        await notice(callback, Cards.NOTHING_TO_JOIN.say(desk.audience.language), alert=True)
        return
    await desk.under(callback, cards.join_buttons(note, others, desk.language))
    await notice(callback)


async def _others(written: Written, desk: Desk) -> list[Written]:
    """The entries that a note may join, those of its section first."""
    note = written.note
    if note.issue_id is None:
        return []
    held = await desk.weekly.notes.of_issue(note.issue_id, IN_HAND)
    free = [one for one in held if one.note.id not in {note.id, note.joins} and one.note.joins is None]
    return sorted(free, key=lambda one: one.note.section is not note.section)[:_MOST]


async def _is_current(callback: CallbackQuery, press: Press, desk: Desk) -> Written | None:
    """The note, where the button is of its version; else the card is refreshed, with who came first."""
    written = await desk.weekly.notes.note(press.id)
    if written is not None and written.note.version == press.version and written.note.state not in NOT_FOR_EDITORS:
        return written
    if written is None or written.note.state in NOT_FOR_EDITORS:
        await desk.conclude(callback, None, Cards.DONE)
        return None
    audits = await desk.weekly.issues.audits(f"note:{press.id}")
    await desk.conclude(callback, Reviewed(written, audits[-1].actor if audits else AUTHOR), Cards.DONE)
    return None
