"""What may happen to an issue in which state, and what it is after that."""

from collections.abc import Mapping
from typing import Final

from knowledge.errors import TransitionRefused
from knowledge.weekly.issues import IssueEvent, IssueState

_S: Final = IssueState

TAKES_NOTES: Final = (_S.OPEN, _S.REVIEW)
"""Only into such an issue may a note come, and none that is in hand stays behind when it is one no more."""

READABLE: Final = (_S.PUBLISHING, _S.PARTIAL, _S.PUBLISHED, _S.CORRECTED)
"""Such an issue stands in the archive: what is sent to chats leads there."""

_AFTER: Final[Mapping[IssueEvent, Mapping[IssueState, IssueState]]] = {
    IssueEvent.CLOSE: {_S.OPEN: _S.REVIEW},
    IssueEvent.REOPEN: {_S.REVIEW: _S.OPEN},
    IssueEvent.SKIP: dict.fromkeys(TAKES_NOTES, _S.SKIPPED),
    IssueEvent.ARRANGE: {state: state for state in TAKES_NOTES},
    IssueEvent.FREEZE: {_S.REVIEW: _S.FROZEN},
    IssueEvent.UNFREEZE: {_S.FROZEN: _S.REVIEW},
    IssueEvent.PUBLISH: {_S.FROZEN: _S.PUBLISHING},
    # A person may say of what was uncertain that it went out; the targets of a correction end as those of the first.
    IssueEvent.FINISH: {_S.PUBLISHING: _S.PUBLISHED, _S.PARTIAL: _S.PUBLISHED, _S.CORRECTED: _S.CORRECTED},
    # A correction that did not reach every target takes nothing back of what is published.
    IssueEvent.FAIL: {_S.PUBLISHING: _S.PARTIAL, _S.CORRECTED: _S.CORRECTED},
    IssueEvent.RETRY: {_S.PARTIAL: _S.PUBLISHING, _S.CORRECTED: _S.CORRECTED},
    # Nobody's erasure waits for a target that may never be reached.
    IssueEvent.CORRECT: dict.fromkeys((_S.PARTIAL, _S.PUBLISHED, _S.CORRECTED), _S.CORRECTED),
    IssueEvent.WITHDRAW: dict.fromkeys((_S.PARTIAL, _S.PUBLISHED, _S.CORRECTED), _S.WITHDRAWN),
}


def after(state: IssueState, event: IssueEvent) -> IssueState:
    """The state of an issue once this has happened to it.

    Raises:
        TransitionRefused: it may not happen to an issue in this state.
    """
    try:
        return _AFTER[event][state]
    except KeyError:
        raise TransitionRefused(state, event) from None


def allowed(state: IssueState) -> frozenset[IssueEvent]:
    """What may happen to an issue in this state."""
    return frozenset(event for event, states in _AFTER.items() if state in states)
