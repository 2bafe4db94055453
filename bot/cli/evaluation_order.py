"""What `zixue eval` was asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.catalogue.measures import Measures


@dataclass(frozen=True, slots=True)
class Order:
    """The arguments and options; `given` is the set, None for the one that ships."""

    given: Path | None
    corpus: tuple[str, ...]
    blind: bool
    shape: str
    limit: int | None
    seed: int
    compare: Path | None
    save: Path | None
    plot: Path | None
    ablate: bool
    as_json: bool

    @property
    def claims(self) -> bool:
        """Whether it is about a set of claims."""
        from bot.cli.evaluation_sets import holds_claims

        if self.shape == "auto":
            return self.given is not None and holds_claims(self.given)
        return self.shape == "claims"

    def misuse(self) -> "Measures | None":
        """What does not go together, if anything."""
        from bot.catalogue.measures import Measures

        if self.claims:
            alone = not (self.corpus or self.blind or self.plot or self.ablate)
            return None if alone else Measures.CLAIMS_ALONE
        if self.blind and not self.corpus:
            return Measures.BLIND_NEEDS_CORPUS
        if self.ablate and (self.compare or self.save or self.plot):
            return Measures.ABLATION_ALONE
        return None
