"""Keeping the index level with the library: following its change log, and embedding what waits for a vector."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.finding.sentence_vectors import SentenceVectors
from knowledge.finding.small_talk import SmallTalk
from knowledge.ports import Embedder, Index, Library
from knowledge.records import VectorCount

_CHANGES_A_STEP = 1000
_COMPARISONS = 3  # while another process writes, the library is ahead again by the time it is counted
_TEXTS_A_LOOK = 512
_TEXTS_A_STEP = 8  # small, so that a stop comes soon and progress moves
_PASSAGES_A_LOOK = 8  # whose sentences are embedded before it is looked whether new passages wait


@dataclass(frozen=True, slots=True)
class FollowLibrary:
    """Bring the index up to the library's newest change.

    One at a time: what was read before the index is dropped would leave a gap, if it came in after that.

    Raises:
        LibraryUnavailable: the library cannot be read.
        IndexUnavailable: the index cannot be written.
    """

    library: Library
    index: Index
    embedder: str
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False, compare=False)

    async def __call__(self) -> int:
        """How many changes were taken in."""
        async with self._turn:
            return await self._follow()

    async def _follow(self) -> int:
        taken = 0
        while True:
            position, upserts, gone = await self.library.changes(self.index.position(), _CHANGES_A_STEP, self.embedder)
            if position == self.index.position():
                return taken
            await self.index.apply(upserts, gone, position)
            taken += len(upserts) + len(gone)

    async def reconcile(self) -> bool:
        """Follow, then compare; where index and library differ the index is rebuilt. True if it was.

        An index that is ahead followed another library: this one was put back from a backup, say.
        """
        for _ in range(_COMPARISONS):
            await self()
            kept = await self.library.vector_count(self.embedder)
            latest = await self.library.last_change()
            if self.index.position() < latest:
                continue  # somebody wrote meanwhile
            if self.index.position() == latest and self.index.count() == kept.done + kept.pending:
                return False
            await self.rebuild()
            return True
        return False

    async def rebuild(self) -> int:
        """Drop the index and fill it from the library; how many passages it holds then."""
        async with self._turn:
            await self.index.reset()
            await self._follow()
            return self.index.count()


@dataclass(frozen=True, slots=True)
class EmbedPassages:
    """Give every passage a vector; what is done stays done when this is stopped.

    The everyday questions come first, where they are given: from the first passage's vector on, each question is
    compared with them. The vectors of sentences come last: they only make the ranking finer.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
        EmbedderRefused: the embedder cannot be reached.
    """

    library: Library
    embedder: Embedder
    small_talk: SmallTalk | None = None

    async def __call__(self, report: Callable[[VectorCount], None] = lambda _: None) -> VectorCount:
        """Embed until nothing waits; the count of passages that have their vector.

        `report` gets the count after each step: a passage counts once for its own vector, once for its sentences'.
        """
        if self.small_talk is not None:
            await self.small_talk.prepare()
        of_sentences = SentenceVectors(self.library, self.embedder)
        await self._embed_passages(of_sentences.name, report)
        while await of_sentences.embed(_PASSAGES_A_LOOK):
            report(await self._count(of_sentences.name))
            await self._embed_passages(of_sentences.name, report)
        return await self.library.vector_count(self.embedder.name)

    async def _embed_passages(self, sentences: str, report: Callable[[VectorCount], None]) -> None:
        while waiting := await self.library.without_vector(self.embedder.name, _TEXTS_A_LOOK):
            count = await self._count(sentences)
            for start in range(0, len(waiting), _TEXTS_A_STEP):
                step = waiting[start : start + _TEXTS_A_STEP]
                vectors = await self.embedder.passages([text for _, text in step])
                contents = [content for content, _ in step]
                await self.library.keep_vectors(self.embedder.name, list(zip(contents, vectors, strict=True)))
                count = VectorCount(count.done + len(step), max(0, count.pending - len(step)))
                report(count)

    async def _count(self, sentences: str) -> VectorCount:
        whole = await self.library.vector_count(self.embedder.name)
        parts = await self.library.vector_count(sentences)
        return VectorCount(whole.done + parts.done, whole.pending + parts.pending)
