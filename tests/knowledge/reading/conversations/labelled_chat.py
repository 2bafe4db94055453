"""Labelled chats for the tests: scenes of people's talk, interleaved at random into one timeline."""

import datetime as dt
import random
import re
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.reading.conversations.messages import Message, Thread

_LINE = re.compile(
    r"(?:\+(?P<wait>\d+) )?(?P<person>[A-Z]) (?P<does>[QACX])(?P<of>\d?) (?:>(?P<reply>\d+) )?(?P<text>.*)"
)
_START = dt.datetime(2024, 3, 1, 19, tzinfo=dt.UTC)
_PEOPLE = ["小北", "老周", "阿哲", "木木", "Kevin", "青柠", "安然", "晓风", "Luna", "大橘", "石头", "南山"]
_FORGETS_TO_REPLY = 0.25

Pair = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One line of a scene; `reply` is the position of another line."""

    wait: int
    person: str
    does: str
    of: str
    reply: int | None
    text: str


@dataclass(frozen=True)
class Chat:
    """A chat and its pairs of question message and answer message."""

    messages: list[Message]
    pairs: set[Pair]


def scenes(path: Path) -> list[list[Line]]:
    """The scenes of a file."""
    paragraphs = path.read_text(encoding="utf-8").split("\n\n")
    return [[_line(line) for line in one.strip().splitlines()] for one in paragraphs if not one.startswith("#")]


def _line(line: str) -> Line:
    match = _LINE.fullmatch(line)
    assert match, line
    reply = int(match["reply"]) - 1 if match["reply"] else None
    return Line(int(match["wait"] or 0), match["person"], match["does"], match["of"], reply, match["text"])


def chat(played: list[list[Line]], seed: int, overlap: float) -> Chat:
    """The scenes in random order, each beginning while the one before goes on with a chance of `overlap`."""
    chance = random.Random(seed)  # noqa: S311  reproducible, not secret
    order = chance.sample(played, len(played))
    timed: list[tuple[int, int, int]] = []
    clock = 0
    for number, scene in enumerate(order):
        begin = clock
        for position, line in enumerate(scene):
            clock += line.wait if line.wait <= 20 else int(line.wait * chance.uniform(0.7, 1.3))
            timed.append((clock, number, position))
        if chance.random() < overlap:
            clock = chance.randint(begin, clock) + 5
        else:
            clock += chance.randint(240, 2400)
    casts = _casts(order, chance)
    return _messages(order, sorted(timed), casts, chance)


def _casts(order: list[list[Line]], chance: random.Random) -> list[dict[str, str]]:
    """Who plays whom in each scene; nobody plays in two that follow each other."""
    casts: list[dict[str, str]] = []
    for scene in order:
        busy = {name for cast in casts[-1:] for name in cast.values()}
        roles = sorted({line.person for line in scene})
        casts.append(dict(zip(roles, chance.sample([p for p in _PEOPLE if p not in busy], len(roles)), strict=True)))
    return casts


def _messages(
    order: list[list[Line]], timed: list[tuple[int, int, int]], casts: list[dict[str, str]], chance: random.Random
) -> Chat:
    ids = {(number, position): 100 + place for place, (_, number, position) in enumerate(timed)}
    messages = []
    for place, (clock, number, position) in enumerate(timed):
        line = order[number][position]
        message = Message(
            id=ids[number, position],
            time=_START + dt.timedelta(seconds=clock),
            person=casts[number][line.person],
            text=re.sub(r"\{([A-Z])\}", lambda named: "@" + casts[number][named[1]], line.text),  # noqa: B023
            reply_to=None if line.reply is None else ids[number, line.reply],
        )
        # Among several conversations people do mark what they answer, most of the time.
        interrupted = place > 0 and timed[place - 1][1] != number and position > 0
        if line.reply is None and interrupted and line.does in "AC" and chance.random() > _FORGETS_TO_REPLY:
            asked = next(
                (one for one, before in enumerate(order[number]) if before.does == "Q" and before.of == line.of),
                position,
            )
            message = replace(message, reply_to=ids[number, asked] if asked < position else None)
        messages.append(message)
    pairs = {
        (ids[number, asked], ids[number, said])
        for number, scene in enumerate(order)
        for asked, question in enumerate(scene)
        for said, answer in enumerate(scene)
        if question.does == "Q" and answer.does == "A" and question.of == answer.of
    }
    return Chat(messages, pairs)


def pairs(found: list[Thread]) -> set[Pair]:
    """Every question message with every answer message."""
    return {(asked.id, said.id) for thread in found for asked in thread.question for said in thread.answers}


def f1(found: set[Pair], gold: set[Pair]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & gold) / (len(found) + len(gold)) if found or gold else 1.0
