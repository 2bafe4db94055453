"""What each part of the ranking brings: the same questions, ranked with one part more each time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.evaluating import ranking, resampling
from knowledge.evaluating.cases import Case
from knowledge.evaluating.relevance import Shelved
from knowledge.evaluating.resampling import Estimate
from knowledge.finding.evidence import WEIGHTS, Weights, weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.learned_glossary import LearnedGlossary
from knowledge.records import Candidates, Found, Question

Ablation = Mapping[str, Mapping[str, Estimate]]
"""Part → measure → estimate, in the order in which the parts are added."""

_WITHOUT_HEADINGS: Final = replace(WEIGHTS, heading=0.0)
_PASSAGES_ALONE: Final = replace(_WITHOUT_HEADINGS, passage=WEIGHTS.passage + WEIGHTS.sentence, sentence=0.0)
_MEASURES: Final[Mapping[str, Callable[[Sequence[int]], float]]] = {
    "hit@1": lambda gains: ranking.hit(gains, 1),
    "hit@5": lambda gains: ranking.hit(gains, 5),
    "mrr": ranking.reciprocal_rank,
}


@dataclass(frozen=True, slots=True)
class AblateRanking:
    """Rank what answers each question by one part of the ranking, then by more and more of it.

    A part that is not there, vectors without an embedder say, is left out.

    Raises:
        LibraryUnavailable: the library cannot be read.
        IndexUnavailable: the index cannot be read.
        QuestionRefused: a question cannot be asked.
    """

    find_passages: FindPassages

    async def __call__(
        self,
        cases: Sequence[Case],
        dropped: Mapping[str, Sequence[str]] | None = None,
        report: Callable[[int], None] = lambda _: None,
        seed: int = 0,
    ) -> Ablation:
        """The measures by part, over the cases that name what answers them; the seed is that of the bootstrap."""
        shelved = Shelved.of(await self.find_passages.library.entries(), dropped)
        gains: dict[str, list[list[int]]] = {}
        for done, case in enumerate((case for case in cases if case.relevant), start=1):
            wanted = [shelved.meant(one) for one in case.relevant]
            for part, ranked in (await self._rankings(case.question)).items():
                gains.setdefault(part, []).append(ranking.gains(ranked, wanted))
            report(done)
        return {
            part: {name: resampling.mean([measure(one) for one in rows], seed) for name, measure in _MEASURES.items()}
            for part, rows in gains.items()
        }

    async def _rankings(self, text: str) -> dict[str, list[str]]:
        """Entry ids, best first, by part."""
        find = replace(self.find_passages, reranker=None)
        plain = replace(find, glossary=LearnedGlossary(find.library, aliases=False))
        asked = await plain.understood(text)
        found = await plain(asked)
        rankings = {
            "BM25": _by(found.found, lambda one: one.lexical),
            "vectors": _by(found.found, lambda one: one.dense),
            "RRF": _by(found.found, lambda one: one.score),
            "evidence": _weighed(asked, found, _PASSAGES_ALONE),
            "+ sentences": _weighed(asked, found, _WITHOUT_HEADINGS),
        }
        understood = await find.understood(text)
        candidates = await find(understood)
        rankings["+ aliases"] = _weighed(understood, candidates, _WITHOUT_HEADINGS)
        rankings["+ headings"] = _weighed(understood, candidates, WEIGHTS)
        if self.find_passages.reranker is not None:
            rankings["+ reranker"] = _weighed(understood, await self.find_passages(understood), WEIGHTS)
        if find.embedder is None:
            del rankings["vectors"], rankings["+ sentences"]
        return rankings


def _by(found: Iterable[Found], score: Callable[[Found], float]) -> list[str]:
    ranked = sorted((one for one in found if score(one)), key=score, reverse=True)
    return list(dict.fromkeys(one.entry.id for one in ranked))


def _weighed(question: Question, candidates: Candidates, weights: Weights) -> list[str]:
    evidence, _ = weigh(question, candidates, weights)
    return [entry.found[0].entry.id for entry in evidence.entries]
