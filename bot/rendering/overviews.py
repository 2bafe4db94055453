"""The issue in work as editors see it: its sections in order, what is missing, and what can be done with it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.overviews import ISSUE_STATES, Overview
from bot.catalogue.reviewing import NOTE_STATES, Cards
from bot.catalogue.submitting import SECTIONS
from bot.rendering.cards import headline, line
from bot.rendering.documents import blocks
from bot.rendering.layout import Limits, messages
from bot.rendering.listings import sentence
from bot.rendering.runs import Block, Run, clipped, one_line
from bot.rendering.targets import target_name
from knowledge.weekly.compiled import FOR_NOTES, Section
from knowledge.weekly.issues import Issue, IssueEvent, IssueState
from knowledge.weekly.lifecycles import issue as lifecycle
from knowledge.weekly.notes import Agreement, NoteState, Written
from knowledge.weekly.writing import parsed, plain, shortened

_LISTED: Final = 10
"""Entries of a section that an overview lists."""
ONE: Final = Limits(units=3800, entities=95)
"""What an editors' message holds at most."""
_WAITING: Final = (NoteState.PENDING, NoteState.APPROVED, NoteState.CHANGES_REQUESTED)
_STANDING: Final = frozenset({NoteState.PLACED, NoteState.FROZEN, NoteState.PUBLISHED})
_ASKED_FIRST: Final = {
    "close": (IssueEvent.CLOSE, Overview.CLOSE, Overview.SURE_CLOSE),
    "freeze": (IssueEvent.FREEZE, Overview.FREEZE, Overview.SURE_FREEZE),
    "publish": (IssueEvent.PUBLISH, Overview.PUBLISH, Overview.SURE_PUBLISH),
    "skip": (IssueEvent.SKIP, Overview.SKIP, Overview.SURE_SKIP),
}
"""Buttons that ask before they do it."""
_AT_ONCE: Final = {
    "reopen": (IssueEvent.REOPEN, Overview.REOPEN),
    "unfreeze": (IssueEvent.UNFREEZE, Overview.UNFREEZE),
    "retry": (IssueEvent.RETRY, Overview.RETRY),
}


@dataclass(frozen=True, slots=True)
class Work:
    """An issue with its notes; `bylines` are those of notes by their ids, anonymous ones have none.

    `left` is how long it is open yet, `least` how many notes it needs, `doubts` the targets of which nobody knows
    whether it reached them.
    """

    issue: Issue
    notes: Sequence[Written]
    bylines: Mapping[int, str] = field(default_factory=dict)
    left: dt.timedelta | None = None
    least: int = 0
    doubts: Sequence[str] = ()

    def standing(self, section: Section) -> list[Written]:
        """The notes that stand in a section, in order; those that join an entry follow it."""
        held = [one for one in self.notes if one.note.section is section and one.note.state in _STANDING]
        first = [one for one in held if one.note.joins is None or one.note.joins not in {at.note.id for at in held}]
        return [each for one in first for each in (one, *(at for at in held if at.note.joins == one.note.id))]

    def waiting(self) -> list[Written]:
        """The notes that nobody has decided on, and those that wait for their author."""
        return [one for one in self.notes if one.note.state in _WAITING]


def overview(work: Work, language: Language) -> str:
    """All of an issue on one message."""
    lines = [line(text) for text in _facts(work, language)]
    if not any(one.note.state in _STANDING for one in work.notes):
        lines.append(line(Overview.EMPTY.say(language)))
    for section in FOR_NOTES:
        lines += _section(work, section, language)
    open_to_change = IssueEvent.ARRANGE in lifecycle.allowed(work.issue.state)
    if open_to_change and work.issue.proposal and work.issue.proposal != work.issue.foreword:
        document, _ = shortened(parsed(work.issue.proposal), 400)
        lines += [Block((Run(Overview.PROPOSAL.say(language)),)), *blocks(document)]
    return messages(lines, ONE)[0]


def overview_buttons(work: Work, language: Language) -> Keyboard:
    """What editors can do with the issue as it is."""
    issue, may = work.issue, lifecycle.allowed(work.issue.state)
    counted = [(one, len(work.standing(one))) for one in FOR_NOTES]
    sections = [
        issue_button(issue, f"{SECTIONS[one].say(language)} {count}", "section", f"{one}.0")
        for one, count in counted
        if count
    ]
    rows = [sections[:2], sections[2:]]
    if waiting := len(work.waiting()):
        rows.append([issue_button(issue, Overview.WAITING.say(language, count=waiting), "waiting", "0")])
    if IssueEvent.ARRANGE in may:
        rows += [_foreword_buttons(issue, language), _people_buttons(issue, language)]
    asked = [(event, words, name) for name, (event, words, _) in _ASKED_FIRST.items()]
    at_once = [(event, words, name) for name, (event, words) in _AT_ONCE.items()]
    doable = [
        issue_button(issue, words.say(language), name) for event, words, name in (*asked, *at_once) if event in may
    ]
    rows += [doubt_buttons(issue, one, language) for one in work.doubts if issue.state is not IssueState.WITHDRAWN]
    rows += [doable[at : at + 3] for at in range(0, len(doable), 3)]
    rows.append([issue_button(issue, Overview.REFRESH.say(language), "page")])
    if issue.number is not None:
        rows[-1].append(issue_button(issue, Overview.WECHAT.say(language), "wechat"))
    if issue.state is not IssueState.OPEN:
        rows[-1].append(issue_button(issue, Overview.OTHER.say(language), "page", "open"))
    return tuple(tuple(row) for row in rows if row)


