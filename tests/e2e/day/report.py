"""The table of the day."""

from collections import Counter
from collections.abc import Iterator

from tests.e2e.day import reckoning
from tests.e2e.day.script import ENDS, KILLED, Day


def table(day: Day) -> str:
    """Line by line, what and how much."""
    lines = [*_asked(day), *_said(day), *_latency(day), *_memory(day)]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)


def _asked(day: Day) -> Iterator[tuple[str, object]]:
    asked = day.asking.asked
    yield "messages of the group", len(day.stage.group.log)
    yield "real seconds", round(day.stage.hours.seconds)
    yield "questions", len(asked)
    yield "  by way", dict(Counter(one.way for one in asked))
    yield "  by manner", dict(Counter(one.manner for one in asked))
    yield "  answered so often", dict(Counter(reckoning.answered(day).values()))
    kept = reckoning.rows(day, "SELECT status, mode, count(*) AS many FROM exchanges GROUP BY status, mode")
    yield "exchanges kept", {f"{row['status']} {row['mode']}": row["many"] for row in kept}
    yield "flood of commands", dict(reckoning.flood(day))
    yield "away, hours", [f"{begun:.2f}-{ended:.2f}" for begun, ended in day.away]


def _said(day: Day) -> Iterator[tuple[str, object]]:
    telegram, group = day.stage.telegram, day.stage.group
    yield "said in the group", len(telegram.sent(group))
    yield "  unasked", len(reckoning.unasked(day))
    yield "  where silence was wanted", len(reckoning.to_whom_nothing_is_owed(day))
    yield "  busiest 60 s, messages and edits", reckoning.busiest_minute(day)
    yield "  edits of an answer at most", max(reckoning.edits_of_answers(day))
    called = Counter(one.method for one in telegram.calls)
    yield "calls", {name: count for name, count in called.most_common() if name != "getUpdates"}
    yield "refused by Telegram", sum(one.status >= 400 for one in telegram.calls)
    yield "errors in the log", len(reckoning.failures(day))


def _latency(day: Day) -> Iterator[tuple[str, object]]:
    for stage, values in sorted(reckoning.stages(day).items()):
        p50, p95 = reckoning.percentiles(values)
        yield f"{stage}, ms", f"p50 {p50:.0f}  p95 {p95:.0f}  ({len(values)})"
    ways = sorted({one.way for one in day.asking.asked})
    for way in (*ways, ""):
        values = reckoning.waits(day, (one for one in day.asking.asked if way in {one.way, ""}))
        p50, p95 = reckoning.percentiles(values)
        yield f"question to whole answer, s, {way or 'all'}", f"p50 {p50:.1f}  p95 {p95:.1f}  max {max(values):.1f}"


def _memory(day: Day) -> Iterator[tuple[str, object]]:
    for process in dict.fromkeys(one.process for one in day.watch.samples):
        held = [one for one in day.watch.samples if one.process == process]
        peak = max(one.mebibytes for one in held)
        span = f"{held[0].hour:.1f}-{held[-1].hour:.1f}"
        yield f"memory, MiB, hours {span}", f"{held[0].mebibytes:.0f} -> {held[-1].mebibytes:.0f}, most {peak:.0f}"
    yield "memory, MiB an hour after the warm-up", f"{day.watch.slope(KILLED + 3, ENDS):.2f}"
