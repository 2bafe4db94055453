"""What goes out by itself in review: cards and their news to the editors, decisions and questions to authors."""

from collections.abc import Sequence
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language, language
from bot.catalogue.overviews import Overview
from bot.catalogue.reviewing import Cards, Deeds
from bot.publishing.outgoing import Outgoing, effects
from bot.publishing.weekly.context import Context
from bot.rendering import cards, sentence
from bot.rendering.documents import blocks
from bot.rendering.layout import messages
from bot.rendering.notes import press
from bot.rendering.overviews import doubt_buttons
from bot.rendering.runs import Block, Run, one_line
from bot.rendering.targets import target_link, target_name
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState
from knowledge.weekly.issues import Issue, Publication
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, Note, NoteState, Revision, Written
from knowledge.weekly.writing import parsed

_TO_BE_SEEN: Final = frozenset({NoteState.PENDING, NoteState.APPROVED, NoteState.PLACED})
_SAID: Final = {
    NoteState.APPROVED: Deeds.APPROVED,
    NoteState.PLACED: Deeds.APPROVED,
    NoteState.CHANGES_REQUESTED: Deeds.ASKED,
    NoteState.REJECTED: Deeds.REJECTED,
    NoteState.PUBLISHED: Deeds.AMENDED,
}
_REASONED: Final = frozenset({Deeds.ASKED, Deeds.REJECTED})


def card(
    context: Context, written: Written, member: Member | None, hints: Sequence[str], before: Revision | None
) -> list[Effect]:
    """The card of a note, new or in the place of the old one; a new revision is also told of, as an edit is silent.

    `written` is the note as it will be when this goes out: its version is what the buttons name.
    """
    if context.editors_chat is None:
        return []
    note, spoken = written.note, context.editors_language
    named = member.byline if member and not note.anonymous else None
    beside = cards.Beside(named or _unnamed(note, spoken), hints, before)
    html = cards.card(written, beside, spoken)
    keyboard = cards.buttons(written, spoken, diff=before is not None)
    first = effects(f"card:{note.id}", context.editors_chat, [html], Outgoing("", keyboard=keyboard))
    if _is_new(note, before):
        return first
    key, place = f"card:{note.id}:{note.version}", Outgoing("", keyboard=keyboard, edits=f"card:{note.id}")
    told = effects(key, context.editors_chat, [html], place)
    if note.state is NoteState.PENDING and before is None and not note.urgent:
        return [*first, *told]  # where the first one is known, it is not sent again
    return [*told, *_news(context, context.editors_chat, note, before)]


def decided(context: Context, written: Written, member: Member | None) -> list[Effect]:
    """What became of a note, quietly, to its author; nothing where it has none."""
    note = written.note
    said = _SAID.get(note.state)
    if said is None or note.author_id is None:
        return []
    spoken = _language(context, member)
    values = {"id": note.id, "title": cards.headline(written) or Deeds.UNTITLED.say(spoken)}
    if said in _REASONED:
        values["reason"] = one_line(note.reason or "") or Deeds.NO_REASON.say(spoken)
    outgoing = Outgoing("", silent=True, keyboard=_author_buttons(note, spoken))
    return effects(f"decided:{note.id}:{note.version}", note.author_id, sentence(said.say(spoken, **values)), outgoing)


def edited(context: Context, before: Revision, after: Revision, note: Note, member: Member | None) -> list[Effect]:
    """That an editor has edited a note, to its author, with what changed."""
    if note.author_id is None:
        return []
    spoken = _language(context, member)
    head = Block((Run(Deeds.EDITED.say(spoken, id=note.id)),))
    pages = messages([head, *cards.changes(before, after)])
    keyboard = (*_agreement(note.id, after.number, spoken), *_author_buttons(note, spoken))
    outgoing = Outgoing("", silent=True, keyboard=keyboard)
    return effects(f"edited:{note.id}:{after.number}", note.author_id, pages, outgoing)


def proposed(context: Context, written: Written) -> list[Effect]:
    """Whether an answered question may stand in the weekly: to whoever asked, below the question."""
    note, spoken = written.note, context.editors_language
    head = Block((Run(Deeds.YOUR_QUESTION.say(spoken)),))
    title = Block((Run(one_line(written.revision.title), ("b",)),))
    pages = messages([head, title, *blocks(parsed(written.revision.text))])
    row = (
        _of_author(note.id, note.revision, "agree", Deeds.MAY.say(spoken)),
        _of_author(note.id, note.revision, "change", Deeds.MAY_NOT.say(spoken)),
    )
    place = Outgoing("", note.origin.message_id, note.origin.topic_id, silent=True, keyboard=(row,))
    return effects(f"consent:{note.id}", note.origin.chat_id, pages, place)


def closed(context: Context, issue: Issue, notes: Sequence[Written], members: Sequence[Member]) -> list[Effect]:
    """That review has begun: to the editors, and to each author their own entry, where they have not agreed to it.

    The keys name the issue's version: it may be opened again and closed once more.
    """
    told: list[Effect] = []
    known = {one.user_id: one for one in members}
    if context.editors_chat is not None:
        said = _closed(context, notes)
        button = Button(Overview.SHOW.say(context.editors_language), Press("issue", "page", issue.id).pack())
        key, place = f"closed:{issue.id}:{issue.version}", Outgoing("", keyboard=((button,),))
        told += effects(key, context.editors_chat, sentence(said), place)
    for one in notes:
        is_to_be_asked = one.note.state in _TO_BE_SEEN and one.note.agreement is not Agreement.GIVEN
        if is_to_be_asked and one.note.author_id is not None:
            spoken = _language(context, known.get(one.note.author_id))
            told += _to_confirm(spoken, issue, one, one.note.author_id)
    return told


