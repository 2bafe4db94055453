"""What a bot may send, and in which words it is refused."""

import aiohttp
import pytest

from tests.fakes.telegram_calls import Calls
from tests.fakes.telegram_server import Limits, TelegramServer, User
from tests.fakes.telegram_server.asked import Json, Upload

MING = User(7, "小明")
BUTTON = {"inline_keyboard": [[{"text": "来源", "callback_data": "s"}]]}


REFUSED: list[tuple[str, Json, str]] = [
    ("sendMessage", {"chat_id": 7, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": 7, "text": " \n"}, "text must be non-empty"),
    ("sendMessage", {"chat_id": 7, "text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ("sendMessage", {"chat_id": 7, "text": "字" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 7, "text": "🙂" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": 7, "text": "x", "parse_mode": "RTF"}, "unsupported parse_mode"),
    ("sendMessage", {"chat_id": 70, "text": "x"}, "chat not found"),
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    (
        "sendMessage",
        {"chat_id": 7, "text": "x", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    ("sendMessage", {"chat_id": 7, "text": "x", "message_thread_id": 5}, "message thread not found"),
    ("editMessageText", {"chat_id": 7, "message_id": 99, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"chat_id": 7, "message_id": 1, "text": "x"}, "message can't be edited"),
    ("editMessageText", {"chat_id": 7, "message_id": 2, "text": "字" * 4097}, "MESSAGE_TOO_LONG"),
    ("editMessageReplyMarkup", {"chat_id": 7, "message_id": 2, "reply_markup": BUTTON}, "message is not modified"),
    ("deleteMessage", {"chat_id": 7, "message_id": 99}, "message to delete not found"),
    ("deleteMessage", {"chat_id": 7, "message_id": 1}, "message can't be deleted"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
    ("sendChatAction", {"chat_id": 7, "action": "dancing"}, "wrong parameter action"),
    ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    ("sendMessageDraft", {"chat_id": 7, "draft_id": 0, "text": "x"}, "invalid draft_id"),
    ("getChatMember", {"chat_id": 7, "user_id": 55}, "PARTICIPANT_ID_INVALID"),
]


@pytest.mark.parametrize(("method", "asked", "words"), REFUSED)
async def test_what_telegram_does_not_take_is_refused_in_its_words(
    telegram: TelegramServer, calls: Calls, method: str, asked: Json, words: str
) -> None:
    """400, and nothing changes."""
    telegram.say(7, MING, "你好")
    await calls.result("sendMessage", chat_id=7, text="你好！", reply_markup=BUTTON)
    before = [posted.shown() for posted in telegram.place(7).messages]
    assert (await calls.refusal(method, **asked)).startswith(f"Bad Request: {words}")
    assert [posted.shown() for posted in telegram.place(7).messages] == before
    assert not telegram.calls[-1].took_effect


async def test_lengths_are_counted_after_parsing_in_utf16_units(calls: Calls) -> None:
    """4,096 units of text fit, whatever markup is around them; entities beyond the hundredth vanish."""
    text = "<b>a</b> " * 150 + "🙂" * 1898
    sent = await calls.result("sendMessage", chat_id=7, text=text, parse_mode="HTML")
    assert len(str(sent["text"]).encode("utf-16-le")) == 2 * 4096
    entities = sent["entities"]
    assert isinstance(entities, list)
    assert len(entities) == 100
    assert entities[-1] == {"type": "bold", "offset": 198, "length": 1}


async def test_a_reply_may_do_without_its_target(telegram: TelegramServer, calls: Calls) -> None:
    """`allow_sending_without_reply` sends where the message was deleted; otherwise the reply shows it."""
    asked = telegram.say(7, MING, "问")
    reply = await calls.result("sendMessage", chat_id=7, text="答", reply_to_message_id=asked.message_id)
    assert reply["reply_to_message"]["text"] == "问"  # type: ignore[index]  # a Message object
    lost = {"message_id": 99, "allow_sending_without_reply": True}
    alone = await calls.result("sendMessage", chat_id=7, text="答", reply_parameters=lost)
    assert "reply_to_message" not in alone
    assert [posted.message_id for posted in telegram.sent(7)] == [2, 3]


async def test_edits_change_what_is_shown_and_keep_what_was(telegram: TelegramServer, calls: Calls) -> None:
    """An edit without a keyboard takes the buttons away; the same edit again is refused."""
    await calls.result("sendMessage", chat_id=7, text="…", reply_markup=BUTTON)
    await calls.result("editMessageText", chat_id=7, message_id=1, text="答案")
    (shown,) = telegram.sent(7)
    assert (shown.text, shown.history, shown.buttons) == ("答案", ["…"], [])
    refusal = await calls.refusal("editMessageText", chat_id=7, message_id=1, text="答案")
    assert refusal.startswith("Bad Request: message is not modified: specified new message content")
    await calls("deleteMessage", chat_id=7, message_id=1)
    assert telegram.sent(7) == []


async def test_a_press_can_be_answered_while_it_is_young(telegram: TelegramServer, calls: Calls) -> None:
    """The answer is kept with the query; later it is too old."""
    await calls.result("sendMessage", chat_id=7, text="答案", reply_markup=BUTTON)
    query = telegram.press(MING, telegram.sent(7)[0], "来源")
    (update,) = await calls.updates()
    assert update["callback_query"]["data"] == "s"  # type: ignore[index]  # a CallbackQuery object
    await calls("answerCallbackQuery", callback_query_id=query, text="看这里")
    assert telegram.pressed[query].answer == {"callback_query_id": query, "text": "看这里"}
    telegram.clock.ahead += 3600
    assert "query is too old" in await calls.refusal("answerCallbackQuery", callback_query_id=query)


@pytest.mark.parametrize(
    ("kind", "standing", "words"),
    [
        ("group", "kicked", "Forbidden: bot was kicked from the group chat"),
        ("supergroup", "kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("supergroup", "left", "Forbidden: bot is not a member of the supergroup chat"),
        ("channel", "member", "Bad Request: need administrator rights in the channel chat"),
        ("private", "blocked", "Forbidden: bot was blocked by the user"),
    ],
)
async def test_a_bot_that_is_not_wanted_cannot_write(
    telegram: TelegramServer, calls: Calls, kind: str, standing: str, words: str
) -> None:
    """And it hears of it by `my_chat_member`."""
    chat = telegram.place(7) if kind == "private" else telegram.group(kind=kind)
    telegram.stand(chat, standing)
    assert await calls.refusal("sendMessage", chat_id=chat.id, text="x") == words
    (update,) = await calls.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] in {standing, "kicked"}  # type: ignore[index]


async def test_a_group_that_became_a_supergroup_says_where_it_is(telegram: TelegramServer, calls: Calls) -> None:
    """The old id is refused with the new one; both chats get a service message."""
    old = telegram.group(kind="group")
    new = telegram.migrate(old)
    answer = await calls("sendMessage", chat_id=old.id, text="x")
    assert (answer["error_code"], answer["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert (await calls("sendMessage", chat_id=new.id, text="x"))["ok"]
    messages = [one["message"] for one in await calls.updates()]
    assert [message["chat"]["type"] for message in messages] == ["group", "supergroup"]  # type: ignore[index]
    assert [set(message) & {"migrate_to_chat_id", "migrate_from_chat_id"} for message in messages] == [  # type: ignore[call-overload]
        {"migrate_to_chat_id"},
        {"migrate_from_chat_id"},
    ]


async def test_topics_channels_and_anonymous_administrators_show_who_speaks(
    telegram: TelegramServer, calls: Calls
) -> None:
    """A topic is told by its thread, an anonymous administrator by `sender_chat`, a channel has no person at all."""
    forum, channel = telegram.group(), telegram.group("频道", kind="channel", bot="administrator")
    topic = telegram.topic(forum, "线性代数")
    telegram.say(forum, MING, "/ask 秩是什么", topic=topic)
    telegram.say(forum, MING, "/ask 基是什么", anonymous=True)
    telegram.announce(channel, "本周阅读")
    _, asked, anonymous, post = await calls.updates()
    assert asked["message"]["message_thread_id"] == topic  # type: ignore[index]
    assert anonymous["message"]["from"]["id"] == 1_087_968_824  # type: ignore[index]
    assert anonymous["message"]["sender_chat"]["id"] == forum.id  # type: ignore[index]
    assert "from" not in post["channel_post"]  # type: ignore[operator]
    sent = await calls.result("sendMessage", chat_id=forum.id, text="答", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    assert asked["message"]["reply_to_message"]["forum_topic_created"]["name"] == "线性代数"  # type: ignore[index]


async def test_the_thread_of_a_reply_is_no_topic(telegram: TelegramServer, calls: Calls) -> None:
    """Outside forums a reply carries a `message_thread_id` too, to which nothing can be sent."""
    group = telegram.group()
    await calls.result("sendMessage", chat_id=group.id, text="问吧")
    telegram.say(group, MING, "问", reply_to=1)
    (update,) = await calls.updates()
    assert update["message"]["message_thread_id"] == 1  # type: ignore[index]
    assert "is_topic_message" not in update["message"]  # type: ignore[operator]
    refusal = await calls.refusal("sendMessage", chat_id=group.id, text="答", message_thread_id=1)
    assert refusal == "Bad Request: message thread not found"


async def test_files_go_up_and_come_down_to_20_mebibytes(telegram: TelegramServer, calls: Calls) -> None:
    """An uploaded document can be fetched by its path, and sent again by its id; a bigger one cannot be fetched."""
    document = await _uploaded(calls, b"small")
    file = await calls.result("getFile", file_id=document["file_id"])
    async with calls.session.get(f"{telegram.url}/file/bot{telegram.token}/{file['file_path']}") as content:
        assert await content.read() == b"small"
    for size in (20 << 20, (20 << 20) + 1):
        telegram.files["big"] = Upload("big.pdf", bytes(size))
        assert (await calls("getFile", file_id="big"))["ok"] is (size == 20 << 20)
    assert await calls.refusal("getFile", file_id="big") == "Bad Request: file is too big"
    again = await calls.result("sendDocument", chat_id=7, document=document["file_id"])
    assert again["document"]["file_id"] == document["file_id"]  # type: ignore[index]
    assert telegram.sent(7)[0].content["caption_entities"] == [{"type": "italic", "offset": 0, "length": 2}]


async def _uploaded(calls: Calls, content: bytes) -> Json:
    form = aiohttp.FormData({"chat_id": "7", "caption": "<i>笔记</i>", "parse_mode": "HTML"})
    form.add_field("document", content, filename="notes.txt")
    url = f"{calls.telegram.url}/bot{calls.telegram.token}/sendDocument"
    async with calls.session.post(url, data=form) as answer:
        document: Json = (await answer.json())["result"]["document"]
        return document


async def test_messages_are_copied_and_forwarded(telegram: TelegramServer, calls: Calls) -> None:
    """A copy has no origin, a forward tells it."""
    group = telegram.group()
    telegram.say(7, MING, "值得一读")
    copied = await calls.result("copyMessage", chat_id=group.id, from_chat_id=7, message_id=1)
    forwarded = await calls.result("forwardMessage", chat_id=group.id, from_chat_id=7, message_id=1)
    assert [posted.text for posted in telegram.sent(group)] == ["值得一读", "值得一读"]
    assert copied == {"message_id": 1}
    assert forwarded["forward_origin"]["sender_user"]["id"] == 7  # type: ignore[index]


async def test_floods_are_refused_with_the_time_to_wait(telegram: TelegramServer, calls: Calls) -> None:
    """One message a second in a chat, twenty a minute in a group, edits included; other chats go on."""
    telegram.limits = Limits()
    group = telegram.group()
    assert (await calls("sendMessage", chat_id=group.id, text="一"))["ok"]
    refused = await calls("editMessageText", chat_id=group.id, message_id=1, text="二")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    assert refused["description"] == "Too Many Requests: retry after 1"
    assert (await calls("sendMessage", chat_id=7, text="一"))["ok"]
    for _ in range(19):
        telegram.clock.ahead += 2
        assert (await calls("sendMessage", chat_id=group.id, text="一"))["ok"]
    telegram.clock.ahead += 2
    minute = await calls("sendMessage", chat_id=group.id, text="一")
    assert minute["parameters"] == {"retry_after": 20}
