"""A gate from the labels that the admins of one chat have given, to be shown before it is used."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from knowledge.listening.fit_gate import Calibration, FitGate
from knowledge.listening.labels import Label, of_overheard
from knowledge.ports import Overhearings, Policies
from knowledge.records import ListenGate

FEWEST: Final = 30
FEWEST_A_KIND: Final = 8
"""So many labels, and of each kind, before a chat gets a gate of its own."""


class Wanting(NamedTuple):
    """How many labels there are, and how many are wanting: of any kind, of those to be answered, and of the others."""

    labels: int
    any_kind: int
    wanted: int
    unwanted: int


class Proposal(NamedTuple):
    """A gate that was fitted to a chat's labels, beside the one in use there; `wanted` of the labels say yes.

    `digest` stands for the labels and the embedder: of the same ones comes the same gate.
    """

    calibration: Calibration
    in_use: ListenGate | None
    labels: int
    wanted: int
    digest: str


@dataclass(frozen=True, slots=True)
class CalibrateChat:
    """Fit a gate to what was overheard and labelled in a chat.

    Raises:
        LibraryUnavailable: the database cannot be read or written.
        EmbedderRefused: the embedder cannot be reached.
    """

    overhearings: Overhearings
    policies: Policies
    fit: FitGate

    async def __call__(self, chat_id: int) -> Proposal | Wanting:
        """The gate, which nothing uses yet; what is wanting where the labels are too few."""
        labels = of_overheard(await self.overhearings.labelled(chat_id))
        wanted = sum(one.should_answer for one in labels)
        short = Wanting(
            len(labels),
            max(FEWEST - len(labels), 0),
            max(FEWEST_A_KIND - wanted, 0),
            max(FEWEST_A_KIND - (len(labels) - wanted), 0),
        )
        if any(short[1:]):
            return short
        in_use = await self.policies.gate(chat_id)
        return Proposal(await self.fit(labels), in_use, len(labels), wanted, self._digest(labels))

    def _digest(self, labels: Sequence[Label]) -> str:
        embedder = self.fit.vectors.name if self.fit.vectors else None
        written = json.dumps([embedder, *labels], ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(written, digest_size=6).hexdigest()
