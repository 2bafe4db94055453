"""What authors are sent of themselves, and what those are asked whose words they quote."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.buttons import Keyboard
from bot.catalogue import language
from bot.catalogue.submitting import Submissions
from bot.publishing.outgoing import Outgoing, effects
from bot.publishing.weekly.context import Context
from bot.rendering import notes, sentence
from bot.rendering.audience import Audience
from bot.rendering.documents import blocks
from bot.rendering.layout import Limits, messages
from bot.rendering.runs import Block, Frame, Run, one_line
from knowledge.records import Effect, Origin
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, Note, NoteState, Quoted, Written
from knowledge.weekly.submitting import Previewed
from knowledge.weekly.writing import parsed, shortened

_QUOTED: Final = 600
_ONE: Final = Limits(units=3000, entities=90)


def preview(
    context: Context, written: Written, member: Member, near: Written | None, *, again: bool = False
) -> Sequence[Effect]:
    """A note as it will be handed in, below the message that began it, or in the place of its earlier preview."""
    note = written.note
    html, keyboard = notes.preview(Previewed(written, member, near), _audience(context, member))
    earlier = f"preview:{note.id}:{note.revision - 1}" if again else None
    place = replace(_below(note.origin, keyboard), edits=earlier)
    return effects(f"preview:{note.id}:{note.revision}", note.origin.chat_id, [html], place)


def dropped(context: Context, note: Note, member: Member, same_as: int | None) -> Sequence[Effect]:
    """That a note is gone, below the message that began it."""
    tongue = _audience(context, member).language
    said = Submissions.DROPPED_OLD.say(tongue)
    if note.state is NoteState.WITHDRAWN:
        label = "、".join(one_line(one.label) for one in note.of_quoted(Agreement.REFUSED))
        said = Submissions.DECLINED.say(tongue, label=label, id=note.id)
    elif same_as is not None:
        said = Submissions.DROPPED_SAME.say(tongue, id=same_as)
    return effects(f"dropped:{note.id}", note.origin.chat_id, sentence(said), _below(note.origin))


def consent(context: Context, written: Written) -> Sequence[Effect]:
    """The question to each whom a note quotes: in the group, or in private where the note came so."""
    asked = [(n, one) for n, one in enumerate(written.note.quoted, 1) if one.agreement is Agreement.ASKED]
    return [effect for n, one in asked for effect in _asked(context, written, one, f"consent:{written.note.id}:{n}")]


def _asked(context: Context, written: Written, quoted: Quoted, key: str) -> Sequence[Effect]:
    note, who = written.note, quoted.user_id
    tongue = context.tongues.of(note.origin.chat_id, context.language)
    if who is None:
        return []
    before, _, after = Submissions.QUOTED_PLEASE.say(tongue, label="\0").partition("\0")
    ask = Block((Run(before), Run(one_line(quoted.label), href=f"tg://user?id={who}"), Run(after)))
    words = blocks(shortened(parsed(written.revision.text), _QUOTED)[0])
    theirs = [Block(one.runs, one.frame or Frame.QUOTE, one.language, one.gap) for one in words]
    pages = messages([ask, *theirs], _ONE)[:1]
    answers = ((Submissions.CONSENT_GIVEN, "yes"), (Submissions.CONSENT_REFUSED, "no"))
    keyboard = (tuple(notes.press(note, words.say(tongue), "consent", more) for words, more in answers),)
    if note.origin.private:
        return effects(key, who, pages, Outgoing("", keyboard=keyboard))
    place = Outgoing("", None if note.anonymous else _reply_to(note.origin), note.origin.topic_id, keyboard=keyboard)
    return effects(key, note.origin.chat_id, pages, place)


def _below(origin: Origin, keyboard: Keyboard = ()) -> Outgoing:
    return Outgoing("", _reply_to(origin), origin.topic_id, keyboard=keyboard)


def _reply_to(origin: Origin) -> int | None:
    """What began as an edit or by a button has no message of its own."""
    return origin.message_id if origin.message_id > 0 else None


def _audience(context: Context, member: Member) -> Audience:
    spoken = context.tongues.of(member.user_id, language(member.language, context.language))
    return Audience(spoken, context.bot, context.zone)
