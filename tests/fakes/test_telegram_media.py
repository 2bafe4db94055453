"""Photos, albums, documents and forwards, as both of Telegram's libraries see them."""

import json
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, ChatMemberRestricted, ForceReply
from PIL import Image
from telegram import Bot as PublishingBot
from telegram import InputMediaDocument, InputMediaPhoto

from tests.fakes.telegram_calls import Calls
from tests.fakes.telegram_server import TelegramServer, Upload, User, origins
from tests.fakes.telegram_server.asked import Json

MING = User(7, "小明")


def picture(width: int = 400, height: int = 300) -> Upload:
    """A grey picture."""
    written = BytesIO()
    Image.new("L", (width, height), 200).save(written, "PNG")
    return Upload("loss.png", written.getvalue())


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    """The library that receives and replies."""
    async with Bot(telegram.token, AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))) as ready:
        yield ready


@pytest.fixture
async def publisher(telegram: TelegramServer) -> AsyncIterator[PublishingBot]:
    """The library that publishes."""
    base = f"{telegram.url}/bot"
    async with PublishingBot(telegram.token, base_url=base, base_file_url=f"{telegram.url}/file/bot") as ready:
        yield ready


async def test_an_album_comes_as_messages_of_one_group_with_one_caption(telegram: TelegramServer, bot: Bot) -> None:
    """Each photo is there in several sizes, the largest last, and can be fetched; a photo in a group stays private."""
    telegram.photograph(telegram.group(), MING, picture())
    telegram.album(7, MING, [picture(), picture(90, 60)], "两张图 https://e.org")
    first, second = [update.message for update in await bot.get_updates()]
    assert first
    assert second
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("两张图 https://e.org", None)
    assert first.photo
    assert [(one.width, one.height) for one in first.photo] == [(100, 75), (320, 240), (400, 300)]
    assert [one.width for one in second.photo or ()] == [90]
    fetched = await bot.download(first.photo[-1])
    assert fetched
    assert fetched.read() == picture().content


async def test_a_forward_tells_its_origin_in_four_ways(telegram: TelegramServer, bot: Bot) -> None:
    """A person, a person who hides, a group, a channel with the post's number; a forward of a forward keeps it."""
    channel = telegram.group("频道", kind="channel", bot="administrator")
    posted = telegram.announce(channel, "频道的话")
    telegram.forward(7, MING, posted)
    telegram.forward(7, MING, "小红的话", origins.from_user(User(8, "小红")))
    hidden = telegram.forward(7, MING, "某人的话", origins.from_hidden_user("某人"))
    telegram.forward(7, MING, "群的话", origins.from_chat(telegram.group(), "版主"))
    telegram.forward(7, MING, hidden)
    forwarded = [update.message for update in await bot.get_updates() if update.message]
    shown = [one.forward_origin.model_dump(exclude={"date"}) for one in forwarded if one.forward_origin]
    assert [one["type"] for one in shown] == ["channel", "user", "hidden_user", "chat", "hidden_user"]
    assert (shown[0]["chat"]["id"], shown[0]["message_id"]) == (channel.id, posted.message_id)
    assert shown[2]["sender_user_name"] == "某人"
    assert shown[3]["author_signature"] == "版主"
    assert [one.text for one in forwarded] == ["频道的话", "小红的话", "某人的话", "群的话", "某人的话"]


async def test_a_long_paste_is_cut_and_an_edit_changes_a_caption(telegram: TelegramServer, bot: Bot) -> None:
    """Pieces of at most 4,096 units; an edited photo comes as `edited_message` with its new caption."""
    telegram.paste(7, MING, "长🙂" * 2000)
    sent = telegram.photograph(7, MING, picture(90, 90), "旧")
    telegram.edit(sent, "新")
    *pasted, _, edited = await bot.get_updates()
    pieces = [str(update.message.text) for update in pasted if update.message]
    assert [len(one.encode("utf-16-le")) // 2 for one in pieces] == [4096, 1904]
    assert "".join(pieces) == "长🙂" * 2000
    assert edited.edited_message
    assert (edited.edited_message.caption, edited.edited_message.text) == ("新", None)


async def test_both_libraries_send_files_and_change_them(
    telegram: TelegramServer, bot: Bot, publisher: PublishingBot
) -> None:
    """Uploads of either are shown; a photo becomes a document, a caption another, and a text a photo."""
    photo = await bot.send_photo(7, BufferedInputFile(picture().content, "loss.png"), caption="图")
    assert photo.photo
    assert telegram.content(telegram.sent(7)[0]) == picture()
    document = InputMediaDocument(b"# note", "说明", filename="note.md")
    await publisher.edit_message_media(document, chat_id=7, message_id=photo.message_id)
    await publisher.edit_message_caption(7, photo.message_id, caption="另一个说明")
    (shown,) = telegram.sent(7)
    assert (telegram.content(shown).name, shown.text, shown.history) == ("note.md", "另一个说明", ["图", "说明"])
    assert "photo" not in shown.content
    text = await bot.send_message(7, "第 4 期")
    await publisher.edit_message_media(InputMediaPhoto(picture().content), chat_id=7, message_id=text.message_id)
    assert telegram.sent(7)[1].text == ""
    assert telegram.content(telegram.sent(7)[1]).content == picture().content


REFUSED: list[tuple[str, Json, str]] = [
    ("editMessageCaption", {"message_id": 1, "caption": "x"}, "there is no caption in the message to edit"),
    ("editMessageCaption", {"message_id": 2, "caption": "说明"}, "message is not modified"),
    ("editMessageCaption", {"message_id": 2, "caption": "字" * 1025}, "message caption is too long"),
    ("editMessageText", {"message_id": 2, "text": "x"}, "there is no text in the message to edit"),
    ("editMessageMedia", {"message_id": 2, "media": {"type": "photo", "media": "x"}}, "wrong file identifier"),
    ("sendPhoto", {"photo": "wide"}, "PHOTO_INVALID_DIMENSIONS"),
    ("sendPhoto", {"photo": "text"}, "IMAGE_PROCESS_FAILED"),
    ("sendPhoto", {"photo": "big"}, "file of size 10485761 bytes is too big for a photo"),
    ("unpinChatMessage", {"message_id": 2}, "message to unpin not found"),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"force_reply": True, "input_field_placeholder": "字" * 65}},
        "can't",
    ),
]


