"""The glossary as the library's entries teach it, held in memory."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from knowledge.finding.question import DEFAULT_LIMIT, understand
from knowledge.language.aliases import NO_NAMES, Glossary
from knowledge.language.learned_names import believed
from knowledge.language.spelling import Spelling
from knowledge.ports import Library
from knowledge.records import Lexicon, Question, Turn

_PAUSE_SECONDS: Final = 30.0


@dataclass(slots=True)
class _Held:
    lexicon: Lexicon = field(default_factory=Lexicon)
    glossary: Glossary | None = None
    looked_at: float = 0.0


@dataclass(frozen=True, slots=True)
class LearnedGlossary:
    """Names and words that the entries teach, looked up again when they changed, at most every `pause` seconds.

    Without `aliases` nothing is known, to measure what they bring.

    Raises:
        LibraryUnavailable: the library cannot be read.
    """

    library: Library
    aliases: bool = True
    pause: float = _PAUSE_SECONDS
    _held: _Held = field(default_factory=_Held)

    async def current(self) -> Glossary:
        """The glossary as it is now; while sources are being read, as it was a moment ago."""
        if not self.aliases:
            return NO_NAMES
        held, now = self._held, time.monotonic()
        if held.glossary is not None and now - held.looked_at < self.pause:
            return held.glossary
        lexicon = await self.library.lexicon(held.lexicon)
        if held.glossary is None or lexicon is not held.lexicon:
            held.glossary = await asyncio.to_thread(_learned, lexicon)
            held.lexicon = lexicon
        held.looked_at = now
        return held.glossary

    async def understood(self, text: str, limit: int = DEFAULT_LIMIT, thread: Sequence[Turn] = ()) -> Question:
        """The question behind a message; nothing is mended that stands in an entry.

        Raises:
            QuestionRefused: nothing is asked, or more than `limit` characters are.
        """
        glossary = await self.current()
        question = understand(text, limit, thread, glossary)
        written = await self.library.mentions(question.slips) if question.slips else set()
        return understand(text, limit, thread, glossary, written) if written else question


def _learned(lexicon: Lexicon) -> Glossary:
    """A glossary that is ready: what is worked out on first use is worked out here, beside the event loop."""
    glossary = Glossary(believed(lexicon.pairs), lexicon.words)
    spelling = Spelling.of(glossary)
    spelling.mended("批归一话 attenton")
    return glossary
