"""A note's card in the editors' chat, and what its author reads of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.reviewing import NOTE_STATES, REASONS, Cards
from bot.catalogue.submitting import SECTIONS
from bot.rendering.documents import blocks
from bot.rendering.layout import Limits, messages
from bot.rendering.prose import prose
from bot.rendering.runs import Block, Run, clean, clipped, one_line, web_address
from knowledge.weekly.compiled import FOR_NOTES
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.notes import Agreement, Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.reviewing import Change, difference, elided
from knowledge.weekly.writing import parsed, pictures, plain, shortened

_ONE: Final = Limits(units=3500, entities=95)
_SHORT: Final = 700
"""Characters of a note that its card shows."""
_CONTEXT: Final = 24
_TITLE: Final = 40
_TAGS: Final[dict[Change, tuple[str, ...]]] = {Change.SAME: (), Change.REMOVED: ("s",), Change.ADDED: ("u",)}
_AGREEMENTS: Final = {
    Agreement.ASKED: Cards.ASKED,
    Agreement.GIVEN: Cards.AGREED,
    Agreement.REFUSED: Cards.NOT_AGREED,
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a card says beside the note: its author's name, None where they are anonymous; hints; the wording before.

    `unreachable` says that its author cannot be told anything.
    """

    byline: str | None
    hints: Sequence[str] = ()
    before: Revision | None = None
    unreachable: bool = False


def card(written: Written, beside: Beside, language: Language) -> str:
    """The card as one HTML message: who wrote what, how far it is, and its text shortened, or what changed in it."""
    note, revision = written.note, written.revision
    lines = [_head(written, language), Block(tuple(_about(written, beside, language)), gap=1)]
    lines += [line(text) for text in _remarks(note, beside, language)]
    if beside.before is not None:
        lines += [line(Cards.CHANGED.say(language), gap=2), *changes(beside.before, revision)]
    else:
        document, _ = shortened(parsed(revision.text), _SHORT)
        lines += blocks(document)
    return messages(lines, _ONE)[0]


def full(written: Written, byline: str | None, language: Language) -> list[str]:
    """All of a note, as messages."""
    about = Block((Run(one_line(byline or Cards.ANONYMOUS.say(language))),), gap=1)
    return messages([_head(written, language), about, *blocks(parsed(written.revision.text))])


def changes(before: Revision, after: Revision) -> list[Block]:
    """What changed from one wording to the next: what is gone is struck, what is new underlined."""
    told = [_changed(before.title, after.title)] if before.title != after.title else []
    return [*told, _changed(before.text, after.text)]


def headline(written: Written) -> str:
    """What a note is called in a line: its title, else how it begins."""
    return clipped(written.revision.title or plain(parsed(written.revision.text)), _TITLE)


def line(text: str, gap: int = 1) -> Block:
    """A line; a name in it calls nobody."""
    return Block(tuple(prose(clean(text), "page")), gap=gap)


def buttons(written: Written, language: Language, *, diff: bool = False) -> Keyboard:
    """What editors can do with a note as it is; with `diff` its card shows what changed."""
    note, may = written.note, lifecycle.allowed(written.note.state)
    decisions = [
        (NoteEvent.APPROVE, Cards.APPROVE, "approve"),
        (NoteEvent.PLACE, Cards.PLACE, "place"),
        (NoteEvent.ASK_CHANGES, Cards.ASK, "ask"),
        (NoteEvent.REJECT, Cards.REJECT, "reject"),
    ]
    rows = [[_button(note, words.say(language), action) for event, words, action in decisions if event in may]]
    if NoteEvent.ARRANGE in may:
        rows += [_moves(note, language), _order(note, language)]
    rows.append([_button(note, Cards.FULL.say(language), "full")])
    if note.revision > 1:
        words = Cards.TEXT if diff else Cards.DIFF
        rows[-1].append(_button(note, words.say(language), "show" if diff else "diff"))
    if NoteEvent.ARRANGE in may:
        rows[-1].append(_button(note, Cards.EDIT.say(language), "edit"))
    return tuple(tuple(row) for row in rows if row)


def section_buttons(note: Note, language: Language) -> Keyboard:
    """The sections that a note can be moved to."""
    others = [one for one in FOR_NOTES if one is not note.section or note.joins is not None]
    return (
        *_pairs([_button(note, SECTIONS[one].say(language), "section", one) for one in others]),
        _back(note, language),
    )


