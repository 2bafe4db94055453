"""Claims about passages, right ones and planted wrong ones, that the citation check is measured by."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.evaluating.sets import Problem, SetRefused, rows
from knowledge.records import Passage


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence and the passage it is said to rest on; `kind` is the way in which it is right or wrong.

    One that is `held_out` was not seen when the check was written.
    """

    id: str
    passage: Passage
    text: str
    supported: bool
    kind: str
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check made of one claim, and whether a judge had a say in it."""

    id: str
    text: str
    kind: str
    supported: bool
    kept: bool
    held_out: bool = False
    judged: bool = False

    @property
    def right(self) -> bool:
        """Whether it was kept if it is supported, and caught if not."""
        return self.kept == self.supported


@dataclass(frozen=True, slots=True)
class ClaimRun:
    """All verdicts on one set, the embedder that found what is near, and the model that judged, if one did."""

    set: str
    embedder: str
    verdicts: tuple[Verdict, ...]
    judge: str | None = None


def read_claims(lines: Iterable[str]) -> list[Claim]:
    """The claims of a set, one passage a line: id, title, passage, held_out, and claims of claim, supported and kind.

    A claim's id is that of its passage and a hash of its words.

    Raises:
        SetRefused: a line is none, an id comes twice, or there is no line.
    """
    claims: dict[str, Claim] = {}
    for number, row in rows(lines):
        identity, title, text = (_field(row, key, str, number) for key in ("id", "title", "passage"))
        passage = Passage(identity, 0, (title,), text)
        held_out = "held_out" in row and _field(row, "held_out", bool, number)
        for one in _field(row, "claims", list, number):
            claim = _claim(one, passage, number, held_out=held_out)
            if claim.id in claims:
                raise SetRefused(Problem.TWICE, number, claim.id)
            claims[claim.id] = claim
    if not claims:
        raise SetRefused(Problem.EMPTY)
    return list(claims.values())


def passages(claims: Sequence[Claim]) -> list[Passage]:
    """The passages of some claims, each once."""
    return list(dict.fromkeys(claim.passage for claim in claims))


def _claim(one: object, passage: Passage, number: int, *, held_out: bool) -> Claim:
    text = _field(one, "claim", str, number)
    supported, kind = _field(one, "supported", bool, number), _field(one, "kind", str, number)
    own = hashlib.blake2b(text.encode(), digest_size=3).hexdigest()
    return Claim(f"{passage.entry_id}-{own}", passage, text, supported, kind, held_out)


def _field(row: object, key: str, of: type, number: int) -> Any:  # noqa: ANN401  whatever JSON has there
    value = row.get(key) if isinstance(row, dict) else None
    if not isinstance(value, of) or value in ("", []):
        raise SetRefused(Problem.MISSING, number, key)
    return value
