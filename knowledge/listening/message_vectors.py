"""The vectors of messages: of labelled ones, kept in the library, and of those that are passing, which are not."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.language.folding import simplify
from knowledge.ports import Library, MessageEmbedder
from knowledge.records import Vector


@dataclass(frozen=True, slots=True)
class MessageVectors:
    """The vectors of messages by one embedder.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
        EmbedderRefused: the embedder cannot be reached.
    """

    library: Library
    embedder: MessageEmbedder

    @property
    def name(self) -> str:
        """By which name these vectors are told from others."""
        return self.embedder.messages_name

    async def passing(self, text: str) -> Vector:
        """The vector of a message that nobody labelled; nothing of it is kept."""
        return await self.embedder.message(simplify(text))

    async def labelled(self, texts: Sequence[str], report: Callable[[int], None] | None = None) -> list[Vector]:
        """The vectors of labelled messages, each embedded once a deployment; `report` is told how many are there."""
        contents = [_content(text) for text in texts]
        known = await self.library.vectors(self.name, contents)
        for done, (content, text) in enumerate(zip(contents, texts, strict=True), start=1):
            if content not in known:
                known[content] = await self.passing(text)
                await self.library.keep_vectors(self.name, [(content, known[content])])
            if report:
                report(done)
        return [known[content] for content in contents]


def _content(text: str) -> str:
    return hashlib.blake2b(f"message\n{text}".encode("utf-8", "ignore"), digest_size=16).hexdigest()
