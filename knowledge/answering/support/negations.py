"""Whether what a claim denies is denied by the passage, and what the passage denies by the claim."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast, Negation, Placed, Token

_SCOPE: Final = 3  # tokens that a negation is taken to deny
_FOREIGN_SCOPE: Final = 8  # where another language has another order
_BRIDGES: Final = 2  # of the first things denied, one is said in both languages
_REACH: Final = 2  # tokens from a negation to the end of a scale that it turns round
_NEARLY: Final = 0.9  # of the most like place: what is denied there is meant
_ROUGHLY: Final = 0.6  # of the most like place: may be what is meant
_MOST: Final = 0.6  # of what is denied
_OF_THINGS: Final = frozenset({"without", "neither", "none", "rather than", "instead of"})
_AFTERWARDS: Final = frozenset({"无能为力", "束手无策", "无可奈何", "行不通"})  # what they deny stands before them
_SCOPE_END: Final = re.compile(",|的话|时(?![间刻序])|[就则]")
_LEAVING_OUT: Final = re.compile(
    "省[去掉略]|去掉|取消|代替|取代|缺[乏少]|[较很更]差|困难|不宜|不适合|无能为力|不了"
    r"|\b(?:lacks?|omits?|skips?|drops?)\b"
)
_COMPARING: Final = re.compile(r"比(?![较如例赛方重值])|\bthan\b")
_OTHERWISE: Final = re.compile(r"否则|不然|\b(?:otherwise|or else|unless)\b")
_CONDITION: Final = re.compile(r"如果|假如|若|的话|不[^，]*就|\b(?:if|without|unless)\b")
_AVOIDING: Final = re.compile(r"避免|防止|\b(?:avoid|prevent)")


def is_turned(clause: Clause, placed: Placed) -> bool:
    """Whether a negation right before it, and before no other end of a scale, turns the end of a scale round."""
    at = clause.tokens.index(placed)
    before = clause.tokens[max(0, at - _REACH) : at][::-1]
    reached = takewhile(lambda one: not (isinstance(one.token, Contrast) and one.token.is_scale), before)
    return sum(_is_turning(one.token) for one in reached) % 2 == 1


def denied_otherwise(like: Likeness, *, foreign: bool) -> bool:
    """Whether something is denied in one of the two, and said in the other at the place most like it.

    Where the languages differ, little of the words tells where: there a claim is also wrong that denies nothing,
    while every place like it does.
    """
    if any(_denies_what_is_said(like, clause, foreign=foreign) for clause in like.claim):
        return True
    if any(_says_what_is_denied(like, clause) for clause in like.claim):
        return True
    return (
        foreign and not any(map(_may_be_negative, like.claim)) and all(_is_only_denied(like, one) for one in like.claim)
    )


def _denies_what_is_said(like: Likeness, clause: Clause, *, foreign: bool) -> bool:
    for scope in _denials(clause, _FOREIGN_SCOPE if foreign else _SCOPE):
        if not _denies(clause, scope) or (foreign and not any(has(like.passage, one) for one in scope[:_BRIDGES])):
            continue
        around = [token for one in like.claim for token in one.spoken if token not in scope]
        places = like.clauses(clause.spoken, (), _ROUGHLY) if foreign else like.clauses(scope, around, _ROUGHLY)
        places = [one for one in places if any(map(one.has, scope))] or places
        if _CONDITION.search(clause.text) and any(_is_warned_of(like, one) for one in places):
            continue
        if places and not any(_may_deny(like, one, scope, foreign=foreign) for one in places):
            return True
    return False


def _says_what_is_denied(like: Likeness, clause: Clause) -> bool:
    """Whether the claim's clause says without a negation what the passage says with one."""
    if _is_negative(clause) or _AVOIDING.search(clause.text) or _LEAVING_OUT.search(clause.text):
        return False
    for scope in (scope for known in like.passage for scope in _denials(known, _SCOPE)):
        matched = [token for token in scope if clause.has(token)]
        if clause.has(scope[0]) and len(matched) >= _MOST * len(scope):
            places = like.clauses(matched, clause.spoken, _NEARLY)
            if places and all(_only_denies(one, matched) for one in places):
                return True
    return False


