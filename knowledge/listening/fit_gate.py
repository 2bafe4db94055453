"""From labelled messages to a listen gate, and to how good it is."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.evaluating.answerability import Operating
from knowledge.listening.calibrating import FOLDS, Making, fit_all, gate, nested, quality
from knowledge.listening.fitting import Messages
from knowledge.listening.gate import score
from knowledge.listening.labels import Label, check
from knowledge.listening.message_vectors import MessageVectors
from knowledge.ports import Clock
from knowledge.records import GateQuality, ListenGate, Vector


class Calibration(NamedTuple):
    """A gate, what other thresholds would give, and its quality on messages kept apart where there were any.

    The curve is that of the labelled messages left out one at a time.
    """

    gate: ListenGate
    curve: tuple[Operating, ...]
    test: GateQuality | None


@dataclass(frozen=True, slots=True)
class FitGate:
    """Fit a listen gate to labels and measure it; without vectors, by n-grams alone. Nothing is applied.

    Raises:
        LabelsRefused: the labels are too few or of one kind, or some are tested too.
        LibraryUnavailable: the library, which keeps the vectors, cannot be read or written.
        EmbedderRefused: the embedder cannot be reached.
    """

    vectors: MessageVectors | None
    clock: Clock

    async def __call__(
        self, labels: Sequence[Label], tested: Sequence[Label] = (), report: Callable[[int], None] | None = None
    ) -> Calibration:
        """The gate that these labels make; `report` is told how many of `steps` are done."""
        check(labels, tested)
        report = report or (lambda _: None)
        meanings = await self._meanings([*labels, *tested], report)
        own = None if meanings is None else meanings[: len(labels)]
        others = [None] * len(tested) if meanings is None else meanings[len(labels) :]
        before = len(labels) + len(tested)
        fitted, points = await asyncio.to_thread(self._fitted, labels, own, lambda done: report(before + done))
        pairs = [
            (score(fitted, one.question, meaning) >= fitted.threshold, one.should_answer)
            for one, meaning in zip(tested, others, strict=True)
        ]
        return Calibration(fitted, points, quality(pairs) if tested else None)

    def _fitted(
        self, labels: Sequence[Label], meanings: Sequence[Vector] | None, report: Callable[[int], None]
    ) -> tuple[ListenGate, tuple[Operating, ...]]:
        messages = Messages.of([one.question for one in labels], meanings, [one.should_answer for one in labels])
        measured = nested(messages, report=report)
        whole = fit_all(messages)
        made = Making(self.clock.now(), None if self.vectors is None else self.vectors.name)
        return gate(messages, whole, measured, made), whole.curve

    async def _meanings(self, labels: Sequence[Label], report: Callable[[int], None]) -> list[Vector] | None:
        if self.vectors is None:
            return None
        return await self.vectors.labelled([one.question for one in labels], report)


def steps(labels: Sequence[Label], tested: Sequence[Label]) -> int:
    """How many steps fitting takes at most: a vector a message, and the parts of the cross-validation."""
    return len(labels) + len(tested) + FOLDS
