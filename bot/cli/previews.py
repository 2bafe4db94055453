"""What `zixue ingest --dry-run` shows: a diff between a page and what would be kept of it."""

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from itertools import groupby, islice
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.catalogue import Language, Words, refusal
from bot.cli.running import one_line
from knowledge.errors import Refusal
from knowledge.records import Entry, EntryChange, Fate, Line, Preview, SourceState

_CONTEXT: Final = 1
_LONGEST_RUN: Final = 12
_SAMPLE: Final = 6
_WIDTH: Final = 110
_MARKS: Final = {
    SourceState.NEW: ("+", "green"),
    SourceState.CHANGED: ("~", "yellow"),
    SourceState.UNCHANGED: ("=", "dim"),
    SourceState.REMOVED: ("-", "red"),
}
_REASONS: Final = {
    Fate.MARKUP: Words.PREVIEW_MARKUP,
    Fate.AROUND: Words.PREVIEW_AROUND,
    Fate.NO_ENTRY: Words.PREVIEW_NO_ENTRY,
}


def print_preview(preview: Preview, language: Language) -> None:
    """One source: its entries as they would be, then its lines, kept ones shortened to their ends."""
    console = Console(highlight=False)
    for line in _drawn(preview, language):
        console.print(line, soft_wrap=True)


def _drawn(preview: Preview, language: Language) -> Iterator[Text]:
    shape = f" · {preview.shape}" if preview.shape else ""
    yield Text(f"{one_line(preview.path)} · {preview.state.value}{shape}", "bold")
    if preview.reason:
        yield Text(f"! {refusal(Refusal(preview.reason), language)}", "red")
    for change in preview.entries:
        yield _entry(change)
        if change.before is not None:
            yield from _difference(change.before, change.entry)
        elif not preview.lines and change.state is not SourceState.UNCHANGED:
            yield from _sample(change.entry.text, language)
    for fate, run in groupby(preview.lines, lambda line: line.fate):
        yield from _run(fate, list(run), language)
    yield Text()


def _entry(change: EntryChange) -> Text:
    mark, style = _MARKS[change.state]
    entry = change.entry
    said = (entry.section, entry.title, entry.author, entry.date and entry.date.isoformat())
    return Text(f"{mark} {one_line(' · '.join(part for part in said if part))} ({len(entry.text)})", style)


def _difference(before: Entry, after: Entry) -> Iterator[Text]:
    """The lines of an entry that change, as a unified diff without its head."""
    lines = unified_diff(before.text.splitlines(), after.text.splitlines(), n=0, lineterm="")
    for line in islice(lines, 2, None):
        if not line.startswith("@@"):
            yield Text(f"    {line[0]} {_short(line[1:])}", "green" if line.startswith("+") else "red")


def _sample(text: str, language: Language) -> Iterator[Text]:
    """The beginning of an entry whose source is not a page of lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    yield from (Text(f"    {_short(line)}", "dim") for line in lines[:_SAMPLE])
    if len(lines) > _SAMPLE:
        yield _more(len(lines) - _SAMPLE, language)


def _run(fate: Fate, lines: Sequence[Line], language: Language) -> Iterator[Text]:
    """Neighbouring lines of one fate."""
    match fate:
        case Fate.KEPT:
            yield from _shortened([Text(f"  {_short(line.text)}", "dim") for line in lines], _CONTEXT, language)
        case Fate.REPAIRED:
            pairs = [
                (Text(f"- {_short(line.text)}", "red"), Text(f"+ {_short(line.repaired or '')}", "green"))
                for line in lines
            ]
            yield from _shortened([half for pair in pairs for half in pair], _LONGEST_RUN, language)
        case _:
            yield Text(f"@@ {_REASONS[fate].say(language)}", "cyan")
            yield from _shortened([Text(f"- {_short(line.text)}", "red") for line in lines], _LONGEST_RUN, language)


def _shortened(lines: Sequence[Text], ends: int, language: Language) -> Iterator[Text]:
    """The lines, or the first and last of them with the number of those between."""
    if len(lines) <= 2 * ends + 1:
        yield from lines
        return
    yield from lines[:ends]
    yield _more(len(lines) - 2 * ends, language)
    yield from lines[-ends:]


def _more(count: int, language: Language) -> Text:
    return Text(f"  ⋮ {Words.PREVIEW_MORE.say(language, count=count)}", "dim")


def _short(line: str) -> str:
    line = one_line(line)
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
