"""Administration in the chat: the menu, sources, broadcasts, health and the audit log."""

from bot.conversation.administering.desk import Administration
from bot.conversation.administering.routing import CONFIRMED, router

__all__ = ["CONFIRMED", "Administration", "router"]
