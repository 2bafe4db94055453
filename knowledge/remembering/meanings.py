"""The meaning of a question, by which it is found again, and whether it means anything at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.errors import EmbedderRefused
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.follow_ups import names_something
from knowledge.finding.question import DEFAULT_LIMIT
from knowledge.finding.terms import Terms
from knowledge.language.aliases import SHIPPED
from knowledge.records import Meaning, Turn

_CHATTER: Final = 0.7
"""From this cosine similarity with an everyday question on, a question is small talk itself: of real questions 2 % are
so near, of the everyday ones four in five are to another."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Questions as meanings, by the means that find passages.

    Without an embedder, or where it cannot be reached, their words stand alone.

    Raises:
        QuestionRefused: nothing is asked, or more than `limit` characters are.
        LibraryUnavailable: the library cannot be read or written.
    """

    find_passages: FindPassages
    limit: int = DEFAULT_LIMIT

    async def __call__(self, text: str, thread: Sequence[Turn] = ()) -> Meaning:
        """The meaning of a question as it follows up a thread."""
        find = self.find_passages
        question = await find.understood(text, self.limit, thread)
        if find.embedder is None or find.small_talk is None:
            return Meaning(question.text)
        try:
            await find.small_talk.prepare()
        except EmbedderRefused:
            return Meaning(question.text)
        if (vector := await find.vector(question.text)) is None:
            return Meaning(question.text)
        telling = await find.small_talk.telling(vector, question.language)
        return Meaning(question.text, find.embedder.name, telling)

    async def asks_something(self, meaning: Meaning) -> bool:
        """Whether a question is about anything: it names something, has a telling word and is no small talk."""
        is_telling = any(term.is_telling for term in Terms.weighted(meaning.question, []).words)
        if not is_telling or not names_something(meaning.question, SHIPPED):
            return False
        if meaning.vector is None or self.find_passages.small_talk is None:
            return True
        return await self.find_passages.small_talk.nearness(meaning.vector) < _CHATTER
