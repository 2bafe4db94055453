"""People, chats, and what is shown in them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.errors import Refused, bad_request, forbidden, migrated

ANONYMOUS = 1_087_968_824
"""GroupAnonymousBot, in whose name anonymous administrators write; Bot API, Message `from`."""


_OURS = frozenset({"by_bot", "force_reply", "reply_keyboard"})
"""What is noted of a message and not shown."""


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None

    def shown(self) -> Json:
        """The User object."""
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return shown | {name: given for name in ("username", "language_code") if (given := getattr(self, name))}


@dataclass
class Posted:
    """A message as it is shown now, with what it was before."""

    chat: "Chat"
    content: Json
    history: list[str] = field(default_factory=list)
    deleted: bool = False

    @property
    def message_id(self) -> int:
        """Its number in the chat."""
        return int(str(self.content["message_id"]))

    @property
    def text(self) -> str:
        """What can be read: text or caption."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def mine(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.content.get("by_bot"))

    @property
    def asks_reply(self) -> bool:
        """Whether clients open the field for a reply. Bot API, ForceReply."""
        return "force_reply" in self.content

    @property
    def keys(self) -> list[Json]:
        """The buttons in the place of the person's keyboard, row after row. Bot API, ReplyKeyboardMarkup."""
        rows = self.content.get("reply_keyboard", [])
        return [key for row in rows for key in row] if isinstance(rows, list) else []

    @property
    def buttons(self) -> list[Json]:
        """The inline buttons below it, row after row."""
        markup = self.content.get("reply_markup")
        rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
        return [button for row in rows for button in row]

    def shown(self, *, nested: bool = False) -> Json:
        """The Message object; a message that is replied to shows no reply of its own (Bot API, `reply_to_message`)."""
        hidden = _OURS | {"reply_to_message"} if nested else _OURS
        return {key: value for key, value in self.content.items() if key not in hidden} | {"chat": self.chat.shown()}


@dataclass
class Chat:
    """A private chat, a group, a supergroup or a channel.

    `bot` is the bot's own standing: member, administrator, left, kicked; in a private chat also "blocked" and
    "stranger" (the person never pressed start). `rights` are the bot's own where they are otherwise than its standing
    gives, `permissions` those of all members where they are told.
    """

    id: int
    type: str
    title: str = ""
    is_forum: bool = False
    bot: str = "member"
    migrated_to: int | None = None
    rights: Json = field(default_factory=dict)
    permissions: Json = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    people: dict[int, User] = field(default_factory=dict)
    topics: dict[int, bool] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    log: list[Posted] = field(default_factory=list)
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Whether it is a chat with one person."""
        return self.type == "private"

    @property
    def messages(self) -> list[Posted]:
        """What is shown now."""
        return [one for one in self.log if not one.deleted]

    def shown(self) -> Json:
        """The Chat object."""
        shown: Json = {"id": self.id, "type": self.type}
        name = {"first_name": self.title} if self.private else {"title": self.title}
        return shown | name | ({"is_forum": True} if self.is_forum else {})

    def find(self, message_id: int) -> Posted | None:
        """The message with this number, if it is still shown."""
        at = bisect_left(self.log, message_id, key=lambda one: one.message_id)
        found = self.log[at] if at < len(self.log) else None
        return found if found and found.message_id == message_id and not found.deleted else None

    def threaded(self, target: Posted | None, topic: int) -> Json:
        """How a message belongs to others: the one it replies to, its topic or thread.

        In a topic, a message that replies to nothing replies to the topic's beginning. Outside topics, a reply in a
        supergroup carries the number of its thread's root, which is no topic and nothing to send to.
        Source: tdlib/telegram-bot-api, issues 356 and 447.
        """
        shown: Json = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        if target is None and topic:
            target = self.find(topic)
        if target is None:
            return shown
        if not topic and self.type == "supergroup":
            shown["message_thread_id"] = target.content.get("message_thread_id", target.message_id)
        return shown | {"reply_to_message": target.shown(nested=True)}

    def post(self, content: Json) -> Posted:
        """Show a message under the next number; numbers rise and are never used again."""
        self.last_id += 1
        posted = Posted(self, {"message_id": self.last_id, **content})
        self.log.append(posted)
        return posted

    def must_take(self) -> None:
        """Check that the bot may write here. Client.cpp `check_chat_access` and `fail_query_with_error`.

        Raises:
            Refused: it may not.
        """
        for refusal in self._refusals():
            raise refusal

    def _refusals(self) -> Iterator[Refused]:
        kind = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}.get(self.type)
        if self.migrated_to is not None:
            yield migrated(self.migrated_to)
        elif self.bot == "kicked":
            yield forbidden(f"bot was kicked from the {kind}")
        elif self.bot == "left":
            yield forbidden(f"bot is not a member of the {kind}")
        elif self.bot == "blocked":
            yield forbidden("bot was blocked by the user")
        elif self.bot == "deactivated":
            yield forbidden("user is deactivated")
        elif self.bot == "stranger":
            yield bad_request("chat not found")
        elif self.type == "channel" and self.bot != "administrator":
            yield bad_request("need administrator rights in the channel chat")
