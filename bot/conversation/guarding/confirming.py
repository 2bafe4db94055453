"""What is done only once a button has confirmed it: once, by whoever may, before it expires."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import Button, Press
from bot.catalogue.governing import Governing
from bot.conversation.guarding.authority import Authority
from bot.conversation.keyboards import inline
from bot.conversation.presses import Pressed
from bot.conversation.sending import notice, reply, rewrite
from bot.governance import GovernancePorts
from bot.rendering import Audience, sentence
from knowledge.governance.confirmations import Confirmation
from knowledge.governance.ports import Confirmations

ABOUT: Final = "confirm"


Confirmed: TypeAlias = Callable[[Confirmation, CallbackQuery, int, dict[str, Any]], Awaitable[None]]
"""Does what somebody has confirmed, and answers the press; it gets all that handlers may ask for."""


async def ask_to_confirm(
    message: Message, confirmations: Confirmations, confirmation: Confirmation, text: list[str], audience: Audience
) -> None:
    """Send a text with two buttons, one of which does it."""
    number = await confirmations.ask(confirmation)
    row = tuple(
        Button(words.say(audience.language), Press(ABOUT, answer, number).pack())
        for answer, words in (("yes", Governing.CONFIRM), ("no", Governing.CANCEL))
    )
    await reply(message, text, inline((row,)))


def router(actions: Mapping[str, Confirmed], own: Collection[str] = ()) -> Router:
    """The buttons; whoever confirms must still be an admin of the bot, but for the actions that are their `own`."""
    confirming = Router(name="confirming")
    confirming.callback_query.register(_Confirming(actions, own).answer, Pressed(ABOUT, {"yes", "no"}))
    return confirming


@dataclass(frozen=True, slots=True)
class _Confirming:
    """Whose handler `answer` is: of both buttons."""

    actions: Mapping[str, Confirmed]
    own: Collection[str]

    async def answer(
        self,
        callback: CallbackQuery,
        press: Press,
        audience: Audience,
        governance: GovernancePorts | None = None,
        authority: Authority | None = None,
        **data: Any,  # noqa: ANN401  whatever handlers may ask for
    ) -> None:
        """Do what waits, or drop it; whoever may not is told so and changes nothing."""
        waits = await governance.confirmations.confirmation(press.id) if governance else None
        actor = callback.from_user.id
        if governance is None or authority is None or waits is None or waits.action not in self.actions:
            await notice(callback, Governing.NOT_WAITING.say(audience.language), alert=True)
            return
        if not await self._may(waits, callback, authority):
            await notice(callback, Governing.NOT_YOURS_TO_CONFIRM.say(audience.language), alert=True)
            return
        held = await governance.confirmations.hold(press.id, callback.id, authority.clock.now())
        if held is None:
            await notice(callback, Governing.NOT_WAITING.say(audience.language), alert=True)
            return
        if press.action == "no":
            await _drop(callback, audience)
        else:
            given = {**data, "audience": audience, "governance": governance, "authority": authority}
            await self.actions[held.action](held, callback, actor, given)
        await governance.confirmations.take(press.id, authority.clock.now())  # last: a press that died is tried again

    async def _may(self, waits: Confirmation, callback: CallbackQuery, authority: Authority) -> bool:
        """Whether somebody may confirm: who was asked, in the chat where they were, with the right that it takes."""
        actor, where = callback.from_user.id, callback.message.chat.id if callback.message else None
        if where != waits.chat_id:
            return False
        if waits.user_id is None:
            return await authority.governs(actor, waits.chat_id)
        return actor == waits.user_id and (waits.action in self.own or await authority.is_admin(actor))


async def _drop(callback: CallbackQuery, audience: Audience) -> None:
    if isinstance(callback.message, Message):
        await rewrite(callback.message, sentence(Governing.CANCELLED.say(audience.language))[0], None)
    await notice(callback)
