"""A made-up group that has written for years: its notes, and a database of the issues that they became."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.records import Origin
from knowledge.weekly.compiled import FOR_NOTES, Artefact, CompiledIssue, Section
from knowledge.weekly.compiling import Context, compiled
from knowledge.weekly.issues import Issue, IssueChange, IssueState, Step
from knowledge.weekly.notes import Note, NoteState, Revision, Written
from knowledge.weekly.publishing.artefacts import FROZEN_FORM, findable
from knowledge.weekly.rendering.json_export import to_json
from tests.benchmarks import corpus
from tests.fakes import NOON

MEMBERS: Final = 60
NAME: Final = "自学者周刊"
_FORMULAS: Final = (r"\frac{e^{x_i}}{\sum_j e^{x_j}}", r"\mathcal{L} = -\sum_i y_i \log \hat y_i", r"h_t = z_t h_{t-1}")


def texts(count: int) -> list[str]:
    """Members' Markdown, about 700 characters each, no two the same, with what people put into notes."""
    with TemporaryDirectory() as folder:
        passages = [one.text for one in corpus.write(Path(folder), 2 * count).passages()]
    return [_text(n, *passages[2 * n : 2 * n + 2]) for n in range(count)]


def long_text(characters: int) -> str:
    """One note of so many characters."""
    return "\n\n".join(texts(characters // 500 + 1))[:characters]


def written(wordings: Sequence[str], issue_id: int = 1) -> list[Written]:
    """Placed notes of these wordings, in all sections and by all members in turn."""
    return [_written(n, text, issue_id) for n, text in enumerate(wordings, 1)]


def bylines() -> dict[int, str]:
    """How the members are called."""
    return {n: f"成员{n}" for n in range(1, MEMBERS + 1)}


def issues(wordings: Sequence[str], entries: int) -> Iterator[CompiledIssue]:
    """The issues that these notes become, so many entries in each."""
    for number, at in enumerate(range(0, len(wordings), entries), 1):
        notes = written(wordings[at : at + entries])
        day = NOON.date() + dt.timedelta(weeks=number)
        yield compiled(
            Issue(1, IssueState.REVIEW, NOON, NOON, foreword="这一周大家读了不少，欢迎接着写。"),
            notes,
            Context(number, day, NAME, bylines()),
        )


async def publish(where: Path | str, published: Sequence[CompiledIssue]) -> None:
    """Keep issues as published; of their files only the frozen form, which all others are read from."""
    async with open_engine(where) as engine:
        for one in published:
            frozen = Artefact(FROZEN_FORM, "application/json", to_json(one))
            digest = hashlib.sha256(frozen.data).hexdigest()
            issue = Issue(0, IssueState.PUBLISHED, NOON, NOON, number=one.number, revision=1, digest=digest)
            step = Step(issues=(IssueChange(None, issue),), artefacts=((-1, 1, frozen),), entries=findable(one))
            assert await SqlIssues(engine).take(step, NOON + dt.timedelta(weeks=one.number))


def _text(n: int, one: str, other: str) -> str:
    paper, at = f"https://arxiv.org/abs/{1500 + n // 9000}.{10000 + n % 9000}", len(other) // 3
    items = "\n".join(f"- {other[start : start + at].strip()}" for start in range(0, 3 * at, at))
    formula = _FORMULAS[n % len(_FORMULAS)]
    return (
        f"**{one[:12].strip()}：**{one}参见[第{n}篇论文]({paper})。\n\n{items}\n\n"
        f"行内公式 ${formula}$，代码 `softmax(x_{n})`，资料看 https://example.org/{n % 977}，很好。"
    )


def _written(n: int, text: str, issue_id: int) -> Written:
    section, author = FOR_NOTES[n % len(FOR_NOTES)], n % MEMBERS + 1
    url = text.partition("](")[2].partition(")")[0] if section is Section.PAPERS else None
    origin = Origin(author, n, author, private=True)
    note = Note(n, author, origin, section, NoteState.PLACED, NOON, NOON, revision=1, issue_id=issue_id)
    return Written(note, Revision(n, 1, text[2:14], text, NOON, url))
