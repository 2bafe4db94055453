"""What the bot was used for, in words and as a sheet."""

import datetime as dt

import pytest

from bot.catalogue import Language
from bot.rendering.plain import plain
from bot.rendering.statistics import caption
from bot.rendering.statistics_sheet import sheet
from knowledge.remembering.gaps import Gap, GapKind
from knowledge.statistics.figures import Day, Figures, Latency, Overview
from knowledge.statistics.periods import Period
from tests.fakes import NOON

FIGURES = Figures(
    ways={"command": 1_200_000, "private": 900_000, "": 1, "by_telepathy": 1},
    answered={"model": 1_500_000, "extractive": 300_000, "stored": 100_000},
    unanswered=200_002,
    persons=123_456,
    up=99_999,
    down=88_888,
    tokens_in=9_876_543_210,
    tokens_out=1_234_567_890,
    cost=98_765_432_100_000,
    latency={name: Latency(59_999.0, 59_999.9) for name in ("total", "retrieval", "evidence", "writing")},
    handed_in=12,
    published=9,
)
HOSTILE = Gap("<b>注入</b>\u202e\n" + "很长" * 200, GapKind.DISLIKED, -100, 3, NOON)


def overview(figures: Figures, days: int = 30, chat_id: int | None = None, gaps: tuple[Gap, ...] = ()) -> Overview:
    """A period each of whose days was like that."""
    period = Period(dt.date(2026, 10, 24), days, dt.UTC)
    each = tuple(Day(date, figures) for date in period.dates())
    return Overview(period, chat_id, each, figures, figures, gaps)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_caption_fits_below_a_picture_whatever_was_asked(language: Language) -> None:
    """1,024 units; what people wrote is escaped, on one line and without controls."""
    said = caption(overview(FIGURES, gaps=(HOSTILE,) * 5), language)
    assert len(plain(said).encode("utf-16-le")) // 2 <= 1024
    assert "&lt;b&gt;注入&lt;/b&gt; 很长" in said
    assert "\u202e" not in said
    assert "98,765,432.10" in said


def test_a_caption_says_nothing_of_what_there_is_none_of() -> None:
    """A chat has no notes, and without a model there are no tokens."""
    said = caption(overview(Figures(), chat_id=-100), "zh")
    assert ("token" in said, "投稿" in said, "👍" in said, "最该补" in said) == (False, False, False, False)
    assert "没有提问（此前 0）" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sheet_has_a_chart_for_what_there_is(language: Language) -> None:
    """With a value for each place across; notes by the week where there are many days."""
    whole = sheet(overview(FIGURES), language)
    assert [len(panel.across) for panel in whole.panels] == [30, 30, 30, 30, 5]
    assert all(len(series.values) == len(panel.across) for panel in whole.panels for series in panel.series)
    assert whole.panels[-1].series[0].values == (24.0, 84.0, 84.0, 84.0, 84.0)
    assert [panel.across[-1] for panel in whole.panels[:4]] == ["11/22"] * 4
    assert len(sheet(overview(Figures(), chat_id=-100), language).panels) == 3
    assert len(sheet(overview(Figures(), days=7), language).panels[-1].across) == 7
