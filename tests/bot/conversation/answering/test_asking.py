"""Asking in all the ways there are."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendChatAction, SendMessage, SetMessageReaction

from bot.catalogue import Words
from knowledge.errors import LibraryUnavailable, QuotaKind, QuotaSpent
from knowledge.records import Answer, Nearest, Notice, Unanswered, Usage, Way
from tests.bot.doubles import ANSWER, CITATION, GROUP, ME, PERSON, PRIVATE, Conversation, claimed, library, talking
from tests.fakes import NOON

MENTION = {"type": "mention", "offset": 0, "length": 10}
BOTS_MESSAGE = {"message_id": 90, "date": 1, "chat": GROUP, "from": ME, "text": "旧回答"}


async def test_private_text_is_a_question() -> None:
    """In private every text is meant for the bot."""
    chat = Conversation()
    (sent,) = await chat.say("什么是门控")
    assert chat.answering.asked == ["什么是门控"]
    assert sent.startswith("门的值在零和一之间。[1]")


@pytest.mark.parametrize(
    "text",
    [
        "/ask 什么是门控",
        "/ask@zixue_bot 什么是门控",
        "/ASK@Zixue_Bot  什么是门控",
        "/ask\n什么是门控",
        "/ask，什么是门控",
        "/ask: 什么是门控",
        "/ask@zixue_bot：什么是门控",
        "/ask什么是门控",
    ],
)
async def test_the_command_asks_in_a_group(text: str) -> None:
    """With or without the bot's name, in any case, and with or without a space."""
    chat = Conversation()
    await chat.say(text, GROUP)
    assert chat.answering.asked == ["什么是门控"]


@pytest.mark.parametrize(
    "text", ["/ask@other_bot，什么是门控", "/asking，什么", "/ask/什么", "/ask.什么", "说/ask，什么"]
)
async def test_what_only_looks_like_the_command_does_not_ask(text: str) -> None:
    """Another bot's command, another command, a path, or talk about it."""
    chat = Conversation()
    assert await chat.say(text, GROUP) == []
    assert chat.answering.asked == []


async def test_a_command_glued_to_chinese_asks_in_private() -> None:
    """Chinese has no spaces to forget."""
    chat = Conversation()
    await chat.say("/ask什么是门控")
    assert chat.answering.asked == ["什么是门控"]


async def test_a_mention_asks_in_a_group() -> None:
    """The mention is not part of the question."""
    chat = Conversation()
    await chat.say("@zixue_bot 什么是门控", GROUP, entities=[MENTION])
    assert chat.answering.asked == ["什么是门控"]


async def test_an_emoji_before_the_mention_does_not_make_the_bot_deaf() -> None:
    """Entities count UTF-16 units: an emoji is two of them, and the name's case does not matter."""
    chat = Conversation()
    text = "👍🏻 请教 @Zixue_Bot 什么是门控"
    await chat.say(text, GROUP, entities=[{"type": "mention", "offset": 8, "length": 10}])
    assert chat.answering.asked == ["👍🏻 请教 什么是门控"]


async def test_a_mention_by_link_asks() -> None:
    """A text mention names the bot by id."""
    chat = Conversation()
    await chat.say("自学 什么是门控", GROUP, entities=[{"type": "text_mention", "offset": 0, "length": 2, "user": ME}])
    assert chat.answering.asked == ["什么是门控"]


async def test_a_mention_of_somebody_else_is_not_for_the_bot() -> None:
    """The bot speaks only when spoken to."""
    chat = Conversation()
    assert await chat.say("@other_bot 什么是门控", GROUP, entities=[MENTION]) == []
    assert chat.answering.asked == []


async def test_a_reply_to_the_bot_asks() -> None:
    """A reply needs no mention."""
    chat = Conversation()
    await chat.say("那 GRU 呢", GROUP, reply_to_message=BOTS_MESSAGE)
    assert chat.answering.asked == ["那 GRU 呢"]


async def test_talk_in_a_group_is_not_for_the_bot() -> None:
    """Members talk to each other, in replies too."""
    chat = Conversation()
    others = {"message_id": 91, "date": 1, "chat": GROUP, "from": PERSON, "text": "大家好"}
    assert await chat.say("什么是门控", GROUP) == []
    assert await chat.say("你好", GROUP, reply_to_message=others) == []
    assert chat.answering.asked == []


