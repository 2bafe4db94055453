"""Calls to Telegram on their way out: each message once, to chats that are there, again where it pays, in turn."""

from bot.conversation.requests.best_effort import best_effort
from bot.conversation.requests.layers import Layers
from bot.conversation.requests.slots import number_messages

__all__ = ["Layers", "best_effort", "number_messages"]
