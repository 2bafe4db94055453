"""A member's note as they see it: its preview, what they agree to, and how far it is."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.reviewing import NOTE_STATES
from bot.catalogue.submitting import SECTIONS, WARNINGS, Submissions
from bot.rendering.audience import Audience
from bot.rendering.cards import headline
from bot.rendering.documents import blocks
from bot.rendering.layout import Limits, messages
from bot.rendering.listings import sentence
from bot.rendering.runs import Block, Run, clipped, one_line
from knowledge.weekly.compiled import FOR_NOTES
from knowledge.weekly.document import Document
from knowledge.weekly.issues import IssueState
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.notes import Agreement, Note, NoteEvent, NoteState, Written
from knowledge.weekly.submitting import Confirmed, Previewed
from knowledge.weekly.writing import guessed, parsed, pictures, shortened, warnings_of

SOFT_LIMIT: Final = 3000
"""Characters, beyond which chats show the beginning and lead to the web page."""

_ROOM: Final = Limits(units=4000, entities=95)
_TITLE: Final = 60
_EDITED_ANEW: Final = frozenset({NoteState.REJECTED, NoteState.WITHDRAWN, NoteState.PUBLISHED})
_SHORTER: Final = (SOFT_LIMIT, 2400, 1600, 800, 300, 50)


def preview(shown: Previewed, audience: Audience) -> tuple[str, Keyboard]:
    """A note as its author is to confirm it, in one message, and its buttons."""
    document = parsed(shown.written.revision.text)
    head, foot = list(_head(shown, document, audience.language)), list(_foot(shown, document, audience.language))
    tried = (messages([*head, *_body(document, limit, audience.language), *foot], _ROOM) for limit in _SHORTER)
    fitting = next((pages[0] for pages in tried if len(pages) == 1), messages([*head, *foot], _ROOM)[0])
    return fitting, preview_keyboard(shown, audience.language)


def preview_keyboard(shown: Previewed, language: Language) -> Keyboard:
    """What its author may do with a previewed note."""
    note, near = shown.written.note, shown.near
    marks = {True: "✓ ", False: ""}
    sections = [(f"{marks[one is note.section]}{SECTIONS[one].say(language)}", one) for one in FOR_NOTES]
    rows = [[press(note, words, "section", one) for words, one in sections[at : at + 2]] for at in (0, 2)]
    name = Submissions.SIGNED if note.anonymous else Submissions.UNSIGNED
    second = [press(note, name.say(language), "anonymous", "0" if note.anonymous else "1")]
    if note.joins is not None:
        second.append(press(note, Submissions.ALONE.say(language), "join", "0"))
    elif near is not None:
        second.append(press(note, Submissions.JOIN.say(language, id=near.note.id), "join", str(near.note.id)))
    actions = ((Submissions.CONFIRM, "confirm"), (Submissions.EDIT, "edit"), (Submissions.CANCEL, "cancel"))
    rows += [second, [press(note, words.say(language), action) for words, action in actions]]
    return tuple(map(tuple, rows))


def consent(written: Written, audience: Audience) -> tuple[str, Keyboard]:
    """What an author agrees to before their first note."""
    language = audience.language
    agree = press(written.note, Submissions.AGREE.say(language), "confirm", "agreed")
    cancel = press(written.note, Submissions.CANCEL.say(language), "cancel")
    return sentence(Submissions.CONSENT.say(language))[0], ((agree, cancel),)


def confirmed(told: Confirmed, audience: Audience) -> tuple[str, Keyboard]:
    """That a note was handed in, and for which issue."""
    note, language = told.written.note, audience.language
    if note.amends is not None:
        return sentence(Submissions.REQUESTED.say(language))[0], ()
    lines = [
        Submissions.RECEIVED.say(language, id=note.id, title=_titled(told.written, language)),
        _destination(told, language),
    ]
    if asked := "、".join(one_line(one.label) for one in note.of_quoted(Agreement.ASKED)):
        lines.append(Submissions.QUOTED_ASKED.say(language, label=asked))
    lines.append(Submissions.CAN_EDIT.say(language))
    return sentence("\n".join(filter(None, lines)))[0], handed_in_keyboard(told, language)


def handed_in_keyboard(told: Confirmed, language: Language) -> Keyboard:
    """What an author may do with a note that is handed in."""
    note = told.written.note
    rows = [_possible(note, language)]
    if told.in_review is not None and not note.urgent:
        rows.append((press(note, Submissions.QUEUE_JUMP.say(language), "queue_jump"),))
    return tuple(filter(None, rows))


def standing(written: Written, audience: Audience) -> tuple[str, Keyboard]:
    """How far a note is, and what its author may do with it."""
    note, language = written.note, audience.language
    said = Submissions.STANDING.say(
        language, id=note.id, title=_titled(written, language), state=NOTE_STATES[note.state].say(language)
    )
    return sentence(said)[0], tuple(filter(None, (_possible(note, language),)))


def withdrawing(written: Written, audience: Audience) -> tuple[str, Keyboard]:
    """Whether a note is to be withdrawn."""
    note, language = written.note, audience.language
    said = Submissions.SURE.say(language, id=note.id, title=_titled(written, language))
    return sentence(said)[0], ((press(note, Submissions.WITHDRAW_SURE.say(language, id=note.id), "withdraw", "sure"),),)


def which(listed: Sequence[Written], audience: Audience) -> tuple[str, Keyboard]:
    """The notes that may be withdrawn, a button each."""
    rows = [(press(one.note, f"#{one.note.id} {headline(one)}"[:_TITLE], "withdraw"),) for one in listed]
    return sentence(Submissions.WHICH.say(audience.language))[0], tuple(rows)


def press(note: Note, words: str, action: str, more: str = "") -> Button:
    """A button about a note as it is now."""
    return Button(words, Press("note", action, note.id, note.version, more).pack())


def doable(note: Note) -> Iterator[str]:
    """What its author may do with a note, as presses say it; editing may begin another note, or a request."""
    events = lifecycle.allowed(note.state)
    if NoteEvent.EDIT in events or note.state in _EDITED_ANEW:
        yield "edit"
    if NoteEvent.WITHDRAW in events:
        yield "withdraw"


def _possible(note: Note, language: Language) -> tuple[Button, ...]:
    words = {"edit": Submissions.EDIT, "withdraw": Submissions.WITHDRAW}
    return tuple(press(note, words[action].say(language), action) for action in doable(note))


def _destination(told: Confirmed, language: Language) -> str:
    if told.issue is None or told.number is None:
        return ""
    if told.in_review is not None:
        return Submissions.LATE.say(language, number=told.number)
    reviewed = told.issue.state is IssueState.REVIEW
    return (Submissions.FOR_REVIEWED if reviewed else Submissions.FOR_ISSUE).say(language, number=told.number)


def _head(shown: Previewed, document: Document, language: Language) -> Iterator[Block]:
    note, revision = shown.written.note, shown.written.revision
    title = Submissions.PREVIEW.say(language)
    if note.amends is not None:
        title = Submissions.AMENDS.say(language, id=note.amends)
    yield Block((Run(title, ("b",)),))
    section = Submissions.SECTION if guessed(document).section is note.section else Submissions.CHOSEN
    yield _line(section.say(language, section=SECTIONS[note.section].say(language)))
    name = one_line(shown.member.byline)
    by = Submissions.ANONYMOUS.say(language) if note.anonymous else Submissions.NAMED.say(language, name=name)
    facts = [by]
    if count := sum(1 for _ in pictures(document)):
        facts.append(Submissions.PICTURES.say(language, count=count))
    if note.quoted:
        facts.append(Submissions.QUOTED.say(language, label=one_line(note.quoted_label)))
    yield _line(" · ".join(facts))
    if revision.title:
        yield _line(Submissions.TITLE.say(language, title=one_line(revision.title)))
    yield Block((Run("———"),), gap=1)


def _body(document: Document, limit: int, language: Language) -> list[Block]:
    short, cut = shortened(document, limit)
    body = blocks(short)
    if body:
        body[0] = Block(body[0].runs, body[0].frame, body[0].language, gap=1)
    if cut:
        note = Submissions.SHORTENED if limit == SOFT_LIMIT else Submissions.PREVIEW_SHORTENED
        body.append(_line(note.say(language)))
    return body


def _foot(shown: Previewed, document: Document, language: Language) -> Iterator[Block]:
    note, near = shown.written.note, shown.near
    lines = [f"⚠ {WARNINGS[one].say(language)}" for one in warnings_of(document)]
    if note.joins is not None:
        lines.append(Submissions.STANDS_WITH.say(language, id=note.joins))
    elif near is not None:
        lines.append(Submissions.ABOUT_THE_SAME.say(language, id=near.note.id, title=_titled(near, language)))
    if note.anonymous and not note.origin.private:
        lines.append(Submissions.IN_PUBLIC.say(language))
    if lines:
        yield Block((Run("———"),))
    yield from (_line(line) for line in lines)


def _titled(written: Written, language: Language) -> str:
    title = clipped(written.revision.title, _TITLE)
    return Submissions.TITLED.say(language, title=title) if title else ""


def _line(text: str) -> Block:
    return Block((Run(text),), gap=1)
