"""What a judge may decide of an answer's sentences, and what it may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.support import has_what_is_named
from knowledge.ports import Judge
from knowledge.records import Passage, Usage


@dataclass(frozen=True, slots=True)
class HeldJudge:
    """Another judge's findings, without passages that lack an address, a figure or a name of the sentence.

    A language model can be talked round by what it reads; what is written in figures and names is seen without one.
    """

    model: Judge

    async def judge(
        self, sentences: Sequence[str], passages: Sequence[Passage]
    ) -> tuple[Mapping[int, frozenset[int]], Usage]:
        """Which passages state each sentence, both by their place from 0, and the tokens that this took."""
        findings, usage = await self.model.judge(sentences, passages)
        held = {
            at: frozenset(one for one in stating if has_what_is_named(passages[one], sentences[at]))
            for at, stating in findings.items()
        }
        return held, usage
