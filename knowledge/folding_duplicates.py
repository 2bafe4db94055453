"""Folding duplicates: of entries that say the same one is found and cited, the others are listed and point to it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge import duplicates, passages
from knowledge.ports import Library
from knowledge.records import Signed

_STILL_THE_SAME: Final = 0.95
"""From this estimated similarity on, a duplicate is not compared again with what it was found to repeat."""


@dataclass(frozen=True, slots=True)
class FoldDuplicates:
    """Make every entry that repeats another point to it, and every other stand for itself again.

    What stands for itself goes on doing so, so that an answer's sources do not change with every new copy; of new
    entries the one read first stands. Each change is one transaction, none of them makes a chain, and a run that was
    stopped is completed by the next. To be called after every change of the library's entries.

    Raises:
        LibraryUnavailable: the library cannot be read or written; the changes before that are kept.
    """

    library: Library

    async def __call__(self) -> int:
        """How many entries were folded, unfolded or pointed elsewhere."""
        signed = sorted(await self.library.signatures(), key=_precedence)
        near = await asyncio.to_thread(duplicates.candidates, signed)
        originals = await self._originals(signed, near)
        changed = [one for one in signed if one.duplicate_of != originals.get(one.entry_id)]
        for one in sorted(changed, key=lambda one: _turn(one, originals)):
            await self._fold(one.entry_id, originals.get(one.entry_id))
        return len(changed)

    async def _originals(self, signed: Sequence[Signed], near: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """What each duplicate is to point to: an entry before it that is none itself."""
        known = {one.entry_id: one for one in signed}
        originals: dict[str, str] = {}
        for one in signed:
            for earlier in near.get(one.entry_id, ()):
                if earlier not in originals and await self._repeats(one, known[earlier]):
                    originals[one.entry_id] = earlier
                    break
        return originals

    async def _repeats(self, one: Signed, other: Signed) -> bool:
        if one.duplicate_of == other.entry_id and duplicates.resemblance(one, other) >= _STILL_THE_SAME:
            return True
        entry, original = await self.library.entry(one.entry_id), await self.library.entry(other.entry_id)
        if entry is None or original is None:  # removed meanwhile
            return False
        return await asyncio.to_thread(duplicates.repeats, entry[0], original[0])

    async def _fold(self, entry_id: str, original: str | None) -> None:
        entry = await self.library.entry(entry_id) if original is None else None
        await self.library.fold(entry_id, original, passages.cut(entry[0]) if entry else [])


def _precedence(one: Signed) -> tuple[bool, bool]:
    """Whole entries before truncated ones, those that stand for themselves before duplicates."""
    return one.truncated, one.duplicate_of is not None


def _turn(one: Signed, originals: Mapping[str, str]) -> tuple[bool, bool]:
    """Unfolding first, then pointing elsewhere, then folding: so none ever points to a duplicate."""
    return one.entry_id in originals, one.duplicate_of is None