def reason_buttons(note: Note, event: NoteEvent, language: Language) -> Keyboard:
    """Reasons at one tap, and the way to one's own."""
    kind = "a" if event is NoteEvent.ASK_CHANGES else "r"
    quick = [_button(note, words.say(language), "reason", f"{kind}.{name}") for name, words in REASONS.items()]
    own = _button(note, Cards.OWN_REASON.say(language), "reason", f"{kind}.own")
    return (*_pairs(quick), (own,), _back(note, language))


def join_buttons(note: Note, others: Sequence[Written], language: Language) -> Keyboard:
    """The entries that a note can join."""
    rows = [(_button(note, f"#{one.note.id} {headline(one)}", "join", str(one.note.id)),) for one in others]
    alone = [(_button(note, Cards.LEAVE.say(language), "join", "0"),)] if note.joins is not None else []
    return (*rows, *alone, _back(note, language))


def show_button(note_id: int, version: int, language: Language) -> Keyboard:
    """The way to the card of a note."""
    return ((Button(Cards.SHOW.say(language), Press("card", "show", note_id, version, "new").pack()),),)


def _head(written: Written, language: Language) -> Block:
    note = written.note
    state = NOTE_STATES[note.state].say(language)
    facts = Run(f"#{note.id} · {SECTIONS[note.section].say(language)} · {state}")
    title = one_line(written.revision.title)
    if note.revision > 1:
        facts = Run(f"{facts.text} · {Cards.REVISION.say(language, number=note.revision)}")
    return Block((facts, *([Run("\n"), Run(title, ("b",))] if title else [])))


def _about(written: Written, beside: Beside, language: Language) -> Iterator[Run]:
    note = written.note
    yield Run(one_line(beside.byline) if beside.byline else Cards.ANONYMOUS.say(language))
    count = sum(1 for _ in pictures(parsed(written.revision.text)))
    facts = [
        Cards.QUOTED.say(language, label=one_line(note.quoted_label)) if note.quoted else "",
        Cards.PICTURES.say(language, count=count) if count else "",
        Cards.JOINS.say(language, id=note.joins) if note.joins is not None else "",
        Cards.AMENDS.say(language, id=note.amends) if note.amends is not None else "",
        _AGREEMENTS[note.agreement].say(language) if note.agreement in _AGREEMENTS else "",
    ]
    yield from (Run(f" · {fact}") for fact in facts if fact)
    if address := web_address(written.revision.url):
        yield Run("\n")
        yield Run(address, href=address)


def _remarks(note: Note, beside: Beside, language: Language) -> Iterator[str]:
    if note.urgent:
        yield f"⏫ {Cards.URGENT.say(language)}"
    if note.reason and note.state in {NoteState.REJECTED, NoteState.CHANGES_REQUESTED}:
        yield Cards.REASON.say(language, reason=one_line(note.reason))
    if beside.unreachable:
        yield Cards.UNREACHABLE.say(language)
    yield from (Cards.HINT.say(language, hint=one_line(hint)) for hint in beside.hints)


def _changed(before: str, after: str) -> Block:
    pieces = elided(difference(clean(before), clean(after)), _CONTEXT)
    return Block(tuple(run for piece in pieces for run in prose(piece.text, "page", _TAGS[piece.change])))


def _moves(note: Note, language: Language) -> list[Button]:
    moves = [
        _button(note, Cards.SECTION.say(language), "section"),
        _button(note, Cards.JOIN.say(language), "join"),
    ]
    if note.urgent:
        moves.append(_button(note, Cards.INCLUDE.say(language), "include"))
    return moves


def _order(note: Note, language: Language) -> list[Button]:
    if note.state is not NoteState.PLACED:
        return []
    steps = ((Cards.UP, "up"), (Cards.DOWN, "down"), (Cards.UNPLACE, "unplace"))
    return [_button(note, words.say(language), action) for words, action in steps]


def _pairs(row: Collection[Button]) -> tuple[tuple[Button, ...], ...]:
    told = tuple(row)
    return tuple(told[at : at + 2] for at in range(0, len(told), 2))


def _back(note: Note, language: Language) -> tuple[Button, ...]:
    return (_button(note, Cards.BACK.say(language), "back"),)


def _button(note: Note, text: str, action: str, more: str = "") -> Button:
    return Button(text, Press("card", action, note.id, note.version, more).pack())
