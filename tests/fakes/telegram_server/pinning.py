"""Pinned messages."""

from tests.fakes.telegram_server.asked import Asked
from tests.fakes.telegram_server.chats import Chat
from tests.fakes.telegram_server.errors import bad_request
from tests.fakes.telegram_server.sending import heading
from tests.fakes.telegram_server.world import World


def pin_chat_message(world: World, asked: Asked) -> object:
    """Bot API, pinChatMessage: administrators only, outside private chats.

    The bot hears of it by a service message, as of few things that it does itself (Client.cpp
    `need_skip_update_message`).
    """
    chat = _pinnable(world, asked)
    pinned = world.message(chat, asked.integer("message_id"), "message to pin not found")
    if pinned.message_id not in chat.pinned:
        chat.pinned.append(pinned.message_id)
        service = chat.post({**heading(world, chat), "pinned_message": pinned.shown(nested=True)})
        kind = "channel_post" if chat.type == "channel" else "message"
        world.queue({kind: service.shown()}, f"chat:{chat.id}")
    return True


def unpin_chat_message(world: World, asked: Asked) -> object:
    """Bot API, unpinChatMessage: the most recent one where none is named; nothing tells of it."""
    chat = _pinnable(world, asked)
    number = asked.integer("message_id") or max(chat.pinned, default=0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    return True


def unpin_all_chat_messages(world: World, asked: Asked) -> object:
    """Bot API, unpinAllChatMessages."""
    _pinnable(world, asked).pinned.clear()
    return True


def _pinnable(world: World, asked: Asked) -> Chat:
    chat = world.chat(asked)
    chat.must_take()
    if not chat.private and chat.bot != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
