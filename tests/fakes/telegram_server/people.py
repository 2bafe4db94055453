"""What people do in their chats, as a test tells it."""

import secrets
from collections.abc import Sequence

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.chats import ANONYMOUS, Chat, Posted, User
from tests.fakes.telegram_server.membership import Membership
from tests.fakes.telegram_server.texts import found_entities
from tests.fakes.telegram_server.world import Pressed

QUERY_SECONDS = 150
"""How long a callback query waits to be fetched. Client.cpp `process_new_callback_query_queue`."""

INLINE_SECONDS = 30
"""How long an inline query waits to be fetched. Client.cpp `add_new_inline_query`."""

MEDIA = frozenset({"photo", "document"})
"""What has a caption in the place of a text."""


class People(Membership):
    """A world with people in it; every action returns what came of it, whether the bot gets to see it or not."""

    def say(  # noqa: PLR0913  a message has that many sides
        self,
        chat: Chat | int,
        user: User | int,
        text: str,
        *,
        reply_to: Posted | int | None = None,
        topic: int | None = None,
        anonymous: bool = False,
        ago: int = 0,
        more: Json | None = None,
    ) -> Posted:
        """A person writes. `anonymous`: as the group itself; `ago`: its age in seconds; `more`: other fields."""
        place = self.place(chat)
        sender = self._sender(place, self._known(place, user), anonymous=anonymous)
        content: Json = {"date": self.clock.now() - ago, **sender, "text": text}
        if entities := found_entities(text):
            content["entities"] = entities
        target = place.find(reply_to) if isinstance(reply_to, int) else reply_to
        posted = place.post(content | place.threaded(target, topic or 0) | (more or {}))
        self._tell(posted, "message")
        return posted

    def announce(self, channel: Chat | int, text: str) -> Posted:
        """A post in a channel: no sender but the channel. Bot API, Message `sender_chat`."""
        place = self.place(channel)
        posted = place.post({"date": self.clock.now(), "sender_chat": place.shown(), "text": text})
        self._tell(posted, "channel_post")
        return posted

    def edit(self, posted: Posted, text: str) -> Posted:
        """A person changes what they wrote, or the caption of a file. Bot API, Update `edited_message`."""
        name, entities = ("caption", "caption_entities") if MEDIA & set(posted.content) else ("text", "entities")
        posted.history.append(posted.text)
        posted.content |= {name: text, "edit_date": self.clock.now()}
        posted.content.pop(entities, None)
        if found := found_entities(text):
            posted.content[entities] = found
        self._tell(posted, "edited_channel_post" if posted.chat.type == "channel" else "edited_message")
        return posted

    def press(self, user: User | int, posted: Posted, button: int | str = 0) -> str:
        """A person presses a button, by its place or by words in it; the query's id. Bot API, CallbackQuery.

        Queries travel in the lane of the person, not of the chat (Client.cpp, `user_id + (3 << 33)`).
        """
        who = self._known(posted.chat, user)
        if isinstance(button, str):
            pressed = next(one for one in posted.buttons if button in str(one["text"]))
        else:
            pressed = posted.buttons[button]
        query = str(secrets.randbelow(10**18))
        self.pressed[query] = Pressed(self.clock.now() + QUERY_SECONDS)
        content: Json = {"id": query, "from": who.shown(), "message": posted.shown()}
        content |= {"chat_instance": str(posted.chat.id), "data": pressed["callback_data"]}
        self.queue({"callback_query": content}, f"query:{who.id}", QUERY_SECONDS)
        return query

    def look_up(self, user: User | int, words: str, offset: str = "") -> str:
        """A person types the bot's name and words, in whichever chat; the query's id. Bot API, InlineQuery."""
        who = self._known(self.private(user), user)
        query = str(secrets.randbelow(10**18))
        self.typed[query] = Pressed(self.clock.now() + INLINE_SECONDS)
        content: Json = {"id": query, "from": who.shown(), "query": words, "offset": offset}
        self.queue({"inline_query": content}, f"inline:{who.id}", INLINE_SECONDS)
        return query

    def choose_chat(self, user: User | int, asked: Posted, chat: Chat | int, *, key: int = 0) -> Posted:
        """A person chooses a chat by a button of the keyboard; their client lets the bot in as the button says.

        Bot API, KeyboardButtonRequestChat and Message `chat_shared`.
        """
        request, chosen = asked.keys[key]["request_chat"], self.place(chat)
        assert isinstance(request, dict), "this button asks for no chat"
        assert request["chat_is_channel"] == (chosen.type == "channel"), "clients do not offer this chat"
        if request.get("bot_administrator_rights"):
            self.stand(chosen, "administrator", user.id if isinstance(user, User) else user)
        elif request.get("bot_is_member") and chosen.bot not in {"member", "administrator", "restricted"}:
            self.stand(chosen, "member", user.id if isinstance(user, User) else user)
        shared: Json = {"request_id": request["request_id"], "chat_id": chosen.id}
        shared |= {"title": chosen.title} if request.get("request_title") else {}
        return self._service(asked.chat, self._known(asked.chat, user), {"chat_shared": shared})

    def react(self, user: User | int, posted: Posted, emoji: Sequence[str]) -> None:
        """A person reacts; bots that are no administrators hear nothing. Bot API, Update `message_reaction`."""
        who = self._known(posted.chat, user)
        if posted.chat.bot != "administrator":
            return
        new = [{"type": "emoji", "emoji": one} for one in emoji]
        content: Json = {"chat": posted.chat.shown(), "message_id": posted.message_id, "user": who.shown()}
        content |= {"date": self.clock.now(), "old_reaction": [], "new_reaction": new}
        self.queue({"message_reaction": content}, f"reaction:{posted.chat.id}")

    def stop_generation(self, user: User | int, draft_id: int) -> None:
        """A person stops a draft that may be stopped. Bot API, Update `stopped_message_generation`."""
        chat = self.private(user)
        self.queue({"stopped_message_generation": {"chat": chat.shown(), "draft_id": draft_id}}, f"stop:{chat.id}")

    def deliver_raw(self, update: Json, lane: str = "raw") -> int:
        """Hand the bot an update of one's own making: undecodable, unknown, a duplicate."""
        update_id = int(str(update.get("update_id", self.updates.next_id)))
        self.updates.add_raw(update_id, {key: value for key, value in update.items() if key != "update_id"}, lane)
        self.arrived(lane)
        self.changed()
        return update_id

    def _sender(self, chat: Chat, user: User, *, anonymous: bool) -> Json:
        if not anonymous:
            return {"from": user.shown()}
        bot = User(ANONYMOUS, "Group", is_bot=True, username="GroupAnonymousBot")
        return {"from": bot.shown(), "sender_chat": chat.shown()}
