"""👍 and 👎 under answers: one opinion a person, and a reason where it is a bad one."""

from typing import Final

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessageUnion,
    Message,
)

from bot.buttons import Press
from bot.catalogue.opinions import FAULTS, OpinionWords
from bot.conversation.presses import Pressed
from bot.conversation.requests import best_effort
from bot.conversation.sending import notice
from bot.rendering import Audience
from knowledge.records import Thumb
from knowledge.remembering.giving_opinions import GiveOpinion, Giving, Tally
from knowledge.spine.inbox import Claim

ABOUT: Final = "opinion"
_SIGNS: Final = {Thumb.UP: "👍", Thumb.DOWN: "👎"}
_A_ROW: Final = 2
_SAID: Final = {
    Giving.NOTED: OpinionWords.NOTED,
    Giving.TAKEN_BACK: OpinionWords.TAKEN_BACK,
    Giving.GONE: OpinionWords.GONE,
}


def thumbs(exchange_id: int, tally: Tally = Tally()) -> list[InlineKeyboardButton]:  # noqa: B008  it is frozen
    """The row of buttons under an answer, with how many have pressed them."""
    counts = {Thumb.UP: tally.up, Thumb.DOWN: tally.down}
    return [
        InlineKeyboardButton(
            text=f"{_SIGNS[thumb]} {count}" if count else _SIGNS[thumb],
            callback_data=Press(ABOUT, thumb.value, exchange_id).pack(),
        )
        for thumb, count in counts.items()
    ]


def reasons(exchange_id: int, audience: Audience, *, apart: bool = False) -> list[list[InlineKeyboardButton]]:
    """Rows of what may be wrong with an answer; `apart`: in a message of their own instead of under the answer."""
    buttons = [
        InlineKeyboardButton(
            text=words.say(audience.language),
            callback_data=Press(ABOUT, "fault", exchange_id, int(apart), fault.value).pack(),
        )
        for fault, words in FAULTS.items()
    ]
    return [buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)]


def router() -> Router:
    """The thumbs."""
    opinions = Router(name="opinions")
    opinions.callback_query.register(give, Pressed(ABOUT, set(Thumb)))
    return opinions


async def give(
    callback: CallbackQuery, press: Press, give_opinion: GiveOpinion, audience: Audience, claim: Claim | None = None
) -> None:
    """Note what somebody thinks, and ask for the reason where they find the answer bad."""
    place, thumb = callback.message, Thumb(press.action)
    if place is None:  # Telegram does not say where the button stands
        await notice(callback, OpinionWords.GONE.say(audience.language), alert=True)
        return
    since = claim.arrived_at if claim and claim.attempt > 1 else None
    giving = await give_opinion(press.id, place.chat.id, callback.from_user.id, thumb, since)
    asks_why = giving is Giving.NOTED and thumb is Thumb.DOWN
    in_private = place.chat.type == ChatType.PRIVATE
    url = f"https://t.me/{audience.bot}?start=why_{press.id}" if asks_why and not in_private and audience.bot else None
    await notice(callback, None if url else _SAID[giving].say(audience.language), url=url)
    if giving is not Giving.GONE:
        above = reasons(press.id, audience) if asks_why and in_private else []
        await put_below(place, [*above, await tallied(press.id, give_opinion)])


async def tallied(exchange_id: int, give_opinion: GiveOpinion) -> list[InlineKeyboardButton]:
    """The thumbs with how many have pressed them by now."""
    return thumbs(exchange_id, await give_opinion.tally(exchange_id))


async def put_below(place: MaybeInaccessibleMessageUnion, rows: list[list[InlineKeyboardButton]]) -> None:
    """Show rows in the place of the thumbs or reasons that a message has; its other buttons stay.

    What cannot be shown now is left out: the opinion is kept, and the next press shows it.
    """
    if not isinstance(place, Message):
        return
    shown = InlineKeyboardMarkup(inline_keyboard=[*other_rows(place.reply_markup), *rows])
    try:
        with best_effort():
            await place.edit_reply_markup(reply_markup=shown)
    except AiogramError:  # nothing has changed, no turn is left in this minute, or the message is gone
        return


def other_rows(markup: InlineKeyboardMarkup | None) -> list[list[InlineKeyboardButton]]:
    """The rows of a keyboard that are about something else."""
    return [row for row in (markup.inline_keyboard if markup else []) if not any(map(is_opinion, row))]


def is_opinion(button: InlineKeyboardButton) -> bool:
    """Whether a button is a thumb, or a reason."""
    press = Press.of(button.callback_data)
    return press is not None and press.about == ABOUT
