"""The same bot in a terminal: the real dispatcher, with a screen in Telegram's place."""

from bot.terminal.chat import chat

__all__ = ["chat"]
