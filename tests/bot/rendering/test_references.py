"""How an entry is named."""

import datetime as dt

import pytest

from bot.rendering import Audience
from bot.rendering.references import deep_link, details, named, title

ZH = Audience("zh", "zixue_bot")


def test_a_deep_link_carries_kind_and_id() -> None:
    """It opens a private chat with the bot."""
    assert deep_link(ZH, "e", "a-1_B") == "https://t.me/zixue_bot?start=e_a-1_B"


@pytest.mark.parametrize("identifier", ["a b", "a" * 63, "编号"])
def test_what_telegram_would_not_carry_is_no_link(identifier: str) -> None:
    """64 characters of letters, digits, `_` and `-`, the kind included."""
    assert deep_link(ZH, "e", identifier) is None


def test_a_title_that_opens_nothing_tells_its_id() -> None:
    """On the command line there is no chat to open; with the id the entry can be asked for."""
    assert title(Audience("zh", ""), "e", "e1", "题").text == "题 (e1)"
    assert title(ZH, "e", "e1", "题").text == "题"


def test_facts_that_repeat_are_said_once() -> None:
    """A source may be called like its section."""
    assert "".join(run.text for run in details(ZH, "周刊", None, "周刊", dt.date(2024, 5, 1))) == "周刊 · 2024-05-01"


def test_an_original_without_facts_stands_alone() -> None:
    """No dot before it."""
    assert [run.text for run in details(ZH, None, url="https://example.org")] == ["原文"]


def test_a_missing_title_has_a_stand_in() -> None:
    """Something has to be tapped."""
    assert named(ZH, " \u200b") == "（无题）"
