from collections.abc import Sequence

import numpy as np

from knowledge.evaluating.claims import Claim, Verdict
from knowledge.evaluating.evaluate_claims import EvaluateClaims
from knowledge.records import Passage, Vector
from tests.fakes import FixedJudge

POOLING = Passage("pool", 0, ("池化",), "池化层取最大值。")
OTHERS = [Passage(f"p{n}", 0, ("其他",), f"第 {n} 段别的话。") for n in range(5)]


class Directions:
    """An embedder that has a direction for each text it was told of, and one for all others."""

    name = "directions"
    dimension = 2

    def __init__(self, *near: str) -> None:
        """Embed texts that hold one of these alike."""
        self.near = near
        self.asked: list[str] = []

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        (vector,) = await self.passages([text])
        return vector

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """One vector a text."""
        self.asked.extend(texts)
        return [np.asarray([1, 0] if any(one in text for one in self.near) else [0, 1], np.float32) for text in texts]


def claim(text: str, *, supported: bool = True) -> Claim:
    """A claim about pooling."""
    return Claim(f"id {text}", POOLING, text, supported, "kind")


def as_near(passage: Passage, claim: str, *, near: bool) -> bool:
    """Support what is near, or in the passage."""
    return near or claim in passage.text


async def test_every_claim_gets_a_verdict() -> None:
    """In order, of its own passage; none is embedded where the languages are the same."""
    embedder = Directions()
    claims = [claim("池化层取最大值。"), claim("池化层取平均值。", supported=False)]
    assert await EvaluateClaims(as_near, embedder)(claims, [POOLING]) == (
        Verdict("id 池化层取最大值。", "池化层取最大值。", "kind", supported=True, kept=True),
        Verdict("id 池化层取平均值。", "池化层取平均值。", "kind", supported=False, kept=False),
    )
    assert embedder.asked == []


async def test_in_another_language_the_nearest_passages_are_near() -> None:
    """The five nearest of all that the set has."""
    known = [POOLING, *OTHERS]
    near = EvaluateClaims(as_near, Directions("池化", "pooling"))
    far = EvaluateClaims(as_near, Directions("pooling"))
    assert [one.kept for one in await near([claim("pooling takes the maximum")], known)] == [True]
    assert [one.kept for one in await far([claim("pooling takes the maximum")], [*OTHERS, POOLING])] == [False]


async def test_without_an_embedder_nothing_is_near() -> None:
    """In whatever language."""
    assert [one.kept for one in await EvaluateClaims(as_near, None)([claim("pooling")], [POOLING])] == [False]


async def test_a_judge_is_asked_of_a_few_claims_at_a_time() -> None:
    """Where it found nothing out the rules stand; the run tells which it judged."""
    claims = [claim(f"池化层取第 {n} 大的值。", supported=False) for n in range(6)] + [claim("池化层取最大值。")]
    judge = FixedJudge({0: {0}, 1: set()})
    judged: list[int] = []
    verdicts = await EvaluateClaims(as_near, None, judge)(claims, [POOLING], judged.append)
    assert [len(asked) for asked in judge.asked] == [6, 1]
    assert judged == [6, 7]
    assert [(one.kept, one.judged) for one in verdicts] == [
        (True, True),
        (False, True),
        *[(False, False)] * 4,
        (True, True),
    ]
    failing = EvaluateClaims(as_near, None, FixedJudge({}))
    assert [one.judged for one in await failing(claims, [POOLING])] == [False] * 7
