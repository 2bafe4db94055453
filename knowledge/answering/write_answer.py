"""An answer written by a model, every sentence of which was checked."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge.answering.citations import Claim, check, claims, number
from knowledge.answering.drafting import NOT_ANSWERED, is_in, may_settle, settled, spoken
from knowledge.errors import WriterFailed
from knowledge.finding.find_passages import FindPassages
from knowledge.language.tokens import token_count
from knowledge.language.words import language
from knowledge.ports import Report, Writer
from knowledge.records import Answer, Found, Notice, Question, Turn, Usage

_LEAST_KEPT = 0.5
_LONGEST = 6000  # characters; checking takes the longer the more there is, and no answer of a chat is half as long

"""Takes what can be shown of an answer so far: whole sentences, checked, each with its marks, and their citations."""
_RULES: Final = 400
"""Tokens of what a model is told besides its material."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of letting a model write, and the tokens that this took: estimated where its endpoint tells none.

    The outcome is an answer; a notice where no whole one came, or one that cannot be used; None where the model found
    no answer.
    """

    outcome: Answer | Notice | None
    usage: Usage


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """Let a model answer from passages, and keep of what it wrote what they support.

    Raises:
        LibraryUnavailable: the library cannot be read.
    """

    writer: Writer
    find_passages: FindPassages

    async def __call__(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = (), report: Report | None = None
    ) -> Written:
        """What came of it; `report` gets what can be shown already."""
        draft = _Draft(self.find_passages, question, passages)
        try:
            outcome = await self._outcome(draft, thread, report)
        except WriterFailed:
            outcome = Notice.MODEL_UNAVAILABLE
        return Written(outcome, draft.usage or _estimated(draft, thread))

    async def _outcome(self, draft: "_Draft", thread: Sequence[Turn], report: Report | None) -> Answer | Notice | None:
        async with aclosing(self.writer.write(draft.question, draft.passages, thread)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Usage):
                    draft.usage = piece
                    continue
                draft.written += piece
                if not may_settle(piece):
                    continue
                if draft.is_too_long():
                    return Notice.MODEL_UNUSABLE
                if report and (partial := await draft.grown()):
                    await report(replace(partial, usage=draft.usage or _estimated(draft, thread)))
        if NOT_ANSWERED in spoken(draft.written):
            return None
        return await draft.answer(claims(spoken(draft.written))) or Notice.MODEL_UNUSABLE


@dataclass(slots=True)
class _Draft:
    """What a model has written so far. Each claim is checked once, while the next is being written."""

    find_passages: FindPassages
    question: Question
    passages: Sequence[Found]
    written: str = ""
    usage: Usage | None = None
    settled: int = 0
    checked: dict[Claim, list[Claim]] = field(default_factory=dict)

    def is_too_long(self) -> bool:
        """Whether there is more of it than anybody would read; thoughts do not count."""
        return len(self.written) > _LONGEST and len(spoken(self.written)) > _LONGEST

    async def grown(self) -> Answer | None:
        """What can be shown now, where a sentence has become whole since it was last asked."""
        said = settled(self.written)
        if len(said) <= self.settled:
            return None
        self.settled = len(said)
        return await self.answer(said)

    async def answer(self, said: Sequence[Claim]) -> Answer | None:
        """The claims that the passages support; None where under half are, or they are in another language."""
        kept = [supported for claim in said for supported in await self._check(claim)]
        if len(kept) < max(_LEAST_KEPT * len(said), 1):
            return None
        if not is_in(self.question.language, "\n".join(claim.text for claim in kept)):
            return None
        text, citations = number(kept, self.passages)
        return Answer(text, citations, "model", dropped=sum(map(self._dropped, said)))

    def _dropped(self, claim: Claim) -> int:
        """How many of a checked claim's citations do not support it."""
        return len(set(claim.supports).difference(*(kept.supports for kept in self.checked[claim])))

    async def _check(self, claim: Claim) -> list[Claim]:
        """The claim with the passages that support it, or nothing.

        One in another language than the passages is held to those that are nearest to it by meaning.
        """
        if claim not in self.checked:
            foreign = {language(found.passage.text) for found in self.passages} - {language(claim.text)}
            near = {claim.text: await self.find_passages.by_meaning(claim.text)} if foreign else {}
            self.checked[claim] = check([claim], self.passages, near)
        return self.checked[claim]


def _estimated(draft: _Draft, thread: Sequence[Turn]) -> Usage:
    """What a draft took, by the length of the texts; nothing where nothing came, as after a refusal."""
    if not draft.written:
        return Usage()
    material = [f"{' '.join(found.passage.heading)} {found.passage.text}" for found in draft.passages]
    turns = [f"{turn.question} {turn.answer}" for turn in thread]
    told = sum(map(token_count, [*material, *turns, draft.question.text]))
    return Usage(_RULES + told, token_count(draft.written))
