"""What `zixue ingest` shows: a bar with rate and time left on a terminal, one line a source otherwise."""

from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from bot.catalogue import Language, Words, refusal
from bot.cli.running import one_line
from knowledge.errors import Refusal
from knowledge.records import Ingested, SourceState, VectorCount


class _Rate(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


class Progress:
    """Reports of one run of ingesting, drawn on stderr; `quiet` draws nothing."""

    def __init__(self, language: Language, *, quiet: bool) -> None:
        self._language = language
        self._console = Console(stderr=True, quiet=quiet, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=self._console, disable=not self._console.is_terminal, transient=True)
        self._sources = self._bar.add_task(Words.INGEST_READING.say(language), total=None)
        self._vectors = self._bar.add_task(Words.INGEST_EMBEDDING.say(language), total=None, visible=False)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def expect(self, total: int) -> None:
        """How many sources there are."""
        self._bar.update(self._sources, total=total)

    def source(self, outcome: Ingested) -> None:
        """One source is done."""
        self._bar.advance(self._sources)
        if outcome.state is SourceState.REFUSED or not self._console.is_terminal:
            self._console.print(self._line(outcome), soft_wrap=True, markup=False)

    def vectors(self, count: VectorCount) -> None:
        """Some vectors are done."""
        total = count.done + count.pending
        self._bar.update(self._vectors, completed=count.done, total=total, visible=True)

    def summary(self, outcomes: Sequence[Ingested], vectors: VectorCount) -> None:
        """The counts by state, on a line."""
        states = Counter(one.state for one in outcomes)
        told = {state.value: states[state] for state in SourceState}
        entries, passages = sum(one.entries for one in outcomes), sum(one.passages for one in outcomes)
        line = Words.INGEST_SUMMARY.say(
            self._language, **told, entries=entries, passages=passages, pending=vectors.pending
        )
        self._console.print(line, soft_wrap=True, markup=False)

    def _line(self, outcome: Ingested) -> str:
        reason = f": {refusal(Refusal(outcome.reason), self._language)}" if outcome.reason else ""
        return f"{outcome.state.value:9s} {one_line(outcome.path)} ({outcome.entries}){reason}"
