"""The editors' chat: notes' cards, the issue in work, and what authors say to their entries."""

from bot.conversation.reviewing.routing import router

__all__ = ["router"]
