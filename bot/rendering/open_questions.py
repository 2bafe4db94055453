"""Open questions as messages: the list of them, the news that one has been answered, and the digest of a week."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from bot.catalogue import Words
from bot.catalogue.boxes import Boxes
from bot.catalogue.opinions import FAULTS
from bot.rendering.audience import Audience
from bot.rendering.layout import Limits, messages
from bot.rendering.references import title
from bot.rendering.runs import Block, Run, one_line
from knowledge.records import Entry, Fault, OpenQuestion
from knowledge.remembering.gaps import Gap

_PAGE = Limits(units=1500, entities=90)
_LONGEST = 200


class Week(NamedTuple):
    """What a digest tells: how many questions came up, were answered and are still open, and the first of these.

    And the questions whose answers people found bad.
    """

    opened: int
    answered: int
    still: int
    top: Sequence[OpenQuestion]
    disliked: Sequence[Gap] = ()


def questions(listed: Sequence[OpenQuestion], audience: Audience) -> list[str]:
    """The open questions of a chat, as pages to leaf through."""
    language = audience.language
    if not listed:
        return messages([Block((Run(Words.NO_OPEN_QUESTIONS.say(language)),))])
    head = Block((Run(Words.OPEN_QUESTIONS.say(language, count=len(listed))),))
    return messages([head, *(_listed(n, one, audience) for n, one in enumerate(listed, 1))], _PAGE)


def now_answered(question: str, entry: Entry, audience: Audience) -> list[str]:
    """The news that something was read which answers a question."""
    said = Words.NOW_ANSWERED.say(audience.language, question=_shortened(question))
    return messages([Block((Run(said),)), Block((title(audience, "e", entry.id, entry.title),), gap=1)])


def week(told: Week, begins: dt.date, ends: dt.date, audience: Audience) -> list[str]:
    """The digest of the days from `begins` to the one before `ends`."""
    language = audience.language
    last = ends - dt.timedelta(days=1)
    head = Boxes.WEEK.say(language, begins=begins.isoformat(), ends=last.isoformat())
    counts = Boxes.WEEK_COUNTS.say(language, opened=told.opened, answered=told.answered, still=told.still)
    blocks = [Block((Run(head, ("b",)),)), Block((Run(counts),), gap=1)]
    blocks += [_listed(n, one, audience) for n, one in enumerate(told.top, 1)]
    if told.disliked:
        blocks.append(Block((Run(Boxes.WEEK_DISLIKED.say(language), ("b",)),)))
        blocks += [_found_bad(n, one, audience) for n, one in enumerate(told.disliked, 1)]
    return messages(blocks)


def _found_bad(number: int, one: Gap, audience: Audience) -> Block:
    fault = FAULTS[one.fault].say(audience.language) if one.fault in FAULTS and one.fault is not Fault.OTHER else ""
    about = " · ".join(filter(None, (f"👎 {one.times}", fault)))
    return Block((Run(f"{number}. {_shortened(one.question)}\n    "), Run(about, ("i",))), gap=1)


def _listed(number: int, one: OpenQuestion, audience: Audience) -> Block:
    times = Words.ASKED_TIMES.say(audience.language, count=one.times) if one.times > 1 else ""
    about = " · ".join(filter(None, (times, audience.day(one.asked_at).isoformat())))
    return Block(
        (Run(f"{number}. {_shortened(one.meaning.question)}\n    "), Run(about, ("i",))), gap=1 if number > 1 else 2
    )


def _shortened(question: str) -> str:
    line = one_line(question)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
