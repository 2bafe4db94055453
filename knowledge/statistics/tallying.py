"""Counting what happened, by days and in all."""

import datetime as dt
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from knowledge.records import Thumb
from knowledge.statistics.figures import Day, Figures, Latency
from knowledge.statistics.happenings import Asking, Happenings
from knowledge.statistics.periods import Period

_T = TypeVar("_T")


def tally(happenings: Happenings) -> Figures:
    """All that happened, in one."""
    asked = happenings.askings
    modes = Counter(one.mode for one in asked)
    unanswered = modes.pop(None, 0)
    thumbs = Counter(thumb for _, thumb in happenings.thumbs)
    return Figures(
        ways=Counter(one.way for one in asked),
        answered={mode: count for mode, count in modes.items() if mode is not None},
        unanswered=unanswered,
        persons=len({one.user_id for one in asked} - {None}),
        up=thumbs[Thumb.UP],
        down=thumbs[Thumb.DOWN],
        tokens_in=sum(spent.tokens_in for _, spent in happenings.spent),
        tokens_out=sum(spent.tokens_out for _, spent in happenings.spent),
        cost=sum(spent.cost for _, spent in happenings.spent),
        latency=_latency(asked),
        handed_in=len(happenings.handed_in),
        published=len(happenings.published),
    )


def by_day(happenings: Happenings, period: Period) -> tuple[Day, ...]:
    """What happened on each day of a period; what happened on no day of it is left out."""
    borders, first = period.borders(), period.first

    def day_of(at: dt.datetime) -> int:
        return bisect_right(borders, at) - 1

    asked = _sorted_out(happenings.askings, lambda one: day_of(one.at))
    thumbs = _sorted_out(happenings.thumbs, lambda one: day_of(one[0]))
    spent = _sorted_out(happenings.spent, lambda one: (one[0] - first).days)
    handed_in, published = (_sorted_out(at, day_of) for at in (happenings.handed_in, happenings.published))
    return tuple(
        Day(date, tally(Happenings(asked[n], thumbs[n], spent[n], handed_in[n], published[n])))
        for n, date in enumerate(period.dates())
    )


def within(happenings: Happenings, period: Period) -> Happenings:
    """What of it happened in this period."""
    begins, *_, ends = period.borders()
    first, last = period.first, period.dates()[-1]
    return Happenings(
        askings=[one for one in happenings.askings if begins <= one.at < ends],
        thumbs=[one for one in happenings.thumbs if begins <= one[0] < ends],
        spent=[one for one in happenings.spent if first <= one[0] <= last],
        handed_in=[at for at in happenings.handed_in if begins <= at < ends],
        published=[at for at in happenings.published if begins <= at < ends],
    )


def _sorted_out(all_: Iterable[_T], day_of: Callable[[_T], int]) -> defaultdict[int, list[_T]]:
    """Each in the list of its day."""
    days: defaultdict[int, list[_T]] = defaultdict(list)
    for one in all_:
        days[day_of(one)].append(one)
    return days


def _latency(asked: Iterable[Asking]) -> dict[str, Latency]:
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for one in asked:
        for stage, milliseconds in one.elapsed_ms.items():
            taken[stage].append(milliseconds)
    ordered = {stage: sorted(took) for stage, took in taken.items()}
    return {stage: Latency(_rank(took, 0.5), _rank(took, 0.95)) for stage, took in ordered.items()}


def _rank(ordered: Sequence[float], share: float) -> float:
    """The least of them that this share of them does not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1]
