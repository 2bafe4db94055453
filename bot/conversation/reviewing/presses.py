"""Who may press the buttons of review."""

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from bot.catalogue.reviewing import Cards
from bot.conversation.guarding.authority import Authority
from bot.conversation.sending import notice
from bot.rendering import Audience


class Unauthorised(Filter):
    """Lets through presses of people who are no editors any more, and all in chats where drafts do not belong."""

    async def __call__(self, callback: CallbackQuery, authority: Authority | None = None) -> bool:
        """Whether they may not press."""
        if authority is None:
            return True
        chat = callback.message.chat if callback.message else None
        here = chat is None or chat.id == authority.editors_chat or chat.type == ChatType.PRIVATE
        return not here or not await authority.is_editor(callback.from_user.id)


async def refuse(callback: CallbackQuery, audience: Audience) -> None:
    """Say for whom the button is."""
    await notice(callback, Cards.REFUSED.say(audience.language), alert=True)
