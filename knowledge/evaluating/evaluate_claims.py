"""Checking the claims of a set against their passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from knowledge.evaluating.claims import Claim, Verdict
from knowledge.language.folding import simplify
from knowledge.language.words import language
from knowledge.passages import wording
from knowledge.ports import Embedder
from knowledge.records import Passage

_NEAREST: Final = 5  # as an answer's claims are checked


class Check(Protocol):
    """Whether a passage supports a claim; `near` says whether it is one of those nearest to it by meaning."""

    def __call__(self, passage: Passage, claim: str, *, near: bool) -> bool:
        """The verdict."""
        ...


@dataclass(frozen=True, slots=True)
class EvaluateClaims:
    """Check every claim of a set against its own passage.

    Only those in another language than their passage are embedded, and only where there is an embedder: near is then
    what is among the nearest of all passages of the set.

    Raises:
        EmbedderRefused: the embedder cannot be reached.
    """

    supports: Check
    embedder: Embedder | None

    async def __call__(self, claims: Sequence[Claim], known: Sequence[Passage]) -> tuple[Verdict, ...]:
        """The verdicts in order; `known` are all passages of the set."""
        near = await self._near(
            [claim for claim in claims if language(claim.text) != language(claim.passage.text)], known
        )
        return tuple(
            Verdict(
                claim.id,
                claim.text,
                claim.kind,
                claim.supported,
                self.supports(claim.passage, claim.text, near=claim.id in near),
                claim.held_out,
            )
            for claim in claims
        )

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
