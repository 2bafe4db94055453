"""Who is in which chat, with what standing, and what of it the bot gets to see."""

from itertools import count

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.chats import Chat, Posted, User
from tests.fakes.telegram_server.knowing import member
from tests.fakes.telegram_server.updates import DAY
from tests.fakes.telegram_server.world import World

TITLE = "学习小组"
OWNER = User(8_888, "Owner")


class Membership(World):
    """A world with chats in it.

    Users and chats are given as records or as numbers; numbers that are not known yet become users, and negative ones
    supergroups.
    """

    def user(self, user: User | int) -> User:
        """A person."""
        return User(user, f"User {user}") if isinstance(user, int) else user

    def private(self, user: User | int, *, started: bool = True) -> Chat:
        """The private chat with a person, who has pressed start unless told otherwise."""
        who = self.user(user)
        chat = self.chats.get(who.id)
        if chat is None:
            bot = "member" if started else "stranger"
            chat = self.chats[who.id] = Chat(who.id, "private", who.first_name, bot=bot)
        return self._joined(chat, who)

    def group(self, title: str = TITLE, *, kind: str = "supergroup", forum: bool = False, bot: str = "member") -> Chat:
        """A new group, supergroup or channel, in which the bot has this standing."""
        before = 0 if kind == "group" else -1_000_000_000_000
        chat_id = next(before - number for number in count(1000) if before - number not in self.chats)
        chat = self.chats[chat_id] = Chat(chat_id, kind, title, is_forum=forum, bot=bot)
        return chat

    def place(self, chat: Chat | int) -> Chat:
        """The chat that is meant."""
        if isinstance(chat, Chat):
            return chat
        if chat not in self.chats:
            return self.private(chat) if chat > 0 else self.chats.setdefault(chat, Chat(chat, "supergroup", TITLE))
        return self.chats[chat]

    def topic(self, chat: Chat | int, name: str = "话题") -> int:
        """A new topic of a forum, by its service message's number. Bot API, ForumTopicCreated."""
        place = self.place(chat)
        place.is_forum = True
        created: Json = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}, "is_topic_message": True}
        posted = self._service(place, OWNER, created | {"message_thread_id": place.last_id + 1})
        place.topics[posted.message_id] = True
        return posted.message_id

    def join(self, chat: Chat | int, user: User | int, status: str = "member") -> Posted:
        """A person comes in: a service message, and `chat_member` for administrators."""
        place, who = self.place(chat), self.user(user)
        self._member_changed(place, who, "left", status)
        self._joined(place, who).members[who.id] = status
        return self._service(place, who, {"new_chat_members": [who.shown()]})

    def leave(self, chat: Chat | int, user: User | int) -> Posted:
        """A person goes."""
        place = self.place(chat)
        who = self._known(place, user)
        self._member_changed(place, who, place.members[who.id], "left")
        place.members[who.id] = "left"
        return self._service(place, who, {"left_chat_member": who.shown()})

    def promote(self, chat: Chat | int, user: User | int | None = None, status: str = "administrator") -> None:
        """A person, or else the bot itself, gets another standing."""
        place = self.place(chat)
        if user is None:
            self.stand(place, status)
        else:
            place.members[self._known(place, user).id] = status

    def stand(self, chat: Chat | int, status: str, by: User | int = 1) -> None:
        """The bot's own standing changes: member, administrator, left, kicked; "blocked" in a private chat.

        Bot API, Update `my_chat_member`: in private chats only when the bot is blocked or unblocked by the user.
        """
        place = self.place(chat)
        names = {"blocked": "kicked", "stranger": "left"}
        old, place.bot = place.bot, status
        who = self.user(place.id if place.private else by)
        change: Json = {"chat": place.shown(), "from": who.shown(), "date": self.clock.now()}
        change["old_chat_member"] = member(self.bot, names.get(old, old))
        change["new_chat_member"] = member(self.bot, names.get(status, status))
        self.queue({"my_chat_member": change}, f"me:{place.id}")

    def kick(self, chat: Chat | int) -> None:
        """Remove the bot from a group."""
        self.stand(chat, "kicked")

    def block(self, user: User | int) -> None:
        """A person blocks the bot."""
        self.stand(self.private(user), "blocked")

    def migrate(self, chat: Chat | int) -> Chat:
        """A group becomes a supergroup with another id. Bot API, Message `migrate_to_chat_id` and its opposite."""
        old = self.place(chat)
        new = self.group(old.title)
        new.bot, new.members, new.people = old.bot, dict(old.members), dict(old.people)
        self._service(old, OWNER, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._service(new, OWNER, {"migrate_from_chat_id": old.id})
        return new

    def _known(self, chat: Chat, user: User | int) -> User:
        number = user if isinstance(user, int) else user.id
        if number not in chat.people:
            self._joined(chat, self.user(user))
        return chat.people[number]

    def _joined(self, chat: Chat, user: User) -> Chat:
        chat.people.setdefault(user.id, user)
        chat.members.setdefault(user.id, "member")
        return chat

    def _service(self, chat: Chat, user: User, content: Json) -> Posted:
        posted = chat.post({"date": self.clock.now(), "from": user.shown(), **content})
        self._tell(posted, "message")
        return posted

    def _member_changed(self, chat: Chat, user: User, old: str, new: str) -> None:
        if chat.bot != "administrator":
            return
        change: Json = {"chat": chat.shown(), "from": user.shown(), "date": self.clock.now()}
        change |= {"old_chat_member": member(user, old), "new_chat_member": member(user, new)}
        self.queue({"chat_member": change}, f"member:{chat.id}")

    def _tell(self, posted: Posted, kind: str) -> None:
        """Queue the message if the bot may see it; it is kept a day from its own date (`process_new_message_queue`)."""
        if self.reaches(posted):
            date = int(str(posted.content.get("edit_date", posted.content["date"])))
            self.queue({kind: posted.shown()}, f"chat:{posted.chat.id}", date + DAY - self.clock.now())
        self.changed()

    def reaches(self, posted: Posted) -> bool:
        """Whether the bot gets to see a message. core.telegram.org/bots/features#privacy-mode.

        With privacy mode on: commands that are not meant for another bot, replies to the bot, service messages.
        Administrators see everything; nobody sees anything where the bot is not.
        """
        chat = posted.chat
        if chat.bot in {"left", "kicked", "blocked", "stranger"}:
            return False
        if chat.private or chat.type == "channel" or not self.privacy or chat.bot == "administrator":
            return True
        replied = posted.content.get("reply_to_message")
        sender = replied.get("from") if isinstance(replied, dict) else None
        to_me = isinstance(sender, dict) and sender["id"] == self.bot.id
        service = not {"text", "document", "photo"} & set(posted.content)
        return to_me or service or self._commanded(posted)

    def _commanded(self, posted: Posted) -> bool:
        word = posted.text.split(maxsplit=1)[0] if posted.text.strip() else ""
        command, _, name = word.partition("@")
        return command.startswith("/") and name.lower() in {"", str(self.bot.username).lower()}
