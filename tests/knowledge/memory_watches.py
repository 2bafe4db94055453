"""A double of the `Watches` port."""

from knowledge.records import Watch


class MemoryWatches:
    """`Watches` of a plain dictionary."""

    def __init__(self, *watches: Watch) -> None:
        self._watches = {one.url: one for one in watches}

    async def watches(self) -> list[Watch]:
        """Every watch, the one due first at the front."""
        return sorted(self._watches.values(), key=lambda one: (one.due_at, one.url))

    async def watch(self, watch: Watch) -> None:
        """Add or replace one."""
        self._watches[watch.url] = watch

    async def unwatch(self, url: str) -> bool:
        """Remove one."""
        return self._watches.pop(url, None) is not None
