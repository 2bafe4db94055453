"""Whether a claim pairs otherwise what the passage tells of two things respectively."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Negation, Placed, Token, are_one

RESPECTIVELY: Final = re.compile(r"分别|依次|\brespectively\b")
"""Joins the things before it with what is said of them, one by one."""
_JOINT: Final = re.compile(r"、|以及|[和与及]|\band\b")
_PAIRS: Final = 2
_LONGEST: Final = 2  # tokens of a thing: its own and one it shares with the other

Sides = tuple[Sequence[Token], Sequence[Token]]


def paired_otherwise(like: Likeness) -> bool:
    """Whether a clause of the claim says of the first of two things what the passage says of the second."""
    known = [pairs for clause in like.passage for pairs in _respective(clause)]
    return any(
        _are_crossed(clause, *pairs) for pairs in known for clause in like.claim if not RESPECTIVELY.search(clause.text)
    )


def _respective(clause: Clause) -> Iterator[tuple[Sides, Sides]]:
    """The two things and what is said of each: 图像编码器和文本编码器分别读入图片和句子."""
    joints = list(_JOINT.finditer(clause.text))
    if RESPECTIVELY.search(clause.text) and len(joints) == _PAIRS:
        yield _sides(clause, joints[0]), _sides(clause, joints[1])


def _sides(clause: Clause, joint: re.Match[str]) -> Sides:
    """What tells apart what stands around a joint."""
    spoken = [placed for placed in clause.tokens if not isinstance(placed.token, Negation)]
    before = [placed.token for placed in spoken if placed.end <= joint.start()][-_LONGEST:]
    after = [placed.token for placed in spoken if placed.start >= joint.end()][:_LONGEST]
    if before[-1:] == after[-1:]:  # 图像编码器和文本编码器
        return before[:-1], after[:-1]
    return before[-1:], after[:1]


def _are_crossed(clause: Clause, things: Sides, said: Sides) -> bool:
    """Whether the first thing that the clause names is the one and what it then says the other's."""
    thing, rest = _first(clause.tokens, things)
    other, _ = _first(rest, said)
    return None not in (thing, other) and thing != other


def _first(tokens: Sequence[Placed], sides: Sides) -> tuple[int | None, Sequence[Placed]]:
    """Which side the first of the tokens that are of one is of, and the tokens behind it."""
    for at, placed in enumerate(tokens):
        for side, wanted in enumerate(sides):
            if _holds(wanted, placed.token):
                return side, tokens[at + 1 :]
    return None, ()


def _holds(tokens: Sequence[Token], token: Token) -> bool:
    return any(are_one(one, token) for one in tokens)
