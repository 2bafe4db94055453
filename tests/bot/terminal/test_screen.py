"""The terminal as a screen."""

import io

from aiogram.types import Message
from rich.console import Console

from bot.catalogue import Words
from bot.terminal.screen import TerminalScreen
from tests.bot.terminal.test_drawing import message


def screen(*, terminal: bool) -> tuple[TerminalScreen, io.StringIO]:
    """A screen of 40 by 20 cells, and what is written to it."""
    written = io.StringIO()
    console = Console(file=written, width=40, height=20, force_terminal=terminal)
    return TerminalScreen(console, "zh"), written


def changed(text: str) -> Message:
    """The same message with another text."""
    return message(text)


def test_a_transcript_holds_no_control_codes() -> None:
    """A pipe gets text."""
    shown, written = screen(terminal=False)
    shown.typing()
    shown.sent(message('<b>一</b> <a href="https://example.org">二</a>'))
    shown.edited(changed("三"))
    assert "\x1b" not in written.getvalue()
    assert written.getvalue().startswith("● 一 二 <https://example.org>\n")


def test_a_transcript_marks_an_edit() -> None:
    """What is printed cannot be taken back."""
    shown, written = screen(terminal=False)
    shown.sent(message("一"))
    shown.edited(changed("二"))
    assert written.getvalue() == f"● 一\n\n{Words.TERMINAL_EDITED.say('zh')}\n● 二\n\n"


def test_a_terminal_redraws_the_last_message_in_place() -> None:
    """Over the message, the empty line below it and the line that was typed."""
    shown, written = screen(terminal=True)
    shown.sent(message("一"))
    shown.typed("1")
    shown.edited(changed("二"))
    assert "\x1b[3A" in written.getvalue()
    assert "\x1b[J" in written.getvalue()
    assert Words.TERMINAL_EDITED.say("zh") not in written.getvalue()


def test_a_message_that_has_scrolled_away_is_printed_again() -> None:
    """The cursor cannot go where there is no screen."""
    shown, written = screen(terminal=True)
    shown.sent(message("一\n" * 30 + "二"))
    shown.edited(changed("三"))
    assert "\x1b[J" not in written.getvalue()


def test_links_are_hyperlinks_on_a_terminal() -> None:
    """OSC 8, which terminals open with a click."""
    shown, written = screen(terminal=True)
    shown.sent(message('<a href="https://example.org">二</a>'))
    assert "\x1b]8;" in written.getvalue()


def test_the_sign_of_work_is_wiped_before_the_answer() -> None:
    """It is not part of the transcript."""
    shown, written = screen(terminal=True)
    shown.typing()
    shown.typing()
    shown.sent(message("一"))
    assert written.getvalue().count(Words.TERMINAL_WORKING.say("zh")) == 1
    assert "\r\x1b[K" in written.getvalue()
