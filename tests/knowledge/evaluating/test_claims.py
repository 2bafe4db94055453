import json
from collections import Counter

import pytest

from knowledge import samples
from knowledge.answering.support import supports
from knowledge.evaluating.claims import Claim, Verdict, passages, read_claims
from knowledge.evaluating.sets import Problem, SetRefused
from knowledge.language.words import language

LINE = {
    "id": "pool",
    "title": "池化",
    "passage": "池化层取最大值。",
    "claims": [
        {"claim": "池化层取最大值。", "supported": True, "kind": "verbatim"},
        {"claim": "池化层取最小值。", "supported": False, "kind": "wrong_entity"},
    ],
}


def line(**changes: object) -> str:
    """A line of a set, with some fields changed."""
    return json.dumps(LINE | changes, ensure_ascii=False)


@pytest.fixture(scope="module")
def shipped() -> list[Claim]:
    """The claims that ship with the samples."""
    return read_claims(samples.CLAIMS.read_text(encoding="utf-8").splitlines())


def test_a_line_is_a_passage_and_its_claims() -> None:
    """A claim's id does not depend on its place."""
    right, wrong = read_claims([line()])
    assert (right.text, right.supported, right.kind) == ("池化层取最大值。", True, "verbatim")
    assert right.passage.heading == ("池化",)
    assert passages([right, wrong]) == [right.passage]
    swapped = read_claims([line(claims=LINE["claims"][::-1])])
    assert {claim.id for claim in swapped} == {right.id, wrong.id}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": ""}, "id"),
        ({"passage": 3}, "passage"),
        ({"held_out": "yes"}, "held_out"),
        ({"claims": []}, "claims"),
        ({"claims": ["x"]}, "claim"),
        ({"claims": [{"claim": "x", "kind": "y"}]}, "supported"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], field: str) -> None:
    """With its line."""
    with pytest.raises(SetRefused) as refused:
        read_claims([line(id="other"), line(**changes)])
    assert (refused.value.problem, refused.value.line, refused.value.field) == (Problem.MISSING, 2, field)


def test_a_claim_comes_once() -> None:
    """And there must be one."""
    with pytest.raises(SetRefused) as refused:
        read_claims([line(), line()])
    assert refused.value.problem is Problem.TWICE
    with pytest.raises(SetRefused):
        read_claims([" "])


def test_a_verdict_is_right_both_ways() -> None:
    """Supported and kept, or neither."""
    assert Verdict("a", "t", "k", supported=True, kept=True).right
    assert Verdict("a", "t", "k", supported=False, kept=False).right
    assert not Verdict("a", "t", "k", supported=False, kept=True).right


def test_the_shipped_set_is_large_and_of_all_kinds(shipped: list[Claim]) -> None:
    """At least 100 right ones, and 25 of each kind of wrong one that matters most, a good part of them held out."""
    kinds = Counter(claim.kind for claim in shipped if not claim.supported)
    assert sum(claim.supported for claim in shipped) >= 100
    for kind in ("wrong_number", "wrong_entity", "negation_flipped", "figure_changed", "unrelated_passage"):
        assert kinds[kind] >= 25
    assert 0.3 < sum(one.held_out for one in shipped) / len(shipped) < 0.6


@pytest.mark.parametrize(("supported", "least"), [(True, 0.95), (False, 0.95)])
def test_the_aims_hold_on_what_was_worked_on(shipped: list[Claim], *, supported: bool, least: float) -> None:
    """Right claims are kept and wrong ones caught, where claim and passage are in one language."""
    right = [
        supports(one.passage, one.text, near=False) == supported
        for one in shipped
        if one.supported == supported and language(one.text) == language(one.passage.text) and not one.held_out
    ]
    assert sum(right) >= least * len(right)
