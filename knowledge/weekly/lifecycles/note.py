"""What may happen to a note in which state, and what it is after that."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from knowledge.errors import TransitionRefused
from knowledge.weekly.notes import Note, NoteEvent, NoteState

_S: Final = NoteState
DRAFTS: Final = (_S.COLLECTING, _S.PREVIEWED)
"""Its author's alone: not handed in yet."""

IN_HAND: Final = (_S.PENDING, _S.CHANGES_REQUESTED, _S.APPROVED, _S.PLACED)
"""Handed in, and its author's and the editors' to change: such a note goes with its issue, or into the next one."""

PRINTED: Final = (_S.FROZEN, _S.PUBLISHED)
"""An issue is fixed with it: its words are changed by a request to the editors, and nothing else of it."""

_AFTER: Final[Mapping[NoteEvent, Mapping[NoteState, NoteState]]] = {
    # A preview that is shown again, in another section or under another name, is a preview.
    NoteEvent.PREVIEW: dict.fromkeys(DRAFTS, _S.PREVIEWED),
    NoteEvent.CONFIRM: {_S.PREVIEWED: _S.PENDING},
    NoteEvent.CANCEL: dict.fromkeys(DRAFTS, _S.DISCARDED),
    NoteEvent.EXPIRE: dict.fromkeys(DRAFTS, _S.DISCARDED),
    # By its author: what was approved is looked at again. An editor's own wording arranges.
    NoteEvent.EDIT: dict.fromkeys(DRAFTS, _S.COLLECTING) | dict.fromkeys(IN_HAND, _S.PENDING),
    NoteEvent.APPROVE: {_S.PENDING: _S.APPROVED, _S.CHANGES_REQUESTED: _S.APPROVED},
    # Editors may change their minds as long as nothing is frozen.
    NoteEvent.ASK_CHANGES: dict.fromkeys(IN_HAND, _S.CHANGES_REQUESTED),
    NoteEvent.REJECT: dict.fromkeys(IN_HAND, _S.REJECTED),
    NoteEvent.PLACE: {_S.APPROVED: _S.PLACED},
    NoteEvent.UNPLACE: {_S.PLACED: _S.APPROVED},
    # Section, order, joining, another issue, an editor's wording: the state stays.
    NoteEvent.ARRANGE: {state: state for state in (_S.PREVIEWED, *IN_HAND)},
    NoteEvent.WITHDRAW: dict.fromkeys(IN_HAND, _S.WITHDRAWN),
    NoteEvent.FREEZE: {_S.PLACED: _S.FROZEN},
    NoteEvent.UNFREEZE: {_S.FROZEN: _S.PLACED},
    NoteEvent.PUBLISH: {_S.FROZEN: _S.PUBLISHED},
    # The published note has a new revision; the draft that it came from has done its work.
    NoteEvent.AMEND: {_S.PUBLISHED: _S.PUBLISHED, _S.PREVIEWED: _S.DISCARDED, _S.PENDING: _S.DISCARDED},
    NoteEvent.RETRACT: {_S.PUBLISHED: _S.RETRACTED},
    NoteEvent.ERASE: dict.fromkeys((state for state in NoteState if state is not _S.ERASED), _S.ERASED),
}


def after(state: NoteState, event: NoteEvent) -> NoteState:
    """The state of a note once this has happened to it.

    Raises:
        TransitionRefused: it may not happen to a note in this state.
    """
    try:
        return _AFTER[event][state]
    except KeyError:
        raise TransitionRefused(state, event) from None


def moved(note: Note, *events: NoteEvent) -> Note:
    """A note after what happens to it, one after the other.

    Raises:
        TransitionRefused: one of them may not happen.
    """
    for event in events:
        note = replace(note, state=after(note.state, event))
    return note


def as_taken(note: Note) -> Note:
    """A note as it will be once its step is taken: what is announced, and its buttons, name the version of then."""
    return replace(note, version=note.version + 1)


def allowed(state: NoteState) -> frozenset[NoteEvent]:
    """What may happen to a note in this state."""
    return frozenset(event for event, states in _AFTER.items() if state in states)