def _is_only_denied(like: Likeness, clause: Clause) -> bool:
    places = like.clauses(clause.spoken, ())
    return bool(places) and all(map(_is_negative, places))


def _may_deny(like: Likeness, clause: Clause, scope: Sequence[Token], *, foreign: bool) -> bool:
    """Whether a clause may be taken to deny that: with a negation, or in other words."""
    if _denies(clause, scope) or _denies(clause, scope, turning=True):
        return True
    if _LEAVING_OUT.search(clause.text) or _COMPARING.search(clause.text):
        return True
    same = (one for one in like.passage if one.sentence == clause.sentence)
    return foreign and any(_is_negative(one) and not _speaks_of_a_rival(one, scope) for one in same)


def _speaks_of_a_rival(clause: Clause, scope: Sequence[Token]) -> bool:
    """Whether it speaks of what one of these excludes, and not of that: what it denies is another thing."""
    return any(
        isinstance(token, Contrast)
        and not token.is_scale
        and not clause.has(token)
        and any(choice.contrast in token.contrasts for choice in clause.choices)
        for token in scope
    )


def _is_warned_of(like: Likeness, clause: Clause) -> bool:
    """Whether the sentence of a clause goes on with what happens otherwise."""
    return any(one.sentence == clause.sentence and _OTHERWISE.search(one.text) for one in like.passage)


def _denials(clause: Clause, reach: int) -> Iterator[Sequence[Token]]:
    """What each negation of a clause denies, but for those that turn the end of a scale round."""
    for at, placed in enumerate(clause.tokens):
        if not isinstance(placed.token, Negation) or _turns(clause, at):
            continue
        end = _SCOPE_END.search(clause.text, placed.end)
        scope: list[Token] = []
        for one in clause.tokens[at + 1 : at + 1 + reach]:
            if isinstance(one.token, Negation) or (end and one.start >= end.start()):
                break
            scope.append(one.token)
        if placed.token.word in _AFTERWARDS:
            scope = [one.token for one in clause.tokens[max(0, at - reach) : at]][::-1]
        if scope:
            yield scope


def _is_negative(clause: Clause) -> bool:
    return _denies(clause, ()) or _denies(clause, (), turning=True)


def _may_be_negative(clause: Clause) -> bool:
    """Whether it denies, with a negation or with what is avoided or left out."""
    return _is_negative(clause) or bool(_AVOIDING.search(clause.text) or _LEAVING_OUT.search(clause.text))


def _denies(clause: Clause, scope: Sequence[Token], *, turning: bool = False) -> bool:
    """Whether an odd number of negations stands before the last of these tokens, or right behind it."""
    last = max((end for token in scope for _, end in clause.stretches(token)), default=len(clause.text))
    before = [
        at
        for at, placed in enumerate(clause.tokens)
        if placed.start <= last and isinstance(placed.token, Negation) and (turning or not _turns(clause, at))
    ]
    return len(before) % 2 == 1


def _only_denies(clause: Clause, scope: Sequence[Token]) -> bool:
    """Whether a clause denies that, and says none of it before the negation as well."""
    first = next((placed.start for placed in clause.tokens if isinstance(placed.token, Negation)), 0)
    starts = [[start for start, _ in clause.stretches(token)] for token in scope]
    twice = any(min(found) < first < max(found) for found in starts if found)
    return _denies(clause, scope) and not twice


def _is_turning(token: Token) -> bool:
    """Whether it is a negation of what a thing does or is, not of the thing."""
    return isinstance(token, Negation) and token.word not in _OF_THINGS


def _turns(clause: Clause, at: int) -> bool:
    following = (placed.token for placed in clause.tokens[at + 1 : at + 1 + _REACH])
    return _is_turning(clause.tokens[at].token) and any(
        isinstance(token, Contrast) and token.is_scale for token in following
    )
