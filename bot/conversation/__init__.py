"""What people do in a chat, as aiogram handlers: the only place that knows aiogram's updates."""

from bot.conversation.routing import dispatcher

__all__ = ["dispatcher"]
