"""The lists behind an overview, a page at a time: a section with its order, what waits, and answered questions."""

from collections.abc import Sequence
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.overviews import Overview
from bot.catalogue.reviewing import Cards
from bot.catalogue.submitting import SECTIONS
from bot.rendering.cards import headline, line
from bot.rendering.layout import messages
from bot.rendering.overviews import ONE, Work, entry, issue_button
from bot.rendering.runs import clipped
from knowledge.records import Exchange
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import Issue, IssueEvent
from knowledge.weekly.lifecycles import issue as lifecycle
from knowledge.weekly.notes import Written

_PAGE: Final = 8


def section_page(work: Work, section: Section, page: int, language: Language) -> tuple[str, Keyboard]:
    """Some entries of a section, each with the way to its card and, where it can be moved, up and down."""
    held, movable = work.standing(section), IssueEvent.ARRANGE in lifecycle.allowed(work.issue.state)
    at, pages, shown = _paged(held, page)
    rows = []
    for one in shown:
        row = [
            Button(
                f"#{one.note.id} {headline(one)}", Press("card", "show", one.note.id, one.note.version, "new").pack()
            )
        ]
        if movable:
            row += [_order(one, way, f"{section}.{at}") for way in ("up", "down")]
        rows.append(tuple(row))
    lines = [line(f"{SECTIONS[section].say(language)} ({len(held)})"), *(entry(work, one, language) for one in shown)]
    return messages(lines, ONE)[0], (
        *rows,
        *_turns(work.issue, "section", f"{section}.", at, pages),
        _back(work.issue, language),
    )


def waiting_page(work: Work, page: int, language: Language) -> tuple[str, Keyboard]:
    """Some of the notes that wait for a decision or for their author, each with the way to its card."""
    held = work.waiting()
    at, pages, shown = _paged(held, page)
    rows = [
        (Button(f"#{one.note.id} {headline(one)}", Press("card", "show", one.note.id, one.note.version, "new").pack()),)
        for one in shown
    ]
    lines = [line(Overview.WAITING.say(language, count=len(held)))]
    lines += [entry(work, one, language, state=True) for one in shown]
    return messages(lines, ONE)[0], (*rows, *_turns(work.issue, "waiting", "", at, pages), _back(work.issue, language))


def answers_page(issue: Issue, answered: Sequence[Exchange], page: int, language: Language) -> tuple[str, Keyboard]:
    """Answered questions that may be taken into the issue."""
    held = list(answered)
    start = min(max(page, 0), max(0, (len(held) - 1) // _PAGE))
    shown = held[start * _PAGE : (start + 1) * _PAGE]
    lines = [line(Overview.ANSWERED.say(language))]
    lines += [
        line(f"{n}. {clipped(one.meaning.question, 80)}\n    {clipped(one.answer, 120)}", 2)
        for n, one in enumerate(shown, 1)
    ]
    take = [
        issue_button(issue, Overview.INCLUDE.say(language, number=n), "include", str(one.id))
        for n, one in enumerate(shown, 1)
    ]
    rows = tuple(tuple(take[at : at + 3]) for at in range(0, len(take), 3))
    pages = max(1, -(-len(held) // _PAGE))
    return messages(lines, ONE)[0], (*rows, *_turns(issue, "answers", "", start, pages), _back(issue, language))


def _paged(held: Sequence[Written], page: int) -> tuple[int, int, Sequence[Written]]:
    """The page that there is, how many there are, and what stands on it."""
    pages = max(1, -(-len(held) // _PAGE))
    at = min(max(page, 0), pages - 1)
    return at, pages, held[at * _PAGE : (at + 1) * _PAGE]


def _turns(issue: Issue, action: str, lead: str, at: int, pages: int) -> Keyboard:
    steps = [(to, sign) for to, sign in ((at - 1, "‹"), (at + 1, "›")) if 0 <= to < pages]
    row = tuple(issue_button(issue, f"{sign} {to + 1}/{pages}", action, f"{lead}{to}") for to, sign in steps)
    return (row,) if row else ()


def _order(written: Written, way: str, where: str) -> Button:
    words = Cards.UP if way == "up" else Cards.DOWN
    return Button(words.say("zh"), Press("order", way, written.note.id, written.note.version, where).pack())


def _back(issue: Issue, language: Language) -> tuple[Button, ...]:
    return (issue_button(issue, Cards.BACK.say(language), "page"),)