async def test_a_topic_that_the_bot_opened_is_not_a_reply_to_it() -> None:
    """In a forum every message replies to the topic's opening."""
    chat = Conversation()
    opening = {
        "message_id": 5,
        "date": 1,
        "chat": GROUP,
        "from": ME,
        "forum_topic_created": {"name": "论文", "icon_color": 1},
    }
    assert await chat.say("大家看这篇", GROUP, reply_to_message=opening) == []


async def test_a_caption_is_a_question() -> None:
    """A photo's caption is text like any other, entities included."""
    chat = Conversation()
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await chat.say(None, photo=photo, caption="图里是什么网络")
    await chat.say(None, GROUP, photo=photo, caption="@zixue_bot 这是什么", caption_entities=[MENTION])
    await chat.say(None, GROUP, photo=photo, caption="/ask 那又是什么")
    assert chat.answering.asked == ["图里是什么网络", "这是什么", "那又是什么"]


@pytest.mark.parametrize("text", ["/ask", "@zixue_bot"])
async def test_asking_without_words_takes_the_message_replied_to(text: str) -> None:
    """`/ask` under somebody's question asks that question."""
    chat = Conversation()
    question = {"message_id": 92, "date": 1, "chat": GROUP, "from": PERSON, "text": "什么是门控"}
    await chat.say(text, GROUP, reply_to_message=question, entities=[MENTION] if text[0] == "@" else None)
    assert chat.answering.asked == ["什么是门控"]


async def test_a_quoted_part_is_asked_rather_than_the_whole_message() -> None:
    """Somebody who marks a sentence means that sentence."""
    chat = Conversation()
    question = {"message_id": 92, "date": 1, "chat": GROUP, "from": PERSON, "text": "很长。什么是门控？很长。"}
    await chat.say("/ask", GROUP, reply_to_message=question, quote={"text": "什么是门控？", "position": 3})
    assert chat.answering.asked == ["什么是门控？"]


@pytest.mark.parametrize("reply", [None, BOTS_MESSAGE])
async def test_asking_nothing_is_told_how_to_ask(reply: dict[str, object] | None) -> None:
    """The bot's own answer is no question either."""
    chat = Conversation()
    assert await chat.say("/ask", GROUP, reply_to_message=reply) == [Words.ASK_USAGE.say("zh")]
    assert chat.answering.asked == []


async def test_an_answer_is_a_reply_in_its_topic_without_previews() -> None:
    """Everything that goes out has the same manners."""
    chat = Conversation()
    await chat.say("/ask 什么是门控", GROUP, message_thread_id=33, is_topic_message=True)
    (sent,) = chat.sends()
    assert sent.message_thread_id == 33
    assert sent.reply_parameters is not None
    assert sent.reply_parameters.message_id == 1
    assert sent.reply_parameters.allow_sending_without_reply is True
    assert sent.parse_mode == "HTML"
    assert sent.link_preview_options is not None
    assert getattr(sent.link_preview_options, "is_disabled", None) is True


async def test_a_long_answer_is_sent_in_parts() -> None:
    """No part is too long for Telegram, and none is lost."""
    chat = Conversation(Answer("这一句有证据。[1]" * 1000, (CITATION,), "model"))
    parts = await chat.say("长")
    assert len(parts) > 2
    assert "".join(parts).count("这一句有证据。[1]") == 1000


async def test_unanswered_offers_what_is_near() -> None:
    """An honest sentence, then the nearest entries."""
    chat = Conversation(Unanswered((Nearest("e1", "梯度消失", "周刊"),)))
    (sent,) = await chat.say("天气如何")
    assert sent.startswith(Words.UNANSWERED.say("zh"))
    assert "梯度消失" in sent


async def test_an_empty_library_is_not_blamed_on_the_question() -> None:
    """A group that has read nothing yet is told how to begin."""
    chat = Conversation(Unanswered(notice=Notice.NOTHING_READ))
    assert await chat.say("什么") == [Words.NOTHING_READ.say("zh")]


async def test_the_interface_speaks_the_askers_language() -> None:
    """An English client reads English."""
    chat = Conversation(Unanswered())
    sent = await chat.say("what", PRIVATE, **{"from": {**PERSON, "language_code": "en-US"}})
    assert sent == [Words.UNANSWERED.say("en")]