def doubt_buttons(issue: Issue, target: str, language: Language) -> list[Button]:
    """What editors say of a target in doubt: once more, or it went out."""
    name = target_name(target, language)
    return [
        issue_button(issue, Overview.RESEND.say(language, target=name), "resend", target),
        issue_button(issue, Overview.SETTLED.say(language, target=name), "settled", target),
    ]


def sure(action: str, issue: Issue, targets: Sequence[str], language: Language) -> tuple[str, Keyboard] | None:
    """The question before something that cannot be taken back easily; None where none is asked."""
    if action not in _ASKED_FIRST:
        return None
    _, _, words = _ASKED_FIRST[action]
    values = {"targets": _places(targets, language)} if action == "publish" else {}
    yes = issue_button(issue, Overview.CONFIRM.say(language), action, "yes")
    return sentence(words.say(language, **values))[0], ((yes, issue_button(issue, Cards.BACK.say(language), "page")),)


def _facts(work: Work, language: Language) -> Iterator[str]:
    issue, states = work.issue, [one.note.state for one in work.notes]
    state = ISSUE_STATES[issue.state].say(language)
    numbered = issue.number is not None
    yield (
        Overview.NUMBERED.say(language, number=issue.number, state=state)
        if numbered
        else Overview.UNNUMBERED.say(language, state=state)
    )
    if work.left is not None and issue.state is IssueState.OPEN:
        yield Overview.LEFT.say(language, days=work.left.days, hours=work.left.seconds // 3600)
    placed = sum(state in _STANDING for state in states)
    pending = sum(state in {NoteState.PENDING, NoteState.APPROVED} for state in states)
    asked = states.count(NoteState.CHANGES_REQUESTED)
    yield Overview.COUNTS.say(language, placed=placed, pending=pending, asked=asked)
    yield from _missing(work, placed, language)
    yield from _set(issue, language)
    yield from _answers(work, language)


def _missing(work: Work, placed: int, language: Language) -> Iterator[str]:
    if IssueEvent.ARRANGE not in lifecycle.allowed(work.issue.state):
        return
    missing = [
        *([Overview.NO_FOREWORD.say(language)] if not work.issue.foreword else []),
        *([Overview.NO_EDITOR.say(language)] if not work.issue.editor else []),
        *([Overview.TOO_FEW.say(language, count=work.least - placed)] if placed < work.least else []),
    ]
    if missing:
        yield Overview.MISSING.say(language, what="、".join(missing) if language == "zh" else ", ".join(missing))


def _set(issue: Issue, language: Language) -> Iterator[str]:
    if issue.editor:
        yield Overview.ON_DUTY.say(language, name=one_line(issue.editor))
    if issue.foreword:
        yield Overview.FOREWORD.say(language, text=clipped(plain(parsed(issue.foreword)), 80))


def _answers(work: Work, language: Language) -> Iterator[str]:
    """Who has not said yet whether their entry is right, and who wants it changed."""
    if work.issue.state is not IssueState.REVIEW:
        return
    standing = [one for one in work.notes if one.note.state is NoteState.PLACED]
    for words, agreements in (
        (Overview.WAITS, {Agreement.NOT_ASKED, Agreement.ASKED}),
        (Overview.WANTS, {Agreement.REFUSED}),
    ):
        if names := [_named(work, one, language) for one in standing if one.note.agreement in agreements]:
            counted = [name if count == 1 else f"{name} ×{count}" for name, count in Counter(names).items()]
            yield words.say(language, names=("、" if language == "zh" else ", ").join(counted))


def _section(work: Work, section: Section, language: Language) -> list[Block]:
    held = work.standing(section)
    if not held:
        return []
    lines = [Block((Run(f"{SECTIONS[section].say(language)} ({len(held)})", ("b",)),))]
    lines += [entry(work, one, language) for one in held[:_LISTED]]
    if len(held) > _LISTED:
        lines.append(line(Overview.MORE.say(language, count=len(held) - _LISTED)))
    return lines


def entry(work: Work, written: Written, language: Language, *, state: bool = False) -> Block:
    """One note on a line, below the entry that it joins."""
    lead = "　└ " if written.note.joins is not None else "• "
    facts = [f"#{written.note.id} {headline(written)}", _named(work, written, language)]
    if state:
        facts.append(NOTE_STATES[written.note.state].say(language))
    return line(lead + " · ".join(facts))


def _named(work: Work, written: Written, language: Language) -> str:
    byline = None if written.note.anonymous else work.bylines.get(written.note.id)
    return one_line(byline) if byline else Cards.ANONYMOUS.say(language)


def _foreword_buttons(issue: Issue, language: Language) -> list[Button]:
    row = [
        issue_button(issue, Overview.WRITE_FOREWORD.say(language), "foreword"),
        issue_button(issue, Overview.DRAFT_FOREWORD.say(language), "propose"),
    ]
    if issue.proposal and issue.proposal != issue.foreword:
        row.append(issue_button(issue, Overview.TAKE_PROPOSAL.say(language), "accept"))
    return row


def _people_buttons(issue: Issue, language: Language) -> list[Button]:
    return [
        issue_button(issue, Overview.TAKE_TURN.say(language), "take"),
        issue_button(issue, Overview.ANSWERS.say(language), "answers", "0"),
    ]


def _places(targets: Sequence[str], language: Language) -> str:
    groups = sum(one.startswith("group:") for one in targets)
    told = [
        *([Overview.TO_CHANNEL.say(language)] if any(one.startswith("channel:") for one in targets) else []),
        *([Overview.TO_GROUPS.say(language, count=groups)] if groups else []),
        Overview.TO_ARCHIVE.say(language),
    ]
    return ("、" if language == "zh" else ", ").join(told)


def issue_button(issue: Issue, text: str, action: str, more: str = "") -> Button:
    """A button about an issue as it is."""
    return Button(text, Press("issue", action, issue.id, issue.version, more).pack())
