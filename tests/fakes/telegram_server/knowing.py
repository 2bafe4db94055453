"""What the bot may ask about chats, people, files and itself, and the small things it may do."""

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.chats import Chat, User
from tests.fakes.telegram_server.errors import QUERY_TOO_OLD, bad_request, forbidden
from tests.fakes.telegram_server.files import MAX_DOWNLOAD, path_of, shown_file
from tests.fakes.telegram_server.html import units
from tests.fakes.telegram_server.world import World

ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)

RESTRICTED = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What may be taken from a person. Bot API, ChatMemberRestricted."""


def get_me(world: World, _asked: Asked) -> object:
    """Bot API, getMe. `can_read_all_group_messages`: privacy mode is off."""
    return world.bot.shown() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.inline,
    }


def answer_callback_query(world: World, asked: Asked) -> object:
    """Bot API, answerCallbackQuery: a query can be answered while it is young. Client.cpp: 0-200 characters."""
    waiting = world.pressed.get(asked.text("callback_query_id"))
    if waiting is None or waiting.expires <= world.clock.now():
        raise bad_request(QUERY_TOO_OLD)
    if units(asked.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    waiting.answer = dict(asked.values)
    return True


def send_chat_action(world: World, asked: Asked) -> object:
    """Bot API, sendChatAction."""
    chat = world.chat(asked)
    chat.must_take()
    if asked.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def set_message_reaction(world: World, asked: Asked) -> object:
    """Bot API, setMessageReaction: one reaction of the bot on a message."""
    chat = world.chat(asked)
    chat.must_take()
    posted = world.message(chat, asked.integer("message_id"), "message to react not found")
    given = asked.json("reaction")
    reactions = given if isinstance(given, list) else []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    world.reactions[chat.id, posted.message_id] = reactions
    return True


def get_chat(world: World, asked: Asked) -> object:
    """Bot API, getChat."""
    chat = _readable(world, asked)
    reactions: Json = {"accent_color_id": 0, "max_reaction_count": 11}
    gifts: Json = {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    }
    shown = chat.shown() | reactions | {"accepted_gift_types": gifts}
    return shown | ({"permissions": chat.permissions} if chat.permissions else {})


def get_chat_member(world: World, asked: Asked) -> object:
    """Bot API, getChatMember. Whoever is not in the chat, but known from elsewhere, has left it (td, left)."""
    chat = _readable(world, asked)
    number = asked.integer("user_id")
    if number == world.bot.id:
        return member(world.bot, chat.bot) | chat.rights
    if (user := chat.people.get(number)) is None:
        elsewhere = (one.people[number] for one in world.chats.values() if number in one.people)
        if (user := next(elsewhere, None)) is not None and not chat.private:
            return member(user, "left")
        raise bad_request("PARTICIPANT_ID_INVALID" if number else "invalid user_id specified")
    return member(user, chat.members[number])


def get_chat_administrators(world: World, asked: Asked) -> object:
    """Bot API, getChatAdministrators: other bots left out, so is whoever is none."""
    chat = _readable(world, asked)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    ranks = {"creator", "administrator"}
    people = [member(chat.people[number], rank) for number, rank in chat.members.items() if rank in ranks]
    return people + ([member(world.bot, chat.bot)] if chat.bot in ranks else [])


def _readable(world: World, asked: Asked) -> Chat:
    """Reading a chat needs the bot to be in it, or to have been told of its new id."""
    chat = world.chat(asked)
    if chat.bot in {"kicked", "left", "stranger"} or chat.migrated_to is not None:
        chat.must_take()
    return chat


def member(user: User, status: str) -> Json:
    """A ChatMember object of that standing; "restricted, left" is one who is not in the chat any more."""
    rights = (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_send_welcome_messages",
    )
    shown: Json = {"user": user.shown(), "status": status}
    if status == "creator":
        return shown | {"is_anonymous": False}
    if status == "administrator":
        return shown | dict.fromkeys(rights, False)
    if status in {"restricted", "restricted, left"}:
        shown |= {"status": "restricted", "is_member": status == "restricted", "until_date": 0}
        return shown | dict.fromkeys(RESTRICTED, False)
    return shown | ({"until_date": 0} if status == "kicked" else {})


def get_file(world: World, asked: Asked) -> object:
    """Bot API, getFile: at most 20 MB; the link is `/file/bot<token>/<file_path>`."""
    file_id = asked.text("file_id")
    if (upload := world.files.get(file_id)) is None:
        raise bad_request("invalid file_id" if file_id else "file_id not specified")
    if len(upload.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return shown_file(file_id, upload) | {"file_path": path_of(file_id, upload)}


def leave_chat(world: World, asked: Asked) -> object:
    """Bot API, leaveChat."""
    chat = world.chat(asked)
    if chat.private:
        raise forbidden("bot can't leave a private chat")
    chat.must_take()
    chat.bot = "left"
    return True
