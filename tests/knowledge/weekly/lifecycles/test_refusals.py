"""What both lifecycles do with what may not happen."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

from knowledge.errors import TransitionRefused
from knowledge.weekly.issues import IssueEvent, IssueState
from knowledge.weekly.lifecycles import issue, note
from knowledge.weekly.notes import NoteEvent, NoteState

STATES = [
    *((state, IssueEvent, issue.after, issue.allowed) for state in IssueState),
    *((state, NoteEvent, note.after, note.allowed) for state in NoteState),
]


@pytest.mark.parametrize(("state", "events", "after", "allowed"), STATES)
def test_what_is_not_allowed_is_refused(
    state: StrEnum, events: type[StrEnum], after: Callable[..., StrEnum], allowed: Callable[..., frozenset[Any]]
) -> None:
    """With the state and the event; what is allowed leads to a state."""
    for event in events:
        if event in allowed(state):
            assert after(state, event) in type(state)
            continue
        with pytest.raises(TransitionRefused) as refused:
            after(state, event)
        assert (refused.value.state, refused.value.event) == (state, event)
