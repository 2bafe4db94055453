"""A whole chat through a pipe."""

import os
import sys

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.catalogue import Words
from bot.catalogue.opinions import OpinionWords
from bot.conversation import dispatcher
from bot.terminal import TERMINAL_CHAT, Room, chat
from tests.bot.doubles import Answering, Searching, library, talking
from tests.fakes import FixedClock


async def transcript(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    answering: Answering | None = None,
    room: Room | None = None,
) -> str:
    """What is printed while these lines come in."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(typed.encode("utf-8", "surrogateescape"))
    monkeypatch.setenv("COLUMNS", "80")
    held = await library()
    root = dispatcher(**talking(answering or Answering(), held), search_entries=Searching(), library=held)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        await chat(root, "zixue_bot", FixedClock(), room or Room(suggestions=("什么是门控", "什么是梯度")))
    return capsys.readouterr().out


async def test_each_line_is_a_message_and_the_end_of_input_is_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prompts are printed with what was typed, blank lines are passed over."""
    answering = Answering()
    shown = await transcript(monkeypatch, capsys, "一个问题\n\n   \n另一个", answering)
    assert answering.asked == ["一个问题", "另一个"]
    assert "› 一个问题\n● 门的值在零和一之间。[1]\n" in shown
    assert shown.index("› 另一个") < shown.rindex("● 门的值")
    assert shown.endswith("2024-05-01 · 原文\n  │ <https://example.org/9#q3>\n\n  👍   👎\n\n")


async def test_suggestions_are_asked_by_their_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newcomer needs no question of their own."""
    answering = Answering()
    shown = await transcript(monkeypatch, capsys, "2\n", answering)
    assert Words.TERMINAL_WELCOME.say("zh")[:10] in shown
    assert "  [1] 什么是门控\n  [2] 什么是梯度\n" in shown
    assert answering.asked == ["什么是梯度"]


async def test_a_number_presses_a_button_of_the_last_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page turns."""
    shown = await transcript(monkeypatch, capsys, "/entry e2\n1\n")
    assert Words.TERMINAL_EDITED.say("zh") in shown
    assert Words.PREVIOUS.say("zh") in shown


async def test_a_number_does_not_press_what_has_scrolled_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the bot's last message has buttons to be pressed; the suggestions stay."""
    answering = Answering()
    shown = await transcript(monkeypatch, capsys, "/entry e2\n什么\n1\n", answering)
    assert Words.TERMINAL_EDITED.say("zh") not in shown
    assert answering.asked == ["什么", "什么是门控"]


async def test_a_thumb_is_pressed_by_typing_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no question, and takes no number from the suggestions."""
    answering = Answering()
    shown = await transcript(monkeypatch, capsys, "什么\n👍\n2\n", answering)
    assert answering.asked == ["什么", "什么是梯度"]
    assert "[1] 👍" not in shown
    assert OpinionWords.NOTED.say("zh") in shown


async def test_a_number_without_a_button_is_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers can be asked about."""
    answering = Answering()
    await transcript(monkeypatch, capsys, "42\n", answering)
    assert answering.asked == ["42"]


async def test_a_mention_of_the_bot_is_not_part_of_the_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The terminal marks it as Telegram would."""
    answering = Answering()
    await transcript(monkeypatch, capsys, "👍 @ZIXUE_bot 什么是门控\n", answering)
    assert answering.asked == ["👍 什么是门控"]


async def test_bytes_that_are_no_text_do_not_end_the_chat(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in another encoding is asked as well as it can be read."""
    answering = Answering()
    await transcript(monkeypatch, capsys, "\udcff什么\n", answering)
    assert answering.asked == ["\ufffd什么"]


async def test_a_failure_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """No stack trace is printed."""
    shown = await transcript(monkeypatch, capsys, "什么\n", Answering(ZeroDivisionError("秘密")))
    assert Words.FAILED.say("zh")[:10] in shown
    assert "Traceback" not in shown
    assert "秘密" not in shown


async def test_what_goes_out_by_itself_comes_after_each_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that answers it waits for it; so does the end of the input."""
    waiting = [True, False, True, False]

    async def beside(bot: Bot) -> None:
        await bot.send_message(TERMINAL_CHAT, f"预览，还差 {len(waiting)}")

    async def expects() -> bool:
        return waiting.pop(0) if waiting else False

    shown = await transcript(monkeypatch, capsys, "一个问题\n/help\n", room=Room(beside=beside, expects=expects))
    first, second = shown.index("› 一个问题"), shown.index("› /help")
    assert first < shown.index("预览，还差 4") < shown.index("预览，还差 3") < second
    assert second < shown.index("预览，还差 2") < shown.index("预览，还差 1")


async def test_a_button_that_leads_to_the_bot_is_followed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a tap on it would."""

    async def beside(bot: Bot) -> None:
        link = InlineKeyboardButton(text="读", url="https://t.me/zixue_bot?start=e_e1")
        await bot.send_message(TERMINAL_CHAT, "看", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[link]]))

    shown = await transcript(monkeypatch, capsys, "一个问题\n1\n", room=Room(beside=beside))
    assert "门控为什么用两种激活函数" in shown[shown.index("› 1\n") :]
