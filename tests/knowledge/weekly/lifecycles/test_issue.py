"""What may happen to an issue."""

from knowledge.weekly.issues import IssueEvent, IssueState
from knowledge.weekly.lifecycles.issue import READABLE, TAKES_NOTES, after, allowed

WAY: list[tuple[IssueEvent, IssueState]] = [
    (IssueEvent.CLOSE, IssueState.REVIEW),
    (IssueEvent.REOPEN, IssueState.OPEN),
    (IssueEvent.CLOSE, IssueState.REVIEW),
    (IssueEvent.ARRANGE, IssueState.REVIEW),
    (IssueEvent.FREEZE, IssueState.FROZEN),
    (IssueEvent.UNFREEZE, IssueState.REVIEW),
    (IssueEvent.FREEZE, IssueState.FROZEN),
    (IssueEvent.PUBLISH, IssueState.PUBLISHING),
    (IssueEvent.FAIL, IssueState.PARTIAL),
    (IssueEvent.RETRY, IssueState.PUBLISHING),
    (IssueEvent.FINISH, IssueState.PUBLISHED),
    (IssueEvent.CORRECT, IssueState.CORRECTED),
    (IssueEvent.FAIL, IssueState.CORRECTED),
    (IssueEvent.RETRY, IssueState.CORRECTED),
    (IssueEvent.FINISH, IssueState.CORRECTED),
    (IssueEvent.CORRECT, IssueState.CORRECTED),
    (IssueEvent.WITHDRAW, IssueState.WITHDRAWN),
]


def test_an_issue_goes_all_the_way() -> None:
    """From open to withdrawn, with every detour."""
    state = IssueState.OPEN
    for event, becomes in WAY:
        assert event in allowed(state)
        state = after(state, event)
        assert state is becomes


def test_what_is_over_stays_over() -> None:
    """Nothing happens to a skipped or withdrawn issue."""
    assert [allowed(state) for state in (IssueState.SKIPPED, IssueState.WITHDRAWN)] == [frozenset(), frozenset()]


def test_what_was_published_never_takes_notes_again() -> None:
    """No way leads back from where it can be read: only the frozen one can be thawed."""
    reached = set(READABLE)
    for _ in IssueState:
        reached |= {after(state, event) for state in reached for event in allowed(state)}
    assert reached == {*READABLE, IssueState.WITHDRAWN}
    thawed = {state for state in IssueState for event in allowed(state) if after(state, event) in TAKES_NOTES}
    assert thawed == {*TAKES_NOTES, IssueState.FROZEN}