async def test_the_bot_types_in_private() -> None:
    """Somebody who waits sees that the bot is at work."""
    chat = Conversation()
    typed = asyncio.Event()
    chat.screen.typing = typed.set  # type: ignore[method-assign]

    async def when_typed(*_: object, **__: object) -> Answer:
        await asyncio.wait_for(typed.wait(), timeout=5)
        return ANSWER

    chat.dispatcher.workflow_data.update(talking(when_typed))
    assert await chat.say("什么") != []


async def test_the_bot_does_not_type_in_a_group() -> None:
    """A group is left in peace."""
    chat = Conversation()

    async def after_a_while(*_: object, **__: object) -> Answer:
        for _turn in range(20):
            await asyncio.sleep(0)
        return ANSWER

    chat.dispatcher.workflow_data.update(talking(after_a_while))
    await chat.say("/ask 什么", GROUP)
    assert not any(isinstance(call, SendChatAction) for call in chat.session.calls)


async def test_other_bots_are_not_answered_but_anonymous_admins_are() -> None:
    """Two bots would talk for ever; an anonymous admin writes as a bot in the name of the group."""
    chat = Conversation()
    bot = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    assert await chat.say("/ask 什么", GROUP, **{"from": bot}) == []
    assert await chat.say("/ask 什么", GROUP, **{"from": bot, "sender_chat": GROUP}) != []


OTHERS_MESSAGE = {
    "message_id": 91,
    "date": 1,
    "chat": GROUP,
    "from": {**PERSON, "id": 8},
    "text": "ReLU 在负半轴导数为零",
}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("", "ReLU 在负半轴导数为零"),
        (" 这是什么意思？", "ReLU 在负半轴导数为零\n这是什么意思？"),
        (" 为什么？", "ReLU 在负半轴导数为零\n为什么？"),
        (" 什么是门控循环单元", "什么是门控循环单元"),
    ],
)
async def test_a_mention_under_somebody_elses_message_asks_about_it(own: str, expected: str) -> None:
    """Alone or with a few words that point to it; a question that stands by itself is asked as it is."""
    chat = Conversation()
    await chat.say(f"@zixue_bot{own}", GROUP, entities=[MENTION], reply_to_message=OTHERS_MESSAGE)
    assert chat.answering.asked == [expected]


async def test_every_way_of_asking_is_told_apart() -> None:
    """By what is kept of it."""
    chat = Conversation()
    await chat.say("/ask 一是什么", GROUP)
    await chat.say("@zixue_bot 二是什么", GROUP, entities=[MENTION])
    await chat.say("三是什么", GROUP, reply_to_message=BOTS_MESSAGE)
    await chat.say("四是什么")
    await chat.say("/ask五是什么", GROUP)
    ways = [one.origin.way for one in chat.memory.exchanges.values()]
    assert ways == [Way.COMMAND, Way.MENTION, Way.REPLY, Way.PRIVATE, Way.COMMAND]


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        (
            GROUP,
            {"entities": [MENTION], "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}},
        ),
        (GROUP, {"entities": [MENTION], "is_automatic_forward": True, "sender_chat": {"id": -5, "type": "channel"}}),
        (PRIVATE, {"via_bot": ME}),
    ],
    ids=["forwarded to a group", "from the linked channel", "chosen in inline mode"],
)
async def test_what_was_said_to_somebody_else_is_not_asked(where: dict[str, Any], fields: dict[str, Any]) -> None:
    """Its words were for others, or are the bot's own."""
    chat = Conversation()
    assert await chat.say("@zixue_bot 什么是门控", where, **fields) == []
    assert chat.answering.asked == []


async def test_what_is_forwarded_in_private_is_asked() -> None:
    """Whoever hands it to the bot wants to know."""
    chat = Conversation()
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}
    await chat.say("什么是门控", forward_origin=origin)
    assert chat.answering.asked == ["什么是门控"]


async def test_a_caption_is_asked() -> None:
    """In private, and in a group where it mentions the bot; of the photo nothing is read."""
    chat = Conversation()
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await chat.say(None, PRIVATE, photo=photo, caption="什么是门控")
    await chat.say(None, GROUP, photo=photo, caption="@zixue_bot 门有几个", caption_entities=[MENTION])
    await chat.say(None, GROUP, photo=photo, caption="看这张图")
    assert chat.answering.asked == ["什么是门控", "门有几个"]


