"""What the day was like: counted from Telegram's record, the database and the log."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from statistics import quantiles

from tests.e2e.day.asking import Question, target, whole
from tests.e2e.day.governing import BROADCAST
from tests.e2e.day.script import Day
from tests.fakes.telegram_server import Call, Posted
from tests.fakes.telegram_server.limits import COUNTED
from tests.faults.traffic import sendings


def rows(day: Day, query: str) -> list[sqlite3.Row]:
    """Rows of the database."""
    with closing(sqlite3.connect(day.stage.deployment.data / "library.sqlite")) as database:
        database.row_factory = sqlite3.Row
        return database.execute(query).fetchall()


def answered(day: Day) -> dict[int, int]:
    """How often each question was answered, by its place in the list."""
    sent = sendings(day.stage.telegram)
    return {n: len(sent[_key(one.posted)]) for n, one in enumerate(day.asking.asked)}


def unasked(day: Day) -> list[Posted]:
    """What the bot has said in the group below nothing that was said to it, and that no admin had it announce."""
    group = day.stage.group
    spoken = {one.message_id for one in day.stage.spoken if one.chat is group}
    spoken |= {one.posted.message_id for one in day.asking.asked if one.posted.chat is group}
    said = [one for one in group.log if one.mine and target(one) not in spoken]
    return [one for one in said if one.text not in {BROADCAST, day.stage.told["code"]}]


def to_whom_nothing_is_owed(day: Day) -> list[Posted]:
    """What was said below a mention in a quiet group, or below somebody who is banned."""
    silent = [*day.asking.ignored, *day.stage.banned]
    return [one for posted in silent for one in posted.chat.log if one.mine and target(one) == posted.message_id]


def busiest_minute(day: Day) -> int:
    """The most messages and edits that the group was shown within any sixty seconds."""
    at = sorted(one.at for one in _shown(day.stage.telegram.calls) if one.chat == day.stage.group.id)
    return max(sum(first <= one < first + 60 for one in at) for first in at)


def edits_of_answers(day: Day) -> list[int]:
    """How often each answer in the group was edited."""
    edits = Counter(one.integer("message_id") for one in day.stage.telegram.called("editMessageText", day.stage.group))
    group = [one for one in day.asking.asked if one.posted.chat is day.stage.group]
    return [edits[shown.message_id] for one in group for shown in whole(one.posted)]


def waits(day: Day, asked: Iterable[Question]) -> list[float]:
    """Seconds from each question to its whole answer, as Telegram saw them."""
    sent, edits = sendings(day.stage.telegram), dict[tuple[int, int], float]()
    for call in day.stage.telegram.called("editMessageText"):
        if call.took_effect and call.chat is not None:
            edits[call.chat, call.integer("message_id") or 0] = call.at
    found = []
    for one in asked:
        for call in sent[_key(one.posted)][:1]:
            shown = whole(one.posted)
            last = edits.get(_key(shown[0]), call.at) if shown else call.at
            found.append(max(call.at, last) - one.at)
    return found


def flood(day: Day) -> Counter[str]:
    """What became of sixty commands of one person in a minute."""
    sent = sendings(day.stage.telegram)
    kept = {row["message_id"] for row in rows(day, "SELECT message_id FROM exchanges")}
    found = Counter[str]()
    for one in (posted for posted in day.stage.spoken if posted.text.startswith("/ask 第")):
        said = len(sent[_key(one)])
        found["answered" if one.message_id in kept else "refused" if said else "silence"] += 1
        found["twice"] += said > 1
    return found


def stages(day: Day) -> Mapping[str, list[float]]:
    """Milliseconds of each stage of the answers that are kept."""
    found: dict[str, list[float]] = {}
    for row in rows(day, "SELECT elapsed_ms FROM exchanges"):
        for stage, milliseconds in json.loads(row["elapsed_ms"]).items():
            found.setdefault(stage, []).append(milliseconds)
    return found


def failures(day: Day) -> list[dict[str, object]]:
    """What the log calls an error."""
    lines = (json.loads(line) for line in day.stage.deployment.log.splitlines() if line.startswith("{"))
    return [one for one in lines if one.get("level") in {"error", "critical"}]


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """The median, and what one in twenty exceeds."""
    cut = quantiles(values, n=20, method="inclusive") if len(values) > 1 else [*values] * 19
    return cut[9], cut[18]


def _shown(calls: Iterable[Call]) -> Iterable[Call]:
    return (one for one in calls if one.method.lower() in COUNTED and one.took_effect)


def _key(posted: Posted) -> tuple[int, int]:
    return posted.chat.id, posted.message_id
