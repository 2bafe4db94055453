"""Telegram's side of a chat."""

from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyParameters,
)
from structlog.testing import capture_logs

from bot.terminal.session import TerminalSession
from tests.bot.doubles import Recorder
from tests.fakes import NOON, FixedClock


@pytest.fixture
def screen() -> Recorder:
    """What was shown."""
    return Recorder()


@pytest.fixture
def bot(screen: Recorder) -> Bot:
    """A bot whose Telegram is the session."""
    return Bot("1:test", session=TerminalSession("zixue_bot", screen, FixedClock()))


def keyboard(data: str) -> InlineKeyboardMarkup:
    """One button."""
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data=data)]])


async def test_a_sent_message_comes_back_as_telegram_would_return_it(bot: Bot, screen: Recorder) -> None:
    """With an id, a date, its text and entities."""
    first = await bot.send_message(2, "<b>一</b>", parse_mode="HTML")
    second = await bot.send_message(2, "二")
    assert (first.text, first.date, first.chat.type) == ("一", NOON, "private")
    assert first.entities is not None
    assert second.message_id == first.message_id + 1
    assert screen.messages == [first, second]


async def test_me_is_the_bot(bot: Bot) -> None:
    """Its name is the one it was given."""
    assert (await bot.me()).username == "zixue_bot"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("字" * 4097, "message is too long"),
        ("🙂" * 2049, "message is too long"),
        ("<b>", "can't parse entities"),
    ],
)
async def test_texts_are_held_to_telegrams_limits(bot: Bot, text: str, words: str) -> None:
    """In the words of the server, length in UTF-16 units of visible text."""
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_message(2, text, parse_mode="HTML")


async def test_markup_does_not_count(bot: Bot) -> None:
    """The limit is on visible text."""
    await bot.send_message(2, f"<b>{'字' * 4096}</b>", parse_mode="HTML")


async def test_button_data_is_held_to_64_bytes(bot: Bot) -> None:
    """Chinese takes three bytes a character."""
    await bot.send_message(2, "x", reply_markup=keyboard("a" * 64))
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await bot.send_message(2, "x", reply_markup=keyboard("字" * 22))


async def test_an_edit_replaces_text_and_buttons(bot: Bot, screen: Recorder) -> None:
    """Buttons that are not sent again are gone."""
    message = await bot.send_message(2, "旧", reply_markup=keyboard("a"))
    await bot.edit_message_text("新", chat_id=2, message_id=message.message_id)
    assert [(edit.text, edit.reply_markup) for edit in screen.edits] == [("新", None)]


async def test_an_edit_without_change_is_refused(bot: Bot) -> None:
    """As Telegram does."""
    message = await bot.send_message(2, "旧")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("旧", chat_id=2, message_id=message.message_id)


async def test_a_deleted_message_cannot_be_edited(bot: Bot) -> None:
    """It is gone."""
    message = await bot.send_message(2, "旧")
    assert await bot.delete_message(2, message.message_id) is True
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_reply_markup(chat_id=2, message_id=message.message_id, reply_markup=keyboard("a"))


async def test_a_reply_to_nothing_needs_leave(bot: Bot) -> None:
    """The question may have been deleted while it was answered."""
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(2, "x", reply_parameters=ReplyParameters(message_id=99))
    lenient = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    assert (await bot.send_message(2, "x", reply_parameters=lenient)).reply_to_message is None


async def test_a_notice_of_a_button_is_shown(bot: Bot, screen: Recorder) -> None:
    """An answer without text only stops the spinner."""
    await bot.answer_callback_query("1")
    await bot.answer_callback_query("1", text="没有了")
    assert screen.notices == ["没有了"]


async def test_an_unknown_method_is_refused_as_telegram_refuses(bot: Bot) -> None:
    """What the terminal cannot show must not end the chat; the log tells which method it was."""
    with capture_logs() as log, pytest.raises(TelegramBadRequest, match="not available in the terminal"):
        await bot.send_dice(2)
    assert log[0]["method"] == "SendDice"


async def test_a_draft_is_held_to_the_limits_of_a_message(bot: Bot, screen: Recorder) -> None:
    """It is no message, and shows only that the bot is at work."""
    assert await bot.send_message_draft(2, 7, text="<b>半句</b>", parse_mode="HTML")
    assert screen.messages == []
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message_draft(2, 7, text="<b>", parse_mode="HTML")


async def test_a_file_is_a_line_that_says_where_it_lies_now(tmp_path: Path) -> None:
    """Below its words; a terminal shows no files."""

    def keep(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return Path("files") / name

    screen = Recorder()
    bot = Bot("1:test", session=TerminalSession("zixue_bot", screen, FixedClock(), keep))
    file = BufferedInputFile(b"x" * 2000, "4.pdf")
    sent = await bot.send_document(2, file, caption="<b>第 4 期</b>", parse_mode="HTML")
    assert sent.text == "第 4 期\n📎 4.pdf · 2 kB · files/4.pdf"
    assert (tmp_path / "4.pdf").stat().st_size == 2000


async def test_what_the_bot_wants_a_reply_to_is_known_once() -> None:
    """What is typed next is taken for that reply."""
    session = TerminalSession("zixue_bot", Recorder(), FixedClock())
    bot = Bot("1:test", session=session)
    asked = await bot.send_message(2, "为什么？", reply_markup=ForceReply())
    await bot.send_message(2, "别的")
    answered = session.answered()
    assert answered is not None
    assert answered.message_id == asked.message_id
    assert session.answered() is None


async def test_whoever_is_asked_for_is_in_the_chat() -> None:
    """There is one person, and what is pinned stays where it is."""
    bot = Bot("1:test", session=TerminalSession("zixue_bot", Recorder(), FixedClock()))
    assert (await bot.get_chat_member(2, 2)).status == "member"
    assert await bot.pin_chat_message(2, 1)


async def test_a_picture_is_turned_in_its_place(bot: Bot, screen: Recorder) -> None:
    """What is read of it is the new caption, and where the new file is."""
    sent = await bot.send_photo(2, BufferedInputFile(b"png", "one.png"), caption="<b>一</b>", parse_mode="HTML")
    media = InputMediaPhoto(media=BufferedInputFile(b"other", "two.png"), caption="<b>二</b>", parse_mode="HTML")
    await bot.edit_message_media(media, chat_id=2, message_id=sent.message_id, reply_markup=keyboard("x"))
    (shown,) = screen.edits
    assert (shown.text or "").splitlines()[0] == "二"
    assert "two.png" in (shown.text or "")
    assert shown.reply_markup == keyboard("x")