async def test_who_writes_as_a_channel_is_answered_as_that() -> None:
    """Without a person's id."""
    chat = Conversation()
    channel = {"id": -1009, "type": "channel", "title": "频道"}
    bot = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
    assert await chat.say("/ask 什么是门控", GROUP, **{"from": bot, "sender_chat": channel}) != []
    (exchange,) = chat.memory.exchanges.values()
    assert exchange.origin.user_id is None


@pytest.mark.parametrize(
    ("seconds", "expected"), [(100, ["什么是门控"]), (121, [])], ids=["within two minutes", "too late"]
)
async def test_a_message_may_be_edited_into_a_question(seconds: int, expected: list[str]) -> None:
    """Within two minutes, once: what has been asked is not asked again in other words."""
    chat = Conversation()
    assert await chat.say("什么是门控", GROUP, message_id=900) == []
    await chat.edit("@zixue_bot 什么是门控", 900, seconds, GROUP, entities=[MENTION])
    await chat.edit("@zixue_bot 什么是输入门", 900, seconds, GROUP, entities=[MENTION])
    assert chat.answering.asked == expected


async def test_an_edit_of_a_question_is_not_answered_again() -> None:
    """In private neither."""
    chat = Conversation()
    await chat.say("什么是门控", message_id=900)
    await chat.edit("什么是门控？", 900, 5, PRIVATE)
    assert chat.answering.asked == ["什么是门控"]


class Quota:
    """A quota that is spent or not, and what was used of it."""

    def __init__(self, *, spent: bool = False) -> None:
        self.is_spent = spent
        self.used: list[tuple[int | None, int, Usage]] = []

    async def admit(self, user_id: int | None, chat_id: int) -> None:
        """Let in, or not."""
        if self.is_spent:
            raise QuotaSpent(QuotaKind.USER_QUESTIONS, NOON)
        assert (user_id, chat_id) == (7, -100)

    async def give_back(self, user_id: int | None, chat_id: int) -> None:
        """Nothing fails here that is tried again."""
        raise NotImplementedError

    async def spent(self, user_id: int | None, chat_id: int, usage: Usage) -> None:
        """Note it."""
        self.used.append((user_id, chat_id, usage))


async def test_what_an_answer_takes_is_noted_once() -> None:
    """An attempt that finds it written takes nothing."""
    chat = Conversation(replace(ANSWER, usage=Usage(120, 40)), await library())
    chat.dispatcher["metering"] = quota = Quota()
    chat.session.refusals = [TelegramNetworkError(SendMessage(chat_id=1, text=""), "broken")] * 3
    for attempt in (1, 2):
        with suppress(Exception):
            await chat.say("/ask 什么是门控", GROUP, message_id=900, claim=claimed(attempt=attempt))
    assert quota.used == [(7, -100, Usage(120, 40))]
    assert len(chat.answering.asked) == 1


async def test_an_answer_is_there_where_its_use_cannot_be_noted() -> None:
    """On a full disk, say: nobody is told that it failed."""
    chat, quota = Conversation(), Quota()

    async def full(*_: object) -> None:
        raise LibraryUnavailable

    quota.spent = full  # type: ignore[method-assign, assignment]
    chat.dispatcher["metering"] = quota
    (sent,) = await chat.say("/ask 什么是门控", GROUP)
    assert sent.startswith("门的值在零和一之间。[1]")


async def test_a_spent_quota_asks_nothing() -> None:
    """No model, no index."""
    chat = Conversation()
    chat.dispatcher["metering"] = Quota(spent=True)
    await chat.say("/ask 什么是门控", GROUP)
    assert chat.answering.asked == []
    assert chat.memory.exchanges == {}


@pytest.mark.parametrize("text", ["谢谢大佬！", "哈哈", "好的", "thx", "👍"])
async def test_thanks_for_an_answer_meet_a_reaction(text: str) -> None:
    """Not the answer once more, nor a refusal, nor an open question; what is asked besides is answered."""
    chat = Conversation()
    assert await chat.say(text, GROUP, reply_to_message=BOTS_MESSAGE) == []
    assert await chat.say(f"@zixue_bot {text}", GROUP, entities=[MENTION]) == []
    assert await chat.say(text) == []
    assert sum(isinstance(call, SetMessageReaction) for call in chat.calls()) == 3
    assert (chat.answering.asked, chat.memory.exchanges) == ([], {})
    assert await chat.say(f"{text}，那 GRU 呢", GROUP, reply_to_message=BOTS_MESSAGE) != []
