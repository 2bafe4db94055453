"""What people think of answers as cases of an evaluation set: what a right answer rests on, and what it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from knowledge.ports import Library
from knowledge.records import Cited, Fault
from knowledge.remembering.gaps import Judged

_RIGHT_BUT: Final = frozenset({Fault.INCOMPLETE, Fault.UNREADABLE})
"""Faults of an answer whose entries are the right ones all the same."""


@dataclass(frozen=True, slots=True)
class MakeFeedbackSet:
    """Make cases of `zixue eval` out of answers that more people found good than bad, or the reverse.

    Of a good one the entries that it cites are right; of a bad one they are not, but where the reason says otherwise;
    where its sources do not say so, it should have been refused. Nobody's id or words are in it.

    Raises:
        LibraryUnavailable: the library cannot be read.
    """

    library: Library

    async def __call__(self, judged: Iterable[Judged]) -> list[dict[str, Any]]:
        """The rows; an answer on which people do not agree, or whose entries are all gone, gives none."""
        rows = []
        for one in judged:
            named = await self._named(one.exchange.citations)
            if one.balance and named:
                rows.append(_row(one, named))
        return rows

    async def _named(self, cited: Sequence[Cited]) -> list[dict[str, str]]:
        """The entries by the path of their source and their title, or by what is quoted where they have none."""
        named: dict[str, dict[str, str]] = {}
        for one in cited:
            held = await self.library.entry(one.entry_id)
            if held is not None:
                entry, source = held
                by = {"heading": entry.title} if entry.title else {"text": one.quote}
                named.setdefault(entry.id, {"path": source.path, **by})
        return list(named.values())


def _row(one: Judged, named: list[dict[str, str]]) -> dict[str, Any]:
    """One case; `not` and `fault` are for whoever reads the set, and nothing that is measured yet."""
    row: dict[str, Any] = {"id": f"feedback-{one.exchange.id}", "question": one.exchange.meaning.question}
    if one.balance > 0:
        return row | {"answerable": True, "relevant": named, "tier": "liked"}
    fault = one.fault.value if one.fault else None
    row |= {"answerable": one.fault is not Fault.UNSUPPORTED, "tier": "disliked", "fault": fault}
    return row | ({"relevant": named} if one.fault in _RIGHT_BUT else {"relevant": [], "not": named})
