"""Somebody's own notes, wishes and year, as they see them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.reviewing import NOTE_STATES
from bot.catalogue.submitting import SECTIONS
from bot.catalogue.taking_part import TakingPartWords
from bot.rendering.audience import Audience
from bot.rendering.cards import headline
from bot.rendering.documents import blocks
from bot.rendering.layout import Limits, messages
from bot.rendering.listings import sentence
from bot.rendering.notes import doable, press
from bot.rendering.runs import Block, Run, clean, one_line
from bot.rendering.turning import turning
from knowledge.weekly.compiled import Label
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Written
from knowledge.weekly.taking_part import Erasure, Mine, Streak, Wish, wants
from knowledge.weekly.writing import parsed

MINE: Final = "mine"
"""What a press of these is about; of the list, `version` is a page, from 0."""

A_PAGE: Final = 5

_ROOM: Final = Limits(units=3900, entities=95)
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(attachment:\d+\)")
_DOING: Final = {"edit": TakingPartWords.EDIT, "withdraw": TakingPartWords.WITHDRAW}
_WISHES: Final = {
    Wish.REMINDERS: TakingPartWords.REMINDERS,
    Wish.RECALL: TakingPartWords.RECALL,
    Wish.STREAK: TakingPartWords.SHOW_STREAK,
    Wish.ANONYMOUS: TakingPartWords.ANONYMOUS,
}


def listed(mine: Mine, page: int, audience: Audience) -> tuple[str, Keyboard]:
    """A page of the list, and what can be done."""
    spoken, count = audience.language, len(mine.notes)
    page = max(0, min(page, (count - 1) // A_PAGE))
    shown = mine.notes[page * A_PAGE : (page + 1) * A_PAGE]
    head = (TakingPartWords.LIST.say(spoken, count=count) if count else TakingPartWords.NONE.say(spoken),)
    lines = [Block((Run(head[0], ("b",) if count else ()),)), *(_line(one, spoken) for one in shown)]
    if mine.streak.weeks:
        lines.append(Block((Run(in_a_row(mine.streak, spoken)),)))
    opening = [_button(f"#{one.note.id}", "show", one.note.id, page) for one in shown]
    leaf = turning(page, -(-count // A_PAGE), spoken, lambda to: Press(MINE, "page", 0, to).pack())
    return messages(lines, _ROOM)[0], _rows(opening, leaf, *_below(count, spoken))


def note(written: Written, page: int, audience: Audience) -> tuple[str, Keyboard]:
    """One note with as much of its text as one message holds; `page` is that of the list, to go back to."""
    spoken, one = audience.language, written.note
    text = messages([_line(written, spoken), *blocks(parsed(written.revision.text))], _ROOM)
    shown = text[0] if len(text) == 1 else f"{text[0]}\n…"
    doing = [press(one, _DOING[action].say(spoken), action) for action in doable(one)]
    if one.label and one.state is NoteState.PUBLISHED and (printed := Label.of(one.label)):
        read = Press("read", "entry", printed.issue, 0, printed.slug).pack()
        doing.append(Button(TakingPartWords.READ.say(spoken), read))
    return shown, _rows(doing, [_button(TakingPartWords.BACK.say(spoken), "page", 0, page)])


def wishes(member: Member, audience: Audience) -> tuple[str, Keyboard]:
    """What somebody wants, a button each that changes it."""
    spoken = audience.language
    rows = []
    for wish, words in _WISHES.items():
        is_on = wants(member, wish)
        text = f"{'✅' if is_on else '⬜'} {words.say(spoken)}"
        rows.append([_button(text, "wish", 0, int(not is_on), wish)])
    back = [_button(TakingPartWords.BACK.say(spoken), "page")]
    return sentence(TakingPartWords.WISHES.say(spoken))[0], _rows(*rows, back)


def sure(count: int, audience: Audience) -> tuple[str, Keyboard]:
    """Whether everything is to be erased; the button names how much that was, and does nothing once it is more."""
    spoken = audience.language
    yes = [_button(TakingPartWords.SURE_BUTTON.say(spoken), "erase", 0, count, "sure")]
    back = [_button(TakingPartWords.BACK.say(spoken), "page")]
    return sentence(TakingPartWords.SURE.say(spoken, count=count))[0], _rows(yes, back)


def erased(done: Erasure, audience: Audience) -> tuple[str, Keyboard]:
    """What has become of everything; where something is left, the button to try again."""
    spoken = audience.language
    lines = [TakingPartWords.ERASED.say(spoken, count=done.erased)] if not done.waiting else []
    if done.corrected:
        lines.append(TakingPartWords.CORRECTED.say(spoken, numbers=_numbers(done.corrected)))
    if done.waiting:
        lines.append(TakingPartWords.WAITING.say(spoken, numbers=_numbers(done.waiting)))
    again = [_button(TakingPartWords.ERASE.say(spoken), "erase")] if done.waiting else []
    return sentence("\n".join(lines))[0], _rows(again)


def in_a_row(value: Streak, spoken: Language) -> str:
    """A streak in words."""
    said = TakingPartWords.STREAK.say(spoken, weeks=value.weeks)
    if value.stored:
        said += TakingPartWords.STORED.say(spoken, stored=value.stored)
    return said + (TakingPartWords.THIS_WEEK if value.this_week else TakingPartWords.NOT_THIS_WEEK).say(spoken)


def year_of(notes: Iterable[Written], now: dt.datetime) -> list[Written]:
    """The notes of the 365 days before, the oldest first."""
    since = now - dt.timedelta(days=365)
    return sorted((one for one in notes if one.note.opened_at >= since), key=lambda one: one.note.id)


def export(notes: Sequence[Written], audience: Audience) -> str:
    """Notes as one Markdown file, as they were written; pictures are named only."""
    return "\n\n".join(_exported(one, audience) for one in notes) + "\n"


def name_of(member: Member) -> str:
    """What somebody is called, on a line."""
    return one_line(member.byline)


def title_of(written: Written, spoken: Language) -> str:
    """What a note is called on a line."""
    return headline(written) or TakingPartWords.UNTITLED.say(spoken)


def label(one: Note) -> str:
    """What a note is called in the weekly, empty before it is printed."""
    found = Label.of(one.label) if one.label else None
    return str(found) if found else ""


def _exported(written: Written, audience: Audience) -> str:
    one = written.note
    facts = [
        SECTIONS[one.section].say(audience.language),
        audience.day(one.opened_at).isoformat(),
        NOTE_STATES[one.state].say(audience.language),
    ]
    head = " · ".join(fact for fact in [*facts, label(one)] if fact)
    text = _PICTURE.sub(lambda found: f"〔{found[1]}〕", clean(written.revision.text))
    address = f"<{written.revision.url}>" if written.revision.url else ""
    return "\n\n".join(filter(None, [f"## {title_of(written, audience.language)}", head, address, text.strip()]))


def _line(written: Written, spoken: Language) -> Block:
    one = written.note
    facts = [f"#{one.id}", SECTIONS[one.section].say(spoken), NOTE_STATES[one.state].say(spoken), label(one)]
    return Block((Run(f"{' · '.join(filter(None, facts))}\n"), Run(title_of(written, spoken), ("b",))), gap=1)


def _below(count: int, spoken: Language) -> list[list[Button]]:
    settings = _button(TakingPartWords.SETTINGS.say(spoken), "wishes")
    if not count:
        return [[settings]]
    rest = [_button(TakingPartWords.EXPORT.say(spoken), "export"), _button(TakingPartWords.ERASE.say(spoken), "erase")]
    return [[settings, rest[0]], [rest[1]]]


def _numbers(numbers: Iterable[int]) -> str:
    return "、".join(map(str, numbers))


def _button(text: str, action: str, number: int = 0, version: int = 0, more: str = "") -> Button:
    return Button(text, Press(MINE, action, number, version, more).pack())


def _rows(*rows: Sequence[Button]) -> Keyboard:
    return tuple(tuple(row) for row in rows if row)
