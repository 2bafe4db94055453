"""What the bot may send, and what becomes of it."""

from collections.abc import Callable

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.chats import Chat, Posted
from tests.fakes.telegram_server.errors import NOT_MODIFIED, bad_request
from tests.fakes.telegram_server.html import units
from tests.fakes.telegram_server.keyboards import asks_reply, keyboard, reply_keyboard
from tests.fakes.telegram_server.origins import origin_of
from tests.fakes.telegram_server.texts import MAX_TEXT, Formatted, formatted
from tests.fakes.telegram_server.world import World

Method = Callable[[World, Asked], object]
"""What a method of the Bot API does to the world; its result goes into the answer."""


def send_message(world: World, asked: Asked) -> object:
    """Bot API, sendMessage. The text is looked at before the chat (Client.cpp `process_send_message_query`)."""
    text = formatted(asked)
    if units(text.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return post(world, asked, text.shown())


def post(world: World, asked: Asked, content: Json) -> Json:
    """Show what a call sends, where it is to stand.

    Raises:
        Refused: it may not stand there.
    """
    markup, asks = keyboard(asked), asks_reply(asked)
    chat = world.chat(asked)
    chat.must_take()
    topic = _topic(chat, asked.integer("message_thread_id"))
    thread = chat.threaded(_target(chat, asked), topic)
    posted = chat.post({**heading(world, chat), **thread, **content, "by_bot": True})
    if markup:
        posted.content["reply_markup"] = markup
    if asks:
        posted.content["force_reply"] = asks
    if keys := reply_keyboard(asked):
        posted.content["reply_keyboard"] = keys
    return posted.shown()


def heading(world: World, chat: Chat) -> Json:
    """Who speaks, and when; in a channel, the channel."""
    sender: Json = {"sender_chat": chat.shown()} if chat.type == "channel" else {"from": world.bot.shown()}
    return {"date": world.clock.now(), **sender}


def _topic(chat: Chat, topic: int) -> int:
    """Bot API, sendMessage `message_thread_id`: forum supergroups only."""
    if topic and topic not in chat.topics:
        raise bad_request("message thread not found")
    if topic and not chat.topics[topic]:
        raise bad_request("TOPIC_CLOSED")
    return topic


def _target(chat: Chat, asked: Asked) -> Posted | None:
    """Bot API, ReplyParameters; `reply_to_message_id` is its older form."""
    wanted = asked.object("reply_parameters") or {}
    number = int(str(wanted.get("message_id", asked.integer("reply_to_message_id"))))
    if not number or (target := chat.find(number)) is not None:
        return target if number else None
    if wanted.get("allow_sending_without_reply") or asked.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def edit_message_text(world: World, asked: Asked) -> object:
    """Bot API, editMessageText."""
    text = formatted(asked)
    markup = keyboard(asked)
    posted = mine(world, asked, "message to edit not found", "message can't be edited")
    if units(text.text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")  # other words than for sending: github.com/teloxide/teloxide/issues/430
    if "text" not in posted.content:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, posted, text, markup)


def edit_message_reply_markup(world: World, asked: Asked) -> object:
    """Bot API, editMessageReplyMarkup."""
    markup = keyboard(asked)
    posted = mine(world, asked, "message to edit not found", "message can't be edited")
    entities = posted.content.get("entities")
    return _edited(world, posted, Formatted(posted.text, entities if isinstance(entities, list) else ()), markup)


def _edited(world: World, posted: Posted, text: Formatted, markup: Json | None) -> Json:
    name = "text" if "text" in posted.content else "caption"
    shown: Json = (text.shown(name) if text.text else {}) | ({"reply_markup": markup} if markup else {})
    return changed(world, posted, shown, frozenset({name, "entities", "caption_entities", "reply_markup"}))


def changed(world: World, posted: Posted, now: Json, replaced: frozenset[str]) -> Json:
    """A message in which these fields are as they are now, or gone.

    Raises:
        Refused: they are already.
    """
    before = {key: value for key, value in posted.content.items() if key in replaced}
    if before == now:
        raise bad_request(NOT_MODIFIED)
    told = posted.text
    for key in replaced:
        posted.content.pop(key, None)
    posted.content |= now | {"edit_date": world.clock.now()}
    if posted.text != told:
        posted.history.append(told)
    return posted.shown()


def delete_message(world: World, asked: Asked) -> object:
    """Bot API, deleteMessage; others' messages only where the bot is an administrator."""
    posted = mine(world, asked, "message to delete not found", "message can't be deleted", others="administrator")
    posted.deleted = True
    return True


def mine(world: World, asked: Asked, missing: str, not_mine: str, others: str = "nobody") -> Posted:
    """The message that a call wants to change.

    Raises:
        Refused: it is not there, or somebody else's.
    """
    chat = world.chat(asked)
    chat.must_take()
    posted = world.message(chat, asked.integer("message_id"), missing)
    if not posted.mine and chat.bot != others:
        raise bad_request(not_mine)
    return posted


def copy_message(world: World, asked: Asked) -> object:
    """Bot API, copyMessage: the message without a link to the original."""
    source = _source(world, asked, "message to copy not found")
    shown = post(world, asked, body(source))
    return {"message_id": shown["message_id"]}


def forward_message(world: World, asked: Asked) -> object:
    """Bot API, forwardMessage."""
    source = _source(world, asked, "message to forward not found")
    return post(world, asked, {**body(source), "forward_origin": origin_of(source)})


def _source(world: World, asked: Asked, missing: str) -> Posted:
    return world.message(world.chat(asked, "from_chat_id"), asked.integer("message_id"), missing)


def body(source: Posted) -> Json:
    """What a copy or a forward keeps of a message."""
    kept = {"text", "entities", "caption", "caption_entities", "photo", "document"}
    return {key: value for key, value in source.content.items() if key in kept}


def send_message_draft(world: World, asked: Asked) -> object:
    """Bot API, sendMessageDraft: private chats only, `draft_id` not zero; an empty text means "Thinking…".

    Left out: that a draft is shown for 30 s. Blank texts are refused: github.com/nullclaw/nullclaw/pull/329.
    """
    text = formatted(asked) if asked.text("text") else Formatted("")
    if units(text.text) > MAX_TEXT:
        raise bad_request("message is too long")
    chat = world.chat(asked)
    chat.must_take()
    draft = asked.integer("draft_id")
    if not draft:
        raise bad_request("invalid draft_id specified")
    if not chat.private:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    world.drafts.setdefault((chat.id, draft), []).append(text.text)
    return True
