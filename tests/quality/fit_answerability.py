"""Fit the chance that evidence answers (`knowledge.finding.evidence.chance`) and show how well it would do.

Run from the project's root: `.venv/bin/python -m tests.quality.fit_answerability`. Needs the development pages.
"""

import asyncio
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from bot.wiring import Zixue
from knowledge import samples
from knowledge.evaluating import sets
from knowledge.finding.evidence import weigh
from knowledge.finding.question import understand
from knowledge.records import Features
from tests.conftest import SHARED
from tests.quality.asking import having_read

_HERE = Path(__file__).parent
_ANSWERABLE = ("examiner_questions", "training_questions")
_SAMPLES_TIER = "to fit on"
_OFF_TOPIC = ("off_topic_questions", "examiner_off_topic", "training_off_topic")
_FEATURES = {
    "with vectors": ("dense", "said", "small_talk", "words", "strange_names", "strange_words"),
    "without": ("words", "grams", "strange_names"),
}
_FOLDS = 10
_RIDGE = 1.0
_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)

Matrix = npt.NDArray[np.float64]


class Example(NamedTuple):
    """One question to one library: its tier, whether it is answered there, and what was found to speak for it."""

    question: str
    tier: str
    answered: bool
    features: Features


async def examples(*, vectors: bool) -> list[Example]:
    """Every question to the seeds, to the samples and to both; one about a page is asked where that page was read."""
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    async with AsyncExitStack() as stack:
        found: list[Example] = []
        for pages in (seeds, list(samples.paths()), [*seeds, *samples.paths()]):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            wired = await stack.enter_async_context(having_read(pages, Path(folder)))
            names = [page.name for page in pages]
            rows = [*_rows(names), *_rows_of_samples(names)]
            found.extend([await _example(wired, *row, vectors=vectors) for row in rows])
        return found


def fit(features: Matrix, answered: Matrix) -> Matrix:
    """Logistic regression by Newton's method with a ridge on scaled features: raw weights, then the bias."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    ridge = _RIDGE * np.diag([1.0] * features.shape[1] + [1e-6])
    weights = np.zeros(scaled.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (answered - chance) - ridge @ weights
        weights += np.linalg.solve((scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge, slope)
    raw = weights[:-1] / spread
    return np.append(raw, weights[-1] - raw @ mean)


def held_out(features: Matrix, answered: Matrix, questions: Sequence[str]) -> Matrix:
    """The chance of each example from a fit that never saw its question."""
    distinct = sorted(set(questions))
    folds = dict(zip(distinct, np.random.default_rng(1).integers(_FOLDS, size=len(distinct)), strict=True))
    fold = np.array([folds[question] for question in questions])
    chances = np.zeros(len(answered))
    for number in range(_FOLDS):
        weights = fit(features[fold != number], answered[fold != number])
        chances[fold == number] = 1 / (1 + np.exp(-(features[fold == number] @ weights[:-1] + weights[-1])))
    return chances


def _rows(pages: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    for name, answered in [*((name, True) for name in _ANSWERABLE), *((name, False) for name in _OFF_TOPIC)]:
        for line in (_HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not answered or any(page.startswith(row["source"]) for page in pages):
                yield row["question"], row.get("tier", name), answered


def _rows_of_samples(pages: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    for case in sets.read(samples.QUESTIONS.read_text(encoding="utf-8").splitlines()):
        if case.tier == _SAMPLES_TIER and case.relevant[0].path in pages:
            yield case.question, "sample_questions", True


async def _example(wired: Zixue, question: str, tier: str, answered: bool, *, vectors: bool) -> Example:  # noqa: FBT001
    understood = understand(question)
    find = wired.find_passages if vectors else replace(wired.find_passages, embedder=None)
    evidence, _ = weigh(understood, await find(understood))
    return Example(question, tier, answered, evidence.features or Features(0, 0, 0, 0))


def _report(console: Console, title: str, found: Sequence[Example]) -> None:
    names = _FEATURES[title]
    features = np.array([[float(getattr(one.features, name)) for name in names] for one in found])
    answered = np.array([float(one.answered) for one in found])
    chances = held_out(features, answered, [one.question for one in found])
    weights = fit(features, answered)
    told = ", ".join(f"{name} {weight:.1f}" for name, weight in zip([*names, "bias"], weights, strict=True))
    table = Table("share answered at", *(str(threshold) for threshold in _THRESHOLDS), title=f"{title}: {told}")
    for tier in sorted({one.tier for one in found}):
        mine = chances[[one.tier == tier for one in found]]
        table.add_row(tier, *(f"{np.mean(mine >= threshold):.3f}" for threshold in _THRESHOLDS))
    console.print(table)


async def main() -> None:
    """Print the weights and what each threshold would answer, held out."""
    console = Console(width=140)
    for title in _FEATURES:
        _report(console, title, await examples(vectors=title == "with vectors"))


if __name__ == "__main__":
    asyncio.run(main())