def finished(context: Context, issue: Issue, publications: Sequence[Publication]) -> list[Effect]:
    """To the editors: an issue has gone out everywhere, and where that is."""
    if context.editors_chat is None:
        return []
    spoken = context.editors_language
    linked = [(one.target, address) for one in publications if (address := target_link(one, issue, context.site))]
    lines = [Block((Run("• "), Run(target_name(target, spoken), href=address)), gap=1) for target, address in linked]
    html = messages([Block((Run(Overview.FINISHED.say(spoken, number=issue.number or "")),)), *lines])
    buttons = tuple(
        Button(words.say(spoken), Press("issue", action, issue.id, issue.version).pack())
        for words, action in ((Overview.SHOW, "page"), (Overview.WECHAT, "wechat"))
    )
    key = f"finished:{issue.number}:{issue.revision}"
    return effects(key, context.editors_chat, html, Outgoing("", keyboard=(buttons,)))


def doubtful(context: Context, issue: Issue, publications: Sequence[Publication]) -> list[Effect]:
    """To the editors: of these nobody knows whether they went out, or they failed."""
    if context.editors_chat is None:
        return []
    spoken, rows = context.editors_language, []
    lines = [Block((Run(Overview.DOUBTFUL.say(spoken, number=issue.number or "")),))]
    for one in publications:
        uncertain = one.state is EffectState.UNCERTAIN
        values = {} if uncertain else {"reason": one_line(one.reason or "?")}
        said = Overview.UNCERTAIN_AT if uncertain else Overview.FAILED_AT
        name, address = target_name(one.target, spoken), target_link(one, issue, context.site)
        lines.append(Block((Run(name, href=address), Run(said.say(spoken, **values))), gap=1))
        if uncertain:
            rows.append(tuple(doubt_buttons(issue, one.target, spoken)))
    retry = Button(Overview.RETRY.say(spoken), Press("issue", "retry", issue.id, issue.version).pack())
    outgoing = Outgoing("", keyboard=(*rows, (retry,)))
    return effects(f"doubtful:{issue.id}:{issue.version}", context.editors_chat, messages(lines), outgoing)


def _is_new(note: Note, before: Revision | None) -> bool:
    """Whether editors have not had this note's card: it has just been handed in, and nothing has come of it since."""
    asked = any(one.agreement in {Agreement.GIVEN, Agreement.REFUSED} for one in note.quoted)
    answered = note.agreement in {Agreement.GIVEN, Agreement.REFUSED}
    untouched = note.state is NoteState.PENDING and note.revision == 1 and not note.urgent
    return (before is None or note.amends is not None) and untouched and not (asked or answered)


def _news(context: Context, chat_id: int, note: Note, before: Revision | None) -> list[Effect]:
    """An edit is silent: of a new revision, and of a note that is to come into this issue, the editors are told."""
    if note.state is not NoteState.PENDING or (before is None and not note.urgent):
        return []
    words = Cards.REVISED if before is not None else Cards.JUMPS
    keyboard = cards.show_button(note.id, note.version, context.editors_language)
    key = f"card:{note.id}:{note.version}/news"
    return effects(
        key, chat_id, sentence(words.say(context.editors_language, id=note.id)), Outgoing("", keyboard=keyboard)
    )


def _unnamed(note: Note, spoken: Language) -> str | None:
    return None if note.anonymous else Cards.UNNAMED.say(spoken)


def _language(context: Context, member: Member | None) -> Language:
    if member is None:
        return context.language
    return context.tongues.of(member.user_id, language(member.language, context.language))


def _author_buttons(note: Note, spoken: Language) -> Keyboard:
    """What an author can do now: of a rejected note, hand it in again; what is published is not withdrawn."""
    words = Deeds.AGAIN if note.state is NoteState.REJECTED else Deeds.CHANGE
    edit = press(note, words.say(spoken), "edit")
    if note.state in {NoteState.REJECTED, NoteState.PUBLISHED}:
        return ((edit,),)
    return ((edit, press(note, Deeds.WITHDRAW.say(spoken), "withdraw")),)


def _agreement(note_id: int, revision: int, spoken: Language) -> Keyboard:
    return (
        (
            _of_author(note_id, revision, "agree", Deeds.AGREE.say(spoken)),
            _of_author(note_id, revision, "change", Deeds.WANTS_CHANGE.say(spoken)),
        ),
    )


def _of_author(note_id: int, revision: int, action: str, text: str) -> Button:
    """What an author says of a wording: these buttons name its number, as a note that is only moved stays agreed to."""
    return Button(text, Press("note", action, note_id, revision).pack())


def _to_confirm(spoken: Language, issue: Issue, written: Written, author: int) -> list[Effect]:
    note = written.note
    head = [Block((Run(Deeds.YOUR_ENTRY.say(spoken)),)), Block((Run(one_line(written.revision.title), ("b",)),))]
    if note.anonymous:
        head.append(Block((Run(Deeds.YOUR_BYLINE.say(spoken, name=Cards.ANONYMOUS.say(spoken))),), gap=1))
    pages = messages([*head, *blocks(parsed(written.revision.text))])
    outgoing = Outgoing("", silent=True, keyboard=_agreement(note.id, note.revision, spoken))
    return effects(f"agree:{issue.id}:{issue.version}:{note.id}", author, pages, outgoing)


def _closed(context: Context, notes: Sequence[Written]) -> str:
    placed = sum(one.note.state is NoteState.PLACED for one in notes)
    pending = sum(one.note.state in {NoteState.PENDING, NoteState.APPROVED} for one in notes)
    return Overview.WAS_CLOSED.say(context.editors_language, placed=placed, pending=pending)
