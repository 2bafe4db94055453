"""Finding what may answer a question: a ranking by words and one by meaning, fused."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.errors import EmbedderRefused, RerankerRefused
from knowledge.finding.learned_glossary import LearnedGlossary
from knowledge.finding.question import DEFAULT_LIMIT, understand
from knowledge.finding.recent_questions import RecentQuestions
from knowledge.finding.sentence_vectors import SentenceVectors
from knowledge.finding.small_talk import SmallTalk
from knowledge.language.folding import simplify
from knowledge.ports import Embedder, Index, Library, Reranker
from knowledge.records import Candidates, Found, Question, Rankings, Turn, Vector

_CANDIDATES = 50  # a ranking
_RERANKED = 20  # a cross-encoder takes a second for so many on a small machine
_RRF_K = 60  # Cormack, Clarke, Buettcher 2009


@dataclass(frozen=True, slots=True)
class FindPassages:
    """The passages nearest to a question, with both rankings' scores; without vectors the words stand alone.

    Raises:
        LibraryUnavailable: the library cannot be read.
        IndexUnavailable: the index cannot be read.
        EmbedderRefused: the embedder went away in the middle of a question.
    """

    library: Library
    index: Index
    embedder: Embedder | None
    small_talk: SmallTalk | None
    glossary: LearnedGlossary | None = None
    reranker: Reranker | None = None
    recent: RecentQuestions = field(default_factory=RecentQuestions)

    async def __call__(self, question: Question) -> Candidates:
        """The candidates, best first."""
        vector = await self.vector(question.text)
        if vector is not None and self.small_talk is not None:
            vector = await self.small_talk.telling(vector, question.language)
        rankings = await self.index.search(question.words, vector, _CANDIDATES)
        fused = fuse(rankings)
        known = await self.library.found(fused)
        lexical = {hit.passage_id: hit.score for hit in rankings.lexical}
        dense = {hit.passage_id: hit.score for hit in rankings.dense}
        found = tuple(
            replace(known[number], score=score, lexical=lexical.get(number, 0.0), dense=dense.get(number, 0.0))
            for number, score in fused.items()
            if number in known  # the index may be a moment behind the library
        )
        reranked = await self._reranked(question, found)
        if vector is None or self.embedder is None or not dense:
            return Candidates(found, reranked=reranked)
        nearest = 0.0 if self.small_talk is None else await self.small_talk.nearness(vector)
        return Candidates(await self._with_sentences(found, vector, self.embedder), nearest, reranked)

    async def understood(self, text: str, limit: int = DEFAULT_LIMIT, thread: Sequence[Turn] = ()) -> Question:
        """The question behind a message, by what the library teaches of words; without a glossary, by the shipped list.

        Raises:
            QuestionRefused: nothing is asked, or more than `limit` characters are.
        """
        if self.glossary is None:
            return understand(text, limit, thread)
        return await self.glossary.understood(text, limit, thread)

    async def vector(self, text: str) -> Vector | None:
        """The vector of a text; None where there is no embedder, or none that can be reached now."""
        try:
            return None if self.embedder is None else await self.recent.vector(self.embedder, simplify(text))
        except EmbedderRefused:
            return None

    async def by_meaning(self, text: str, limit: int = 5) -> frozenset[int]:
        """The numbers of the passages nearest to a text by meaning alone; none without an embedder."""
        vector = await self.vector(text)
        rankings = await self.index.search((), vector, limit)
        return frozenset(hit.passage_id for hit in rankings.dense)

    async def _with_sentences(self, found: Sequence[Found], vector: Vector, embedder: Embedder) -> tuple[Found, ...]:
        """The same, the first of them with the similarity of their sentences."""
        first, rest = found[:_CANDIDATES], found[_CANDIDATES:]
        near = await SentenceVectors(self.library, embedder).nearness(vector, [one.passage for one in first])
        weighed = zip(first, near, strict=True)
        return (*(replace(one, said=max(said.values(), default=0.0), sentences=said) for one, said in weighed), *rest)

    async def _reranked(self, question: Question, found: Sequence[Found]) -> tuple[int, ...]:
        """The order that a reranker gives to the first of them; none where there is none, or none to be reached."""
        if self.reranker is None:
            return ()
        try:
            return tuple(await self.reranker.order(question.text, found[:_RERANKED]))
        except RerankerRefused:
            return ()


def fuse(rankings: Rankings) -> dict[int, float]:
    """Reciprocal rank fusion: passage number → score, best first, scaled so that first in both gives 1."""
    scores: dict[int, float] = {}
    for hits in (rankings.lexical, rankings.dense):
        for hit in hits:
            scores[hit.passage_id] = scores.get(hit.passage_id, 0.0) + 1 / (_RRF_K + hit.rank)
    return {number: scores[number] * _RRF_K / 2 for number in sorted(scores, key=lambda n: (-scores[n], n))}
