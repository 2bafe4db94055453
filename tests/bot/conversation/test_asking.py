"""Asking in all the ways there are."""

import asyncio

import pytest
from aiogram.methods import SendChatAction

from bot.catalogue import Words
from knowledge.records import Answer, Nearest, Notice, Unanswered
from tests.bot.doubles import ANSWER, CITATION, GROUP, ME, PERSON, PRIVATE, Conversation, talking

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
