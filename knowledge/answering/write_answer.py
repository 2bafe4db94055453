"""An answer written by a model, every sentence of which was checked."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge.answering.citations import Claim, check, citing, claims, number
from knowledge.answering.drafting import NOT_ANSWERED, is_in, may_settle, settled, spoken
from knowledge.answering.gathering import Gathered
from knowledge.answering.judging import HeldJudge
from knowledge.answering.support import is_block
from knowledge.errors import WriterFailed
from knowledge.finding.find_passages import FindPassages
from knowledge.language.tokens import token_count, total
from knowledge.language.words import language
from knowledge.ports import Judge, Piece, Report, Writer
from knowledge.records import Answer, Found, Notice, Question, Restart, Turn, Usage

_LEAST_KEPT = 0.5
_LONGEST = 6000  # characters; checking takes the longer the more there is, and no answer of a chat is half as long
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

    What can be shown while it is written goes by the rules of `support`; of the whole, a judge that is set has the
    last word, but where it fails or finds nothing out.

    Raises:
        LibraryUnavailable: the library cannot be read.
    """

    writer: Writer
    find_passages: FindPassages
    judge: Judge | None = None

    async def __call__(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = (), report: Report | None = None
    ) -> Written:
        """What came of it; `report` gets what can be shown already; while it is written that never becomes less."""
        draft = _Draft(self.find_passages, question, passages, thread)
        try:
            outcome = await self._outcome(draft, report)
        except WriterFailed:
            outcome = Notice.MODEL_UNAVAILABLE
        return Written(outcome, draft.usage)

    async def _outcome(self, draft: "_Draft", report: Report | None) -> Answer | Notice | None:
        async with aclosing(self.writer.write(draft.question, draft.passages, draft.thread)) as pieces:
            async for piece in pieces:
                draft.take(piece)
                if not isinstance(piece, str) or not may_settle(piece):
                    continue
                if draft.is_too_long():
                    return Notice.MODEL_UNUSABLE
                if report:
                    await self._show(draft, settled(draft.written), report)
        if NOT_ANSWERED in spoken(draft.written):
            return None
        if draft.is_too_long():
            return Notice.MODEL_UNUSABLE
        said = claims(spoken(draft.written))
        await self._judged(draft, said, report)
        return await draft.answer(said) or Notice.MODEL_UNUSABLE

    async def _judged(self, draft: "_Draft", said: Sequence[Claim], report: Report | None) -> None:
        """Let a judge that is set look at the whole, which is shown as the rules left it meanwhile."""
        if self.judge is None:
            return
        draft.expect_judgement()
        if report:
            await self._show(draft, said, report)
        await draft.take_judgement(HeldJudge(self.judge), said)

    @staticmethod
    async def _show(draft: "_Draft", said: Sequence[Claim], report: Report) -> None:
        if partial := await draft.grown(said):
            await report(replace(partial, usage=draft.usage))


@dataclass(slots=True)
class _Draft:
    """What a model has written so far. Each claim is checked once, while the next is being written.

    Where the model begins anew, what was shown stays until there is as much again.
    """

    find_passages: FindPassages
    question: Question
    passages: Sequence[Found]
    thread: Sequence[Turn]
    gathered: Gathered = field(init=False)
    settled: int = 0
    shown: int = 0
    checked: dict[Claim, list[Claim]] = field(default_factory=dict)
    judging: Usage = field(default=Usage(), init=False)

    def __post_init__(self) -> None:
        self.gathered = Gathered(self._estimate)

    @property
    def written(self) -> str:
        """The text of the last attempt."""
        return self.gathered.said

    @property
    def usage(self) -> Usage:
        """The tokens of writing and judging."""
        return total(self.gathered.usage, self.judging)

    def take(self, piece: Piece) -> None:
        """Add what came."""
        self.gathered.take(piece)
        if isinstance(piece, Restart):
            self.settled = 0

    def is_too_long(self) -> bool:
        """Whether there is more of it than anybody would read; thoughts do not count."""
        return len(self.written) > _LONGEST and len(spoken(self.written)) > _LONGEST

    async def grown(self, said: Sequence[Claim]) -> Answer | None:
        """What can be shown of what is said by now, where that is more than when it was last asked; never less."""
        if len(said) <= self.settled:
            return None
        self.settled = len(said)
        answer = await self.answer(said)
        if answer is None or len(answer.text) < self.shown:
            return None
        self.shown = len(answer.text)
        return answer

    async def answer(self, said: Sequence[Claim]) -> Answer | None:
        """The claims that the passages support; None where under half are, or they are in another language."""
        kept = [supported for claim in said for supported in await self._check(claim)]
        if len(kept) < max(_LEAST_KEPT * len(said), 1):
            return None
        if not is_in(self.question.language, "\n".join(claim.text for claim in kept)):
            return None
        text, citations = number(kept, self.passages)
        return Answer(text, citations, "model", dropped=sum(map(self._dropped, said)))

    def expect_judgement(self) -> None:
        """Count what a judge reads from now on: whoever stops the answer meanwhile has had it read."""
        self.judging = self._estimate("")

    async def take_judgement(self, judge: Judge, said: Sequence[Claim]) -> None:
        """Check each claim by what a judge says of it; where it says nothing, the rules stand."""
        sentences = list(dict.fromkeys(claim.text for claim in said if not is_block(claim.text)))
        if not sentences:
            self.judging = Usage()
            return
        findings, self.judging = await judge.judge(sentences, [found.passage for found in self.passages])
        stating = {sentences[at]: sorted(passages) for at, passages in findings.items()}
        self.checked |= {claim: citing(claim, stating[claim.text]) for claim in said if claim.text in stating}

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

    def _estimate(self, written: str) -> Usage:
        """What an attempt took, by the length of the texts."""
        material = [f"{' '.join(found.passage.heading)} {found.passage.text}" for found in self.passages]
        turns = [f"{turn.question} {turn.answer}" for turn in self.thread]
        told = sum(map(token_count, [*material, *turns, self.question.text]))
        return Usage(_RULES + told, token_count(written))
