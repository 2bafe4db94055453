"""A member's note as they see it: its preview, what they agree to, and how far it is."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.reviewing import NOTE_STATES
from bot.catalogue.submitting import SECTIONS, WARNINGS, Submissions
from bot.rendering.audience import Audience
from bot.rendering.documents import blocks
from bot.rendering.layout import Limits, messages
from bot.rendering.runs import Block, Run, one_line
from knowledge.weekly.compiled import FOR_NOTES
from knowledge.weekly.document import Document
from knowledge.weekly.issues import IssueState
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Written
from knowledge.weekly.submitting import Confirmed, Previewed
from knowledge.weekly.submitting.wording import pictures_in
from knowledge.weekly.writing import parsed, shortened, warnings_of

SOFT_LIMIT: Final = 3000
"""Characters, beyond which chats show the beginning and lead to the web page."""

_ROOM: Final = Limits(units=4000, entities=95)
_TITLE: Final = 60
_SHORTER: Final = (SOFT_LIMIT, 2400, 1600, 800, 300, 50)


def preview(shown: Previewed, audience: Audience) -> tuple[str, Keyboard]:
    """A note as its author is to confirm it, in one message, and its buttons."""
    document = parsed(shown.written.revision.text)
    head, foot = list(_head(shown, audience.language)), list(_foot(shown, document, audience.language))
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
    return _said(Submissions.CONSENT.say(language)), ((agree, cancel),)


def confirmed(told: Confirmed, audience: Audience) -> tuple[str, Keyboard]:
    """That a note was handed in, and for which issue."""
    note, language = told.written.note, audience.language
    if note.amends is not None:
        return _said(Submissions.REQUESTED.say(language)), ()
    lines = [Submissions.RECEIVED.say(language, id=note.id, title=_titled(told.written)), _destination(told, language)]
    if note.quoted is not None and note.quoted.agreement == "asked":
        lines.append(Submissions.QUOTED_ASKED.say(language, label=one_line(note.quoted.label)))
    lines.append(Submissions.CAN_EDIT.say(language))
    return _said("\n".join(filter(None, lines))), handed_in_keyboard(told, language)


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
        language, id=note.id, title=_titled(written), state=NOTE_STATES[note.state].say(language)
    )
    return _said(said), tuple(filter(None, (_possible(note, language),)))


def withdrawing(written: Written, audience: Audience) -> tuple[str, Keyboard]:
    """Whether a note is to be withdrawn."""
    note, language = written.note, audience.language
    said = Submissions.SURE.say(language, id=note.id, title=_titled(written))
    return _said(said), ((press(note, Submissions.WITHDRAW_SURE.say(language, id=note.id), "withdraw", "sure"),),)


def which(listed: Sequence[Written], audience: Audience) -> tuple[str, Keyboard]:
    """The notes that may be withdrawn, a button each."""
    rows = [(press(one.note, f"#{one.note.id}{_titled(one)}"[:_TITLE], "withdraw"),) for one in listed]
    return _said(Submissions.WHICH.say(audience.language)), tuple(rows)


def press(note: Note, words: str, action: str, more: str = "") -> Button:
    """A button about a note as it is now."""
    return Button(words, Press("note", action, note.id, note.version, more).pack())


def _possible(note: Note, language: Language) -> tuple[Button, ...]:
    events = lifecycle.allowed(note.state)
    edit = (press(note, Submissions.EDIT.say(language), "edit"),)
    withdraw = (press(note, Submissions.WITHDRAW.say(language), "withdraw"),)
    anew = note.state in {NoteState.REJECTED, NoteState.WITHDRAWN, NoteState.PUBLISHED}
    return (edit if NoteEvent.EDIT in events or anew else ()) + (withdraw if NoteEvent.WITHDRAW in events else ())


def _destination(told: Confirmed, language: Language) -> str:
    if told.issue is None or told.number is None:
        return ""
    if told.in_review is not None:
        return Submissions.LATE.say(language, number=told.number)
    reviewed = told.issue.state is IssueState.REVIEW
    return (Submissions.FOR_REVIEWED if reviewed else Submissions.FOR_ISSUE).say(language, number=told.number)


def _head(shown: Previewed, language: Language) -> Iterator[Block]:
    note, revision = shown.written.note, shown.written.revision
    title = Submissions.PREVIEW.say(language)
    if note.amends is not None:
        title = Submissions.AMENDS.say(language, id=note.amends)
    yield Block((Run(title, ("b",)),))
    yield _line(Submissions.SECTION.say(language, section=SECTIONS[note.section].say(language)))
    name = one_line(shown.member.byline)
    by = Submissions.ANONYMOUS.say(language) if note.anonymous else Submissions.NAMED.say(language, name=name)
    facts = [by]
    if count := pictures_in(revision.text):
        facts.append(Submissions.PICTURES.say(language, count=count))
    if note.quoted is not None:
        facts.append(Submissions.QUOTED.say(language, label=one_line(note.quoted.label)))
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
        lines.append(Submissions.ABOUT_THE_SAME.say(language, id=near.note.id, title=_titled(near)))
    if lines:
        yield Block((Run("———"),))
    yield from (_line(line) for line in lines)


def _titled(written: Written) -> str:
    title = one_line(written.revision.title)
    if not title:
        return ""
    return f"《{title if len(title) <= _TITLE else title[: _TITLE - 1] + '…'}》"


def _line(text: str) -> Block:
    return Block((Run(text),), gap=1)


def _said(text: str) -> str:
    return messages([Block((Run(text),))])[0]
