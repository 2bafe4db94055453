"""What may happen to a note."""

from knowledge.weekly.lifecycles.note import IN_HAND, after, allowed
from knowledge.weekly.notes import NoteEvent, NoteState

WAY: list[tuple[NoteEvent, NoteState]] = [
    (NoteEvent.PREVIEW, NoteState.PREVIEWED),
    (NoteEvent.EDIT, NoteState.COLLECTING),
    (NoteEvent.PREVIEW, NoteState.PREVIEWED),
    (NoteEvent.CONFIRM, NoteState.PENDING),
    (NoteEvent.ASK_CHANGES, NoteState.CHANGES_REQUESTED),
    (NoteEvent.EDIT, NoteState.PENDING),
    (NoteEvent.APPROVE, NoteState.APPROVED),
    (NoteEvent.PLACE, NoteState.PLACED),
    (NoteEvent.UNPLACE, NoteState.APPROVED),
    (NoteEvent.PLACE, NoteState.PLACED),
    (NoteEvent.ARRANGE, NoteState.PLACED),
    (NoteEvent.FREEZE, NoteState.FROZEN),
    (NoteEvent.UNFREEZE, NoteState.PLACED),
    (NoteEvent.FREEZE, NoteState.FROZEN),
    (NoteEvent.PUBLISH, NoteState.PUBLISHED),
    (NoteEvent.AMEND, NoteState.PUBLISHED),
    (NoteEvent.RETRACT, NoteState.RETRACTED),
    (NoteEvent.ERASE, NoteState.ERASED),
]


def test_a_note_goes_all_the_way() -> None:
    """From the first message to the tombstone, with every detour."""
    state = NoteState.COLLECTING
    for event, becomes in WAY:
        assert event in allowed(state)
        state = after(state, event)
        assert state is becomes


def test_an_authors_change_is_looked_at_again() -> None:
    """Also of what was approved or placed; what is frozen or over cannot be edited."""
    editable = {state for state in NoteState if NoteEvent.EDIT in allowed(state)}
    assert editable == {NoteState.COLLECTING, NoteState.PREVIEWED, *IN_HAND}
    assert {after(state, NoteEvent.EDIT) for state in IN_HAND} == {NoteState.PENDING}


def test_what_is_over_stays_over() -> None:
    """A rejected, withdrawn, retracted or discarded note can only be erased; an erased one not even that."""
    over = (NoteState.REJECTED, NoteState.WITHDRAWN, NoteState.RETRACTED, NoteState.DISCARDED)
    assert [allowed(state) for state in over] == [frozenset({NoteEvent.ERASE})] * 4
    assert allowed(NoteState.ERASED) == frozenset()


def test_nothing_that_editors_have_not_seen_is_published() -> None:
    """Whatever happens, a note is published only after it was approved, placed and frozen."""
    leads = {(state, after(state, event)) for state in NoteState for event in allowed(state)}
    before = {NoteState.PUBLISHED: NoteState.FROZEN, NoteState.FROZEN: NoteState.PLACED}
    for state, only in before.items():
        assert {one for one, other in leads if other is state} - {state} == {only}
    into_placed = {one for one, other in leads if other is NoteState.PLACED}
    assert into_placed == {NoteState.PLACED, NoteState.APPROVED, NoteState.FROZEN}
