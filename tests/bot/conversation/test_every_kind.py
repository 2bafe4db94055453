"""Every kind of message and update is met without an error and, where no answer is owed, without a word."""

import json
from typing import Any

import pytest
from aiogram.enums import ContentType
from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery, GetMe, SendMessage, TelegramMethod
from aiogram.types import Message, Update

from bot.catalogue import Words
from bot.conversation.connecting.handling import Handle
from knowledge.spine.inbox import Claim
from tests.bot.conversation.kinds import example
from tests.bot.doubles import GROUP, PERSON, PRIVATE, Conversation
from tests.fakes import NOON

CONTENT = {
    *("animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "location", "paid_media"),
    *("photo", "poll", "rich_message", "sticker", "story", "venue", "video", "video_note", "voice"),
}
"""What a person sends that the bot cannot read."""

SERVICE = {
    *("boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left"),
    *("chat_shared", "checklist_tasks_added", "checklist_tasks_done", "community_chat_added"),
    *("community_chat_joined", "community_chat_removed", "connected_website", "delete_chat_photo"),
    *("direct_message_price_changed", "forum_topic_closed", "forum_topic_created", "forum_topic_edited"),
    *("forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift"),
    *("gift_upgrade_sent", "giveaway", "giveaway_completed", "giveaway_created", "giveaway_winners"),
    *("group_chat_created", "invoice", "left_chat_member", "managed_bot_created"),
    *("message_auto_delete_timer_changed", "migrate_from_chat_id", "migrate_to_chat_id", "new_chat_members"),
    *("new_chat_photo", "new_chat_title", "paid_message_price_changed", "passport_data", "pinned_message"),
    *("poll_option_added", "poll_option_deleted", "proximity_alert_triggered", "refunded_payment"),
    *("successful_payment", "suggested_post_approval_failed", "suggested_post_approved", "suggested_post_declined"),
    *("suggested_post_paid", "suggested_post_refunded", "supergroup_chat_created", "unique_gift", "user_shared"),
    *("users_shared", "video_chat_ended", "video_chat_participants_invited", "video_chat_scheduled"),
    *("video_chat_started", "web_app_data", "write_access_allowed"),
}
"""What Telegram tells about a chat."""


def message(kind: str, chat: dict[str, Any]) -> dict[str, Any]:
    """A message of this kind, as Telegram sends it."""
    shape = {"message_id": 5, "date": int(NOON.timestamp()), "chat": chat, "from": PERSON}
    if kind not in Message.model_fields:  # a name that aiogram keeps for an older Telegram
        return {**shape, kind: {}}
    return {**shape, kind: example(Message.model_fields[kind].annotation)}


class Meeting:
    """A chat that meets one update after the other, each from its text to the last handler."""

    def __init__(self) -> None:
        self.chat = Conversation()
        self.handle = Handle(self.chat.dispatcher, self.chat.bot, attempts=5)

    async def __call__(self, update: dict[str, Any]) -> list[TelegramMethod[Any]]:
        """What the bot does about it."""
        before = len(self.chat.session.calls)
        await self.handle(Claim(1, 9, "chat:7", json.dumps({"update_id": 9, **update}), NOON, 1))
        self.chat.replies.held.clear()
        return [call for call in self.chat.session.calls[before:] if not isinstance(call, GetMe)]


def texts(calls: list[TelegramMethod[Any]]) -> list[str]:
    """What was said."""
    return [call.text for call in calls if isinstance(call, SendMessage)]


def test_every_kind_is_one_or_the_other() -> None:
    """A new one of aiogram's fails here, and has to be thought about."""
    assert {*ContentType} - {"unknown", "any", "text"} == CONTENT | SERVICE
    assert not CONTENT & SERVICE


@pytest.mark.parametrize("kinds", [CONTENT, SERVICE], ids=["content", "service"])
async def test_a_group_hears_no_word_about_any_of_them(kinds: set[str]) -> None:
    """Nor does it see a reaction."""
    met = Meeting()
    done = {kind: await met({"message": message(kind, GROUP)}) for kind in sorted(kinds)}
    assert {kind: calls for kind, calls in done.items() if calls} == {}


async def test_in_private_a_person_is_asked_for_words_and_telegram_is_not() -> None:
    """Once, where somebody has sent something; never about a service message."""
    met = Meeting()
    said = {kind: texts(await met({"message": message(kind, PRIVATE)})) for kind in sorted(CONTENT | SERVICE)}
    assert {kind: one for kind, one in said.items() if one} == {kind: [Words.TEXT_PLEASE.say("zh")] for kind in CONTENT}


async def test_every_kind_of_update_passes() -> None:
    """Edited, of a channel, of a business, of a poll, a boost, a payment: no failure and no message."""
    met = Meeting()
    owed = {"callback_query": AnswerCallbackQuery, "inline_query": AnswerInlineQuery}
    for kind, field in Update.model_fields.items():
        calls = [] if kind == "update_id" else await met({kind: example(field.annotation)})
        assert all(isinstance(call, owed.get(kind, ())) for call in calls), kind


@pytest.mark.parametrize("chat", [PRIVATE, GROUP], ids=["private", "group"])
async def test_what_no_library_knows_yet_passes(chat: dict[str, Any]) -> None:
    """A new kind of update, a new kind of message, and a new field of an old one."""
    met = Meeting()
    said = {"message_id": 5, "date": int(NOON.timestamp()), "chat": chat, "from": PERSON}
    for update in ({"hologram": {"id": 1, "chat": chat}}, {"message": {**said, "hologram": {"depth": 3}}}):
        assert await met(update) == []
    await met({"message": {**said, "text": "/ask 什么是门控", "mood": "curious", "chat": {**chat, "aura": 1}}})
    assert met.chat.answering.asked == ["什么是门控"]
