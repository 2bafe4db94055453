"""Where a forwarded message comes from. Bot API, MessageOrigin."""

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.chats import Chat, Posted, User


def from_user(user: User, date: int = 1_760_000_000) -> Json:
    """A person. Bot API, MessageOriginUser."""
    return {"type": "user", "date": date, "sender_user": user.shown()}


def from_hidden_user(name: str, date: int = 1_760_000_000) -> Json:
    """A person who shows only a name in forwards. Bot API, MessageOriginHiddenUser."""
    return {"type": "hidden_user", "date": date, "sender_user_name": name}


def from_chat(chat: Chat, signature: str = "", date: int = 1_760_000_000) -> Json:
    """A group in whose name somebody wrote. Bot API, MessageOriginChat."""
    return {"type": "chat", "date": date, "sender_chat": chat.shown()} | _signed(signature)


def from_channel(channel: Chat, message_id: int, signature: str = "", date: int = 1_760_000_000) -> Json:
    """A channel's post. Bot API, MessageOriginChannel."""
    shown: Json = {"type": "channel", "date": date, "chat": channel.shown(), "message_id": message_id}
    return shown | _signed(signature)


def origin_of(posted: Posted) -> Json:
    """That of a message which is forwarded now; one that was forwarded before keeps its own."""
    before = posted.content.get("forward_origin")
    if isinstance(before, dict):
        return before
    date, sender = int(str(posted.content["date"])), posted.content.get("from")
    if posted.chat.type == "channel":
        return from_channel(posted.chat, posted.message_id, date=date)
    if "sender_chat" in posted.content or not isinstance(sender, dict):
        return from_chat(posted.chat, date=date)
    return {"type": "user", "date": date, "sender_user": sender}


def _signed(signature: str) -> Json:
    return {"author_signature": signature} if signature else {}
