"""Setting the bot up in a chat: who is its admin, and which chats have which part."""

from bot.conversation.setting_up.routing import links, router

__all__ = ["links", "router"]
