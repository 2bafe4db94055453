from knowledge.evaluating.claim_reports import compare, report
from knowledge.evaluating.claims import ClaimRun, Verdict


def run(*verdicts: tuple[str, str, bool, bool]) -> ClaimRun:
    """A run of verdicts: id, kind, supported, kept."""
    made = (Verdict(n, f"claim {n}", kind, supported, kept) for n, kind, supported, kept in verdicts)
    return ClaimRun("set", "none", tuple(made))


def test_kept_and_caught_are_shares_of_right_and_wrong() -> None:
    """Of all, and by kind, where there are any."""
    told = report(run(("a", "verbatim", True, True), ("b", "verbatim", True, False), ("c", "figure", False, False)))
    assert (told.claims, told.overall.right, told.overall.wrong) == (3, 2, 1)
    assert told.overall.kept is not None
    assert told.overall.kept.value == 0.5
    assert told.overall.caught is not None
    assert told.overall.caught.value == 1
    assert list(told.kinds) == ["verbatim", "figure"]
    assert told.kinds["figure"].kept is None


def test_what_was_held_out_is_told_apart() -> None:
    """From what the check was worked on with."""
    seen, unseen = (Verdict(f"{n}", "claim", "kind", supported=True, kept=True, held_out=bool(n)) for n in range(2))
    told = report(ClaimRun("set", "none", (seen, unseen, unseen)))
    assert (told.overall.right, told.worked_on.right, told.held_out.right) == (3, 1, 2)


def test_the_same_seed_draws_the_same_interval() -> None:
    """So that two people see the same numbers."""
    made = run(*((str(n), "kind", True, n % 3 > 0) for n in range(30)))
    assert report(made, 1) == report(made, 1)


def test_runs_are_compared_claim_by_claim() -> None:
    """What is in one of them only is counted apart."""
    before = run(("a", "k", True, False), ("b", "k", False, False), ("x", "k", True, True))
    now = run(("a", "k", True, True), ("b", "k", False, True), ("y", "k", True, True))
    told = compare(before, now)
    assert (told.claims, told.unmatched, told.won, told.lost) == (2, 2, 1, 1)
    assert [(one.id, one.kept) for one in told.turned] == [("a", (False, True)), ("b", (False, True))]
    assert told.delta is not None
    assert told.delta.value == 0


def test_runs_of_different_sets_have_nothing_to_compare() -> None:
    """Not a mean of nothing."""
    assert compare(run(("a", "k", True, True)), run(("b", "k", True, True))).delta is None
