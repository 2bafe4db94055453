"""What the bot was used for, in words: below a chart, or where there is none."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.catalogue.phrase import Language
from bot.catalogue.statistics import StatisticsWords
from bot.rendering.layout import Limits, messages
from bot.rendering.numbers import count, duration, money, share
from bot.rendering.runs import Block, Run, clipped
from knowledge.remembering.gaps import Gap, GapKind
from knowledge.statistics.figures import TOTAL, Figures, Overview

_CAPTION: Final = Limits(units=1024, entities=50)
"""Source: https://core.telegram.org/bots/api#sendphoto"""
_LONGEST_GAP: Final = 70
_ANSWERED: Final = ("model", "extractive", "stored")
_STAGES: Final = ("retrieval", "evidence", "writing")


def caption(overview: Overview, language: Language, note: str = "") -> str:
    """The numbers of a period as HTML of at most 1,024 units, with a note in front where there is one."""
    blocks = [Block((Run(title(overview, language), ("b",)),))]
    blocks += [Block((Run(line),), gap=1) for line in (note, *lines(overview, language)) if line]
    if overview.gaps:
        blocks.append(Block((Run(StatisticsWords.GAPS.say(language), ("b",)),)))
    blocks += [Block((Run(f"{n}. {_gap(one, language)}"),), gap=1) for n, one in enumerate(overview.gaps, 1)]
    return messages(blocks, _CAPTION)[0]


def title(overview: Overview, language: Language) -> str:
    """Which days these are."""
    days = overview.period.days
    return StatisticsWords.TITLE.say(language, days=days) if days > 1 else StatisticsWords.TODAY.say(language)


def span(overview: Overview, language: Language) -> str:
    """From when to when, and of what."""
    dates = overview.period.dates()
    scope = (StatisticsWords.WHOLE if overview.chat_id is None else StatisticsWords.CHAT).say(language)
    if len(dates) == 1:
        return StatisticsWords.ONE_DAY.say(language, day=dates[0], scope=scope)
    return StatisticsWords.SPAN.say(language, first=dates[0], last=dates[-1], scope=scope)


def lines(overview: Overview, language: Language) -> Iterator[str]:
    """The numbers, a kind in a line; what there is none of takes no line."""
    total = overview.total
    yield span(overview, language)
    before = count(overview.before.questions)
    if total.questions:
        yield _questions(total, before, language)
        yield _answered(total, language)
    else:
        yield StatisticsWords.NO_QUESTIONS.say(language, before=before)
    if total.up or total.down:
        yield StatisticsWords.TOLD_OPINIONS.say(language, up=count(total.up), down=count(total.down))
    if TOTAL in total.latency:
        yield _latency(total, language)
    if total.tokens:
        taken, given = count(total.tokens_in), count(total.tokens_out)
        yield StatisticsWords.TOLD_TOKENS.say(language, taken=taken, given=given, cost=money(total.cost))
    if overview.chat_id is None:
        notes = {"handed_in": count(total.handed_in), "published": count(total.published)}
        yield StatisticsWords.TOLD_NOTES.say(language, **notes)


def _questions(total: Figures, before: str, language: Language) -> str:
    ways = _named("WAY", total.ways, language)
    return StatisticsWords.TOLD_QUESTIONS.say(
        language, count=count(total.questions), before=before, persons=count(total.persons), ways=ways
    )


def _answered(total: Figures, language: Language) -> str:
    answered = total.answered_as(*_ANSWERED)
    return StatisticsWords.TOLD_ANSWERED.say(
        language,
        count=count(answered),
        share=share(answered, total.questions),
        modes=_named("MODE", {mode: total.answered_as(mode) for mode in _ANSWERED}, language),
    )


def _latency(total: Figures, language: Language) -> str:
    all_of_it = total.latency[TOTAL]
    half, most = duration(all_of_it.p50), duration(all_of_it.p95)
    told = StatisticsWords.TOLD_LATENCY.say(language, half=half, most=most)
    stages = [
        f"{_name('STAGE', stage, language)} {duration(total.latency[stage].p50)} / {duration(total.latency[stage].p95)}"
        for stage in _STAGES
        if stage in total.latency
    ]
    return f"{told} · {' · '.join(stages)}" if stages else told


def _named(kind: str, counts: Mapping[str, int], language: Language) -> str:
    """Counts with their names, the greatest first."""
    listed = sorted(((number, name) for name, number in counts.items() if number), reverse=True)
    told = [f"{_name(kind, name, language)} {count(number)}" for number, name in listed]
    return " · ".join(told) or StatisticsWords.NONE.say(language)


def _name(kind: str, name: str, language: Language) -> str:
    """The catalogue's word for it; what it has no word for was counted by a newer version, or an older one."""
    words = StatisticsWords.__members__.get(f"{kind}_{name.upper()}", StatisticsWords.WAY_UNKNOWN)
    return words.say(language)


def _gap(gap: Gap, language: Language) -> str:
    words = StatisticsWords.GAP_OPEN if gap.kind is GapKind.OPEN else StatisticsWords.GAP_DISLIKED
    return words.say(language, question=clipped(gap.question, _LONGEST_GAP), times=max(gap.times, 1))
