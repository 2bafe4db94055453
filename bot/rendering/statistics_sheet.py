"""What the bot was used for, as a sheet of charts."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from bot.catalogue.phrase import Language
from bot.catalogue.statistics import StatisticsWords
from bot.rendering.numbers import count, duration, money, share
from bot.rendering.statistics import span, title
from knowledge.statistics.figures import TOTAL, Day, Figures, Overview
from knowledge.statistics.palette import BLUE, ORANGE, SKY, VERMILION
from knowledge.statistics.sheets import Panel, Series, Sheet, Tile

_WEEK: Final = 7
_DAILY: Final = 14
"""Over so many days notes are counted by the day, over more of them by the week."""

_Value = Callable[[Figures], float | None]


def sheet(overview: Overview, language: Language) -> Sheet:
    """The charts that there is something to show for: a model's only where one was asked, notes of the whole bot."""
    panels = [_questions(overview.days, language), _opinions(overview.days, language)]
    panels.append(_latency(overview.days, language))
    if overview.total.tokens:
        panels.append(_tokens(overview, language))
    if overview.chat_id is None:
        panels.append(_notes(overview.days, language))
    return Sheet(title(overview, language), span(overview, language), _tiles(overview, language), tuple(panels))


def _tiles(overview: Overview, language: Language) -> tuple[Tile, ...]:
    now, before = overview.total, overview.before

    def tile(name: StatisticsWords, said: Callable[[Figures], str]) -> Tile:
        return Tile(name.say(language), said(now), StatisticsWords.BEFORE.say(language, number=said(before)))

    return (
        tile(StatisticsWords.QUESTIONS, lambda one: count(one.questions)),
        tile(StatisticsWords.ANSWERED_SHARE, lambda one: share(one.questions - one.unanswered, one.questions)),
        tile(StatisticsWords.PERSONS, lambda one: count(one.persons)),
        tile(StatisticsWords.GOOD_SHARE, lambda one: share(one.up, one.up + one.down)),
        tile(StatisticsWords.SLOW, lambda one: duration(one.latency[TOTAL].p95) if TOTAL in one.latency else "—"),
    )


def _questions(days: Sequence[Day], language: Language) -> Panel:
    return _panel(
        (StatisticsWords.QUESTIONS_A_DAY.say(language), ""),
        "stacked",
        days,
        (
            (StatisticsWords.ANSWERED, BLUE, lambda one: one.answered_as("model", "extractive")),
            (StatisticsWords.STORED, SKY, lambda one: one.answered_as("stored")),
            (StatisticsWords.UNANSWERED, ORANGE, lambda one: one.unanswered),
        ),
        language,
    )


def _opinions(days: Sequence[Day], language: Language) -> Panel:
    return _panel(
        (StatisticsWords.OPINIONS.say(language), ""),
        "stacked",
        days,
        (
            (StatisticsWords.UP, BLUE, lambda one: one.up),
            (StatisticsWords.DOWN, VERMILION, lambda one: one.down),
        ),
        language,
    )


def _latency(days: Sequence[Day], language: Language) -> Panel:
    def seconds(name: Literal["p50", "p95"]) -> _Value:
        return lambda one: getattr(one.latency[TOTAL], name) / 1000 if TOTAL in one.latency else None

    return _panel(
        (StatisticsWords.LATENCY.say(language), StatisticsWords.SECONDS.say(language)),
        "lines",
        days,
        ((StatisticsWords.HALF, BLUE, seconds("p50")), (StatisticsWords.MOST, ORANGE, seconds("p95"))),
        language,
    )


def _tokens(overview: Overview, language: Language) -> Panel:
    cost = overview.total.cost
    named = (
        StatisticsWords.TOKENS_COST.say(language, cost=money(cost)) if cost else StatisticsWords.TOKENS.say(language)
    )
    return _panel(
        (named, ""),
        "stacked",
        overview.days,
        (
            (StatisticsWords.TAKEN, SKY, lambda one: one.tokens_in),
            (StatisticsWords.GIVEN, BLUE, lambda one: one.tokens_out),
        ),
        language,
    )


def _notes(days: Sequence[Day], language: Language) -> Panel:
    """The notes by weeks that end with today; the first may be a part of one."""
    size = 1 if len(days) <= _DAILY else _WEEK
    begun = _weeks(days, size)
    handed_in = tuple(float(sum(one.figures.handed_in for one in week)) for week in begun)
    published = tuple(float(sum(one.figures.published for one in week)) for week in begun)
    named = StatisticsWords.NOTES_A_DAY if size == 1 else StatisticsWords.NOTES_A_WEEK
    return Panel(
        named.say(language),
        "",
        "beside",
        tuple(_label(week[0]) for week in begun),
        (
            Series(StatisticsWords.HANDED_IN.say(language), handed_in, SKY),
            Series(StatisticsWords.PUBLISHED.say(language), published, BLUE),
        ),
        StatisticsWords.EMPTY.say(language),
    )


def _weeks(days: Sequence[Day], size: int) -> list[Sequence[Day]]:
    ends = range(len(days), 0, -size)
    return [days[max(end - size, 0) : end] for end in reversed(ends)]


def _panel(
    named: tuple[str, str],
    kind: Literal["stacked", "lines"],
    days: Sequence[Day],
    rows: Sequence[tuple[StatisticsWords, str, _Value]],
    language: Language,
) -> Panel:
    across = tuple(map(_label, days))
    series = [
        Series(name.say(language), tuple(value(day.figures) for day in days), color) for name, color, value in rows
    ]
    return Panel(*named, kind, across, tuple(series), StatisticsWords.EMPTY.say(language))


def _label(day: Day) -> str:
    return f"{day.date.month}/{day.date.day}"
