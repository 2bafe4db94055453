"""What the model is tuned on: questions in other words, and what answers them.

`entries.jsonl` holds entries as a weekly has them, with three questions each; `corpus_questions.jsonl` questions about
passages of the development corpus, which are named by a hash of their text, because they do not ship. The questions of
the evaluation sets are not among them, nor is anything about the seeds or DeepLearning-500-questions.
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from knowledge import reading
from knowledge.errors import SourceRefused
from knowledge.passages import cut
from knowledge.records import Entry

_HERE: Final = Path(__file__).parent
_HELD_OUT: Final = "DeepLearning-500-questions"
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LEAST_HAN: Final = 60
_LONGEST_HEADING: Final = 40
_SAYS_NOTHING: Final = re.compile(
    "小结|练习|总结|参考|引言|简介|概述|目录|附录|讨论|结论|前言|背景|Reference|Index|TODO"
)
_ASKS: Final = re.compile("[?？]|为什么|怎么|如何|什么")
_SIBLINGS: Final = 9
_RUN: Final = 10


class Pair(NamedTuple):
    """A question and a passage that answers it; `group` names what is near it, `entry` what it is a part of."""

    group: str
    entry: str
    question: str
    passage: str
    title: str | None


def of_entries() -> Iterator[Pair]:
    """Three questions for each entry, and its title where it asks; entries on near topics stand beside each other."""
    for at, row in enumerate(_rows("entries.jsonl")):
        group, entry = f"entries {at // _SIBLINGS}", f"entry {at}"
        for question in row["questions"]:
            yield Pair(group, entry, question, row["text"], row["title"])
        if _ASKS.search(row["title"]):
            yield Pair(group, entry, row["title"], row["text"], None)


def of_corpus(corpus: Path, *, headings: bool) -> Iterator[Pair]:
    """Two questions for many passages, and `headings` that stand over a passage."""
    questions = {row["passage"]: row["questions"] for row in _rows("corpus_questions.jsonl")}
    for file in sorted(corpus.rglob("*.md")):
        if _HELD_OUT in file.parts:
            continue
        try:
            drafts = reading.read(file.name, file.read_bytes()).entries
        except SourceRefused:
            continue
        for at, draft in enumerate(drafts):
            passages = [one.text for one in cut(Entry("", "", 0, draft.title, draft.text))]
            entry = f"{file} {at}"
            for passage in passages:
                for question in questions.get(blake2b(passage.encode(), digest_size=8).hexdigest(), ()):
                    yield Pair(file.name, entry, question, passage, draft.title)
            prose = [one for one in passages if len(_HAN.findall(one)) >= _LEAST_HAN]
            if headings and prose and len(draft.title) <= _LONGEST_HEADING and not _SAYS_NOTHING.search(draft.title):
                yield Pair(file.name, entry, draft.title, prose[0], None)


def batches(pairs: Sequence[Pair], size: int, chance: random.Random) -> list[list[Pair]]:
    """All pairs in batches made of runs of one group: what is near a question is what it has to be told from."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.group].append(pair)
    runs = []
    for group in groups.values():
        chance.shuffle(group)
        runs += [group[at : at + _RUN] for at in range(0, len(group), _RUN)]
    chance.shuffle(runs)
    mixed = [pair for run in runs for pair in run]
    return [mixed[at : at + size] for at in range(0, len(mixed), size)]


def _rows(name: str) -> Iterator[dict[str, str]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
