"""Whether a claim compares two things the other way about than the passage."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.contrasts import chosen
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast, Negation, Placed, Token, Word, are_one

_MARK: Final = re.compile(
    r"(?P<before>(?<![对占同正反配])比(?![较如例赛方重值起拟]))|[优高低快慢大小强弱好差劣多少长短]于|胜过|不如|逊于"
    r"|超过(?!\s*[\d一二两三四五六七八九十百千])"
    r"|\b(?:than|beats?|outperforms?|exceeds?)\b"
)
_COMPARATIVE: Final = re.compile(r"[更较最]|\b(?:more|most|better|best|worse|worst)\b")
_AMOUNT: Final = chosen("less")[0].contrast
_LESS: Final = chosen("less")[0][:2]
_CLEARLY: Final = 1.5

Tokens = frozenset[Token]
Scales = frozenset[tuple[int, int]]


class _Compared(NamedTuple):
    """What is compared with what; `more` are the ends of the scales it is more of, `said` the rest of it."""

    one: Tokens
    two: Tokens
    more: Scales
    said: Tokens
    is_denied: bool


def compared_otherwise(like: Likeness) -> bool:
    """Whether the passage compares the same two things in the other order, or on the other end of the scale.

    What the passage calls better without saying than what counts as well.
    """
    return any(verdict < 0 for _, verdict in _verdicts(like))


def compared_likewise(like: Likeness) -> frozenset[int]:
    """The numbers of the claim's clauses whose comparison is one of the passage's, in whatever order."""
    return frozenset(number for number, verdict in _verdicts(like) if verdict > 0)


def _verdicts(like: Likeness) -> Iterator[tuple[int, float]]:
    """Each clause that compares, and how much what is most like it says the same, below zero the contrary."""
    known = [one for number in range(len(like.passage)) for one in _compared(like, like.passage, number)]
    known += [one for number in range(len(like.passage)) for one in _alone(like, number)]
    for number in range(len(like.claim)):
        for said in _compared(like, like.claim, number):
            yield number, max((_weighed(like, said, one) for one in known), key=abs, default=0.0)


def _weighed(like: Likeness, said: _Compared, known: _Compared) -> float:
    """How much both say the same, below zero for the contrary, zero for neither."""
    direction = _direction(said, known) or _same_words(said, known)
    if not direction:
        return 0.0
    turn = direction if said.is_denied == known.is_denied else -direction
    mine, theirs = _apart(said), _apart(known)
    if not theirs[1]:
        return turn * _alike(like, mine, theirs[0])
    straight = [_shared(like, one, two) for one, two in zip(mine, theirs, strict=True)]
    crossed = [_shared(like, one, two) for one, two in zip(mine, reversed(theirs), strict=True)]
    return turn * _clearly(straight, crossed)


def _clearly(straight: Sequence[float], crossed: Sequence[float]) -> float:
    """How much the sides agree as they stand, or below zero how much exchanged; zero where neither is clear.

    A way in which only one side has anything in common is none.
    """
    stand, turned = (sum(shared) if all(shared) else 0.0 for shared in (straight, crossed))
    if stand > _CLEARLY * turned:
        return stand
    return -turned if turned > _CLEARLY * stand else 0.0


def _same_words(one: _Compared, two: _Compared) -> int:
    """1 where both are more of the same, or what they are more of is no scale of either."""
    return int(bool(one.said & two.said) or not (one.more or two.more))


def _direction(one: _Compared, two: _Compared) -> int:
    """1 where both are on the same end of a scale, -1 where they are on the two ends, 0 where nothing tells.

    Beside another scale more and less say how much of it: less accurate.
    """
    mine, theirs = ({end for end in side.more if end[0] != _AMOUNT} for side in (one, two))
    if not mine or not theirs:
        mine, theirs = set(one.more), set(two.more)
    elif (_LESS in one.more) != (_LESS in two.more):
        theirs = {(scale, 1 - end) for scale, end in theirs}
    if mine & theirs:
        return 1
    return -1 if {scale for scale, _ in mine} & {scale for scale, _ in theirs} else 0


def _apart(one: _Compared) -> tuple[Tokens, Tokens]:
    """What tells the two sides apart."""
    return one.one - one.two, one.two - one.one


def _alike(like: Likeness, sides: tuple[Tokens, Tokens], theirs: Tokens) -> float:
    """How much the first of two sides is the one that stands alone, or below zero how much the second is.

    Where the sides have rivals, these tell which it is: what is compared of them may stand on either.
    """
    whole = [_shared(like, side, theirs) for side in sides]
    rivals = [_shared(like, side, theirs) for side in _rivals(like, sides)]
    if not (which := _clearly(rivals[:1], rivals[1:])):
        return 0.0
    return whole[0] if which > 0 else -whole[1]


def _rivals(like: Likeness, sides: tuple[Tokens, Tokens]) -> tuple[Tokens, Tokens]:
    """The rivals on both sides, or all there is where there are none."""
    pairs = [(one, two) for one, two in product(*sides) if _may_rival(like, one) and like.are_of_a_kind(one, two)]
    return (frozenset(one for one, _ in pairs), frozenset(two for _, two in pairs)) if pairs else sides


def _may_rival(like: Likeness, token: Token) -> bool:
    """Whether it is a name or one of several alternatives."""
    return like.is_thing(token) and (isinstance(token, Contrast) or getattr(token, "text", "") in like.names)


def _shared(like: Likeness, mine: Tokens, theirs: Tokens) -> float:
    return sum(like.weight(token) for token in mine if any(are_one(token, other) for other in theirs))


def _compared(like: Likeness, clauses: Sequence[Clause], number: int) -> Iterator[_Compared]:
    clause = clauses[number]
    if not (mark := _MARK.search(clause.text)):
        return
    tokens = [placed for placed in clause.tokens if not isinstance(placed.token, Negation)]
    plain = [one for one in tokens if not _is_scale(one)]
    scales = [one for one in tokens if _is_scale(one) and (one.end > mark.start() or mark[0] == "than")]
    end = next((one.start for one in scales if one.start >= mark.end()), len(clause.text))
    if mark["before"] and (degree := _COMPARATIVE.search(clause.text, mark.end())):
        end = min(end, degree.start())
    one = {placed.token for placed in plain if placed.end <= mark.start()}
    two = {placed.token for placed in plain if mark.end() <= placed.start < end}
    denied = any(isinstance(placed.token, Negation) for placed in clause.tokens)
    rest = {placed.token for placed in plain if placed.start >= end}
    yield _Compared(
        frozenset(one or _before(clauses, number)) | frozenset(like.inherited(clauses, number)),
        frozenset(two),
        _ends(scales),
        frozenset(rest),
        denied,
    )


def _alone(like: Likeness, number: int) -> Iterator[_Compared]:
    """What a clause of the passage calls more of something without saying than what."""
    clause = like.passage[number]
    if _MARK.search(clause.text) or not (degree := _COMPARATIVE.search(clause.text)):
        return
    plain = [placed for placed in clause.tokens if not isinstance(placed.token, Negation) and not _is_scale(placed)]
    scales = [placed for placed in clause.tokens if _is_scale(placed) and placed.end > degree.start()]
    one = frozenset(placed.token for placed in plain if placed.end <= degree.start())
    rest = frozenset(placed.token for placed in plain if placed.start >= degree.start())
    denied = any(isinstance(placed.token, Negation) for placed in clause.tokens)
    first = clause.tokens[0].token
    about = [] if like.is_thing(first) and isinstance(first, Word) else like.inherited(like.passage, number)
    yield _Compared(one | frozenset(about), frozenset(), _ends(scales), rest, denied)


def _before(clauses: Sequence[Clause], number: int) -> Tokens:
    """What a clause that begins with the comparison speaks of: all of the clause before it."""
    before = clauses[number - 1] if number else None
    return before.said if before and before.sentence == clauses[number].sentence else frozenset()


def _is_scale(placed: Placed) -> bool:
    return isinstance(placed.token, Contrast) and placed.token.is_scale


def _ends(scales: Iterable[Placed]) -> Scales:
    return frozenset(choice[:2] for one in scales if isinstance(one.token, Contrast) for choice in one.token.choices)
