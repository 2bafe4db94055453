"""Items of an album that come before the one that says /submit: they are held for a moment."""

from dataclasses import dataclass

from knowledge.weekly.notes import AlbumItem
from knowledge.weekly.submitting import timing
from knowledge.weekly.submitting.desk import Desk


@dataclass(frozen=True, slots=True)
class HoldItem:
    """Holds an item that belongs to no note yet; what nobody came for is forgotten soon.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    desk: Desk

    async def __call__(self, item: AlbumItem) -> None:
        """Hold it, where anybody may hand in."""
        if self.desk.reviewed():
            await self.desk.notes.hold(item, self.desk.clock.now())

    async def let_go(self) -> int:
        """Forget those that have waited for long; how many."""
        return await self.desk.notes.let_go(self.desk.clock.now() - timing.HELD)
