"""What the bot may send, and what becomes of it."""

from collections.abc import Callable

from tests.fakes.telegram_server.asked import Asked, Json, Upload
from tests.fakes.telegram_server.chats import Chat, Posted
from tests.fakes.telegram_server.errors import NOT_MODIFIED, bad_request
from tests.fakes.telegram_server.html import units
from tests.fakes.telegram_server.keyboards import keyboard
from tests.fakes.telegram_server.texts import MAX_CAPTION, MAX_TEXT, Formatted, formatted
from tests.fakes.telegram_server.world import World

MAX_DOWNLOAD = 20 << 20
"""Bytes of a file that getFile hands out. Client.cpp `process_get_file_query`; Bot API, getFile."""

Method = Callable[[World, Asked], object]
"""What a method of the Bot API does to the world; its result goes into the answer."""


def send_message(world: World, asked: Asked) -> object:
    """Bot API, sendMessage. The text is looked at before the chat (Client.cpp `process_send_message_query`)."""
    text = formatted(asked)
    if units(text.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return _post(world, asked, text.shown())


def send_photo(world: World, asked: Asked) -> object:
    """Bot API, sendPhoto."""
    caption = _caption(asked)
    _, file = _file(world, asked, "photo")
    return _post(world, asked, {"photo": [file | {"width": 90, "height": 90}], **caption})


def send_document(world: World, asked: Asked) -> object:
    """Bot API, sendDocument."""
    caption = _caption(asked)
    upload, file = _file(world, asked, "document")
    return _post(world, asked, {"document": file | {"file_name": upload.name}, **caption})


def _caption(asked: Asked) -> Json:
    text = formatted(asked, "caption")
    if units(text.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text.shown("caption") if text.text else {}


def _file(world: World, asked: Asked, name: str) -> tuple[Upload, Json]:
    """An uploaded file, or one that is known by its id; Bot API, "Sending files"."""
    given = asked.text(name)
    upload = asked.files.get(given.removeprefix("attach://") if given.startswith("attach://") else name)
    if upload is not None:
        file_id = f"file{len(world.files) + 1}"
        world.files[file_id] = upload
        return upload, shown_file(file_id, upload)
    if given in world.files:
        return world.files[given], shown_file(given, world.files[given])
    raise bad_request("wrong file identifier/HTTP URL specified" if given else f"there is no {name} in the request")


def shown_file(file_id: str, upload: Upload) -> Json:
    """What every kind of file shows; Bot API, Document."""
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(upload.content)}


def _post(world: World, asked: Asked, content: Json) -> Json:
    markup = keyboard(asked)
    chat = world.chat(asked)
    chat.must_take()
    topic = _topic(chat, asked.integer("message_thread_id"))
    thread = chat.threaded(_target(chat, asked), topic)
    posted = chat.post({**_heading(world, chat), **thread, **content, "by_bot": True})
    if markup:
        posted.content["reply_markup"] = markup
    return posted.shown()


def _heading(world: World, chat: Chat) -> Json:
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
    posted = _mine(world, asked, "message to edit not found", "message can't be edited")
    if units(text.text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")  # other words than for sending: github.com/teloxide/teloxide/issues/430
    if "text" not in posted.content:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, posted, text, markup)


def edit_message_reply_markup(world: World, asked: Asked) -> object:
    """Bot API, editMessageReplyMarkup."""
    markup = keyboard(asked)
    posted = _mine(world, asked, "message to edit not found", "message can't be edited")
    entities = posted.content.get("entities")
    return _edited(world, posted, Formatted(posted.text, entities if isinstance(entities, list) else ()), markup)


def _edited(world: World, posted: Posted, text: Formatted, markup: Json | None) -> Json:
    name = "text" if "text" in posted.content else "caption"
    changed: Json = (text.shown(name) if text.text else {}) | ({"reply_markup": markup} if markup else {})
    replaced = {name, "entities", "caption_entities", "reply_markup"}
    before = {key: value for key, value in posted.content.items() if key in replaced}
    if before == changed:
        raise bad_request(NOT_MODIFIED)
    if before.get(name) != changed.get(name):
        posted.history.append(posted.text)
    for key in replaced:
        posted.content.pop(key, None)
    posted.content |= changed | {"edit_date": world.clock.now()}
    return posted.shown()


def delete_message(world: World, asked: Asked) -> object:
    """Bot API, deleteMessage; others' messages only where the bot is an administrator."""
    posted = _mine(world, asked, "message to delete not found", "message can't be deleted", others="administrator")
    posted.deleted = True
    return True


def _mine(world: World, asked: Asked, missing: str, not_mine: str, others: str = "nobody") -> Posted:
    chat = world.chat(asked)
    chat.must_take()
    posted = world.message(chat, asked.integer("message_id"), missing)
    if not posted.mine and chat.bot != others:
        raise bad_request(not_mine)
    return posted


def copy_message(world: World, asked: Asked) -> object:
    """Bot API, copyMessage: the message without a link to the original."""
    source = _source(world, asked, "message to copy not found")
    shown = _post(world, asked, _body(source))
    return {"message_id": shown["message_id"]}


def forward_message(world: World, asked: Asked) -> object:
    """Bot API, forwardMessage."""
    source = _source(world, asked, "message to forward not found")
    sender = source.content.get("from")
    origin: Json = {"date": source.content["date"]}
    chat: Json = {"type": "chat", "sender_chat": source.chat.shown()}
    origin |= {"type": "user", "sender_user": sender} if sender else chat
    return _post(world, asked, {**_body(source), "forward_origin": origin})


def _source(world: World, asked: Asked, missing: str) -> Posted:
    return world.message(world.chat(asked, "from_chat_id"), asked.integer("message_id"), missing)


def _body(source: Posted) -> Json:
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
