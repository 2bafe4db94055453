"""Checking the claims of a set against their passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from knowledge.evaluating.claims import Claim, Verdict, passages
from knowledge.language.folding import simplify
from knowledge.language.words import language
from knowledge.passages import wording
from knowledge.ports import Embedder, Judge
from knowledge.records import Passage

_NEAREST: Final = 5  # as an answer's claims are checked
_AT_ONCE: Final = 6  # as many as an answer has sentences


class Check(Protocol):
    """Whether a passage supports a claim; `near` says whether it is one of those nearest to it by meaning."""

    def __call__(self, passage: Passage, claim: str, *, near: bool) -> bool:
        """The verdict."""
        ...


@dataclass(frozen=True, slots=True)
class EvaluateClaims:
    """Check every claim of a set against its own passage.

    Only those in another language than their passage are embedded, and only where there is an embedder: near is then
    what is among the nearest of all passages of the set. A judge is asked of a few claims about one passage at a time;
    where it finds nothing out, the rules stand, as in an answer.

    Raises:
        EmbedderRefused: the embedder cannot be reached.
    """

    supports: Check
    embedder: Embedder | None
    judge: Judge | None = None

    async def __call__(
        self, claims: Sequence[Claim], known: Sequence[Passage], report: Callable[[int], None] = lambda _: None
    ) -> tuple[Verdict, ...]:
        """The verdicts in order; `known` are all passages of the set, `report` gets how many a judge was asked of."""
        near = await self._near(
            [claim for claim in claims if language(claim.text) != language(claim.passage.text)], known
        )
        judged = await self._judged(claims, report)
        return tuple(
            Verdict(
                claim.id,
                claim.text,
                claim.kind,
                claim.supported,
                judged.get(claim.id, self.supports(claim.passage, claim.text, near=claim.id in near)),
                claim.held_out,
                claim.id in judged,
            )
            for claim in claims
        )

    async def _judged(self, claims: Sequence[Claim], report: Callable[[int], None]) -> dict[str, bool]:
        """Whether those claims are kept that the judge found something out about, by their ids."""
        kept: dict[str, bool] = {}
        if self.judge is None:
            return kept
        asked = 0
        for passage in passages(claims):
            about = [claim for claim in claims if claim.passage == passage]
            for at in range(0, len(about), _AT_ONCE):
                batch = about[at : at + _AT_ONCE]
                findings, _ = await self.judge.judge([claim.text for claim in batch], [passage])
                kept |= {batch[place].id: bool(stating) for place, stating in findings.items()}
                report(asked := asked + len(batch))
        return kept

    async def _near(self, foreign: Sequence[Claim], known: Sequence[Passage]) -> set[str]:
        """The ids of the claims whose passage is among the nearest to them."""
        if self.embedder is None or not foreign:
            return set()
        vectors = np.stack(await self.embedder.passages([wording(passage) for passage in known]))
        asked = np.stack(await self.embedder.passages([simplify(claim.text) for claim in foreign]))
        nearest = np.argsort(-(asked @ vectors.T), axis=1)[:, :_NEAREST]
        return {
            claim.id
            for claim, row in zip(foreign, nearest, strict=True)
            if claim.passage in (known[number] for number in row)
        }
