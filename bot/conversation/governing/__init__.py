"""Governing the bot in a chat: who is let in, who may what, who is banned, and how much each may use."""

from bot.conversation.governing.refusing import dead_buttons, refused
from bot.conversation.governing.routing import router

__all__ = ["dead_buttons", "refused", "router"]
