"""The same bot in a terminal: the real dispatcher, with a screen in Telegram's place."""

from bot.terminal.chat import TERMINAL_CHAT, Room, chat

__all__ = ["TERMINAL_CHAT", "Room", "chat"]
