"""Whoever sets the bot up, and what it takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import TelegramObject

from bot.catalogue import Language
from bot.places import SettingUp
from bot.rendering import Audience


@dataclass(frozen=True, slots=True)
class Operator:
    """An admin at one step of setting up; `actor` is their id."""

    actor: int
    bot: Bot
    setting_up: SettingUp
    audience: Audience

    @property
    def language(self) -> Language:
        """What they read."""
        return self.audience.language


async def operating(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401  whatever a handler returns
    """Give handlers the `operator`, where a filter has said that there is one."""
    setting_up, actor = data.get("setting_up"), data.get("actor")
    if setting_up is not None and actor is not None:
        data["operator"] = Operator(actor, data["bot"], setting_up, data["audience"])
    return await handler(event, data)
