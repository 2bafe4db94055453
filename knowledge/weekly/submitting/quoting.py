"""Whose words a note holds, and who of them is asked for consent."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.weekly.notes import Agreement, Note, Quoted
from knowledge.weekly.submitting.desk import Desk


def together(quoted: Sequence[Quoted], *more: Quoted) -> tuple[Quoted, ...]:
    """All of them, each once, in the order in which they came."""
    known = list(quoted)
    for one in more:
        if not any(_is_same(one, other) for other in known):
            known.append(one)
    return tuple(known)


async def asked(desk: Desk, note: Note) -> tuple[Quoted, ...]:
    """Whose words it holds once it is handed in: who is of the group is asked, anybody else is only named."""
    return tuple([await _asked(desk, note, one) for one in note.quoted])


async def _asked(desk: Desk, note: Note, quoted: Quoted) -> Quoted:
    if quoted.user_id is None or quoted.agreement is not Agreement.NOT_ASKED:
        return quoted
    of_the_group = not note.origin.private or await desk.members.member(quoted.user_id) is not None
    if quoted.user_id == note.author_id or not of_the_group:
        return replace(quoted, user_id=None)
    return replace(quoted, agreement=Agreement.ASKED)


def _is_same(one: Quoted, other: Quoted) -> bool:
    if one.user_id is not None or other.user_id is not None:
        return one.user_id == other.user_id
    return one.label == other.label
