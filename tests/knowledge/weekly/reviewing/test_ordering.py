"""The order of notes in a section."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Note, NoteState
from knowledge.weekly.reviewing.ordering import ROOM, behind_all, in_order, shifted
from tests.fakes import NOON

_NOTE = Note(0, 7, Origin(7, 1, 7), Section.STUDY, NoteState.PLACED, NOON, NOON)


@settings(max_examples=50)
@given(st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=1, max_size=6), st.data())
def test_a_note_moves_by_one_place_whatever_the_positions_were(places: list[int | None], data: st.DataObject) -> None:
    """Missing and equal positions are made even first; at an edge nothing changes."""
    notes = [replace(_NOTE, id=n, position=place) for n, place in enumerate(places, 1)]
    moving, steps = data.draw(st.sampled_from([note.id for note in notes])), data.draw(st.sampled_from([-1, 1]))
    before = [note.id for note in in_order(notes)]
    changed = shifted(notes, moving, steps)
    after = [note.id for note in in_order([replace(one, position=changed.get(one.id, one.position)) for one in notes])]
    at = before.index(moving)
    if not 0 <= at + steps < len(before):
        assert changed == {}
    else:
        before.insert(at + steps, before.pop(at))
        assert after == before


def test_moving_changes_one_note_where_there_is_room() -> None:
    """Else every move would make the cards of the others stale."""
    notes = [replace(_NOTE, id=n, position=n * ROOM) for n in range(1, 5)]
    assert set(shifted(notes, 4, -1)) == {4}
    assert behind_all(notes) == 5 * ROOM