@pytest.mark.parametrize(("method", "asked", "words"), REFUSED)
async def test_what_cannot_be_done_with_files_is_refused(
    telegram: TelegramServer, calls: Calls, method: str, asked: Json, words: str
) -> None:
    """400 in Telegram's words, and nothing changes."""
    await calls.result("sendMessage", chat_id=7, text="一")
    telegram.files |= {"wide": picture(2100, 100), "text": Upload("a.png", b"no"), "big": Upload("b", bytes(10485761))}
    telegram.files["note"] = Upload("note.md", b"#")
    await calls.result("sendDocument", chat_id=7, document="note", caption="说明")
    before = [posted.shown() for posted in telegram.place(7).messages]
    assert (await calls.refusal(method, chat_id=7, **asked)).startswith(f"Bad Request: {words}")
    assert [posted.shown() for posted in telegram.place(7).messages] == before


async def test_a_pin_is_told_of_and_taken_back(telegram: TelegramServer, bot: Bot, publisher: PublishingBot) -> None:
    """The bot hears of its own pin by a service message; members may not be pinned for by a mere member."""
    group = telegram.group(bot="administrator")
    first = await publisher.send_message(group.id, "第 4 期")
    await publisher.pin_chat_message(group.id, first.message_id)
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.pinned_message
    assert update.message.pinned_message.message_id == first.message_id
    assert group.pinned == [first.message_id]
    await publisher.unpin_chat_message(group.id)
    assert group.pinned == []


async def test_editors_are_told_from_others(telegram: TelegramServer, bot: Bot) -> None:
    """Restricted members say whether they are still there; whoever is known from elsewhere has left."""
    editors = telegram.group()
    telegram.promote(editors, MING, "creator")
    telegram.promote(editors, 8, "restricted")
    telegram.promote(editors, 9, "restricted, left")
    telegram.private(10)
    seen = [await bot.get_chat_member(editors.id, number) for number in (7, 8, 9, 10)]
    assert [one.status for one in seen] == ["creator", "restricted", "restricted", "left"]
    assert [one.is_member for one in seen if isinstance(one, ChatMemberRestricted)] == [True, False]


async def test_a_question_that_forces_a_reply_is_known_by_it(telegram: TelegramServer, bot: Bot) -> None:
    """The message itself does not show it (Bot API, Message `reply_markup`); a reply reaches the bot in any group."""
    group = telegram.group()
    await bot.send_message(group.id, "理由？", reply_markup=ForceReply(selective=True, input_field_placeholder="理由"))
    (asked,) = telegram.sent(group)
    assert asked.asks_reply
    assert "reply_markup" not in asked.shown()
    telegram.say(group, MING, "太短", reply_to=asked)
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.text == "太短"


async def test_multipart_media_is_found_by_its_name(telegram: TelegramServer, calls: Calls) -> None:
    """`attach://<name>` means the part of that name. Bot API, "Sending files"."""
    await calls.result("sendMessage", chat_id=7, text="一")
    form = aiohttp.FormData({"chat_id": "7", "message_id": "1"})
    form.add_field("media", json.dumps({"type": "document", "media": "attach://one", "caption": "说明"}))
    form.add_field("one", b"# a", filename="a.md")
    async with calls.session.post(f"{telegram.url}/bot{telegram.token}/editMessageMedia", data=form) as answer:
        document = (await answer.json())["result"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("a.md", "text/markdown")
