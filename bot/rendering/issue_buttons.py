"""The buttons under an issue's card, its sections and its entries."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue.issues import IssueWords
from bot.rendering.audience import Audience
from bot.rendering.references import deep_link
from bot.rendering.runs import one_line
from bot.rendering.turning import turning
from knowledge.weekly.compiled import LETTERS, CompiledIssue, IssueEntry, IssueSection, Site

READ: Final = "read"
"""What a press of these is about; its `version` is a page, from 0."""

_A_ROW: Final = 2


def under_card(issue: CompiledIssue, pages: Sequence[str], page: int, site: Site, audience: Audience) -> Keyboard:
    """A button a section, the full text and the PDF, and the next page of the contents."""
    sections = [_button(_counted(part), "section", issue.number, 0, part.section) for part in issue.sections]
    rest = [Button(IssueWords.PDF.say(audience.language), Press(READ, "pdf", issue.number).pack())]
    leaf = _turning(Press(READ, "card", issue.number), pages, page, audience)
    return _rows(leaf, *_pairs(sections), [*_full_text(issue, site, audience), *rest])


def under_post(issue: CompiledIssue, site: Site, audience: Audience, *, pressable: bool) -> Keyboard:
    """The same under what was sent to a channel or group; where nobody may press there, they lead to the bot."""
    if pressable:
        sections = [_button(_counted(part), "section", issue.number, 0, part.section) for part in issue.sections]
        pdf = [Button(IssueWords.PDF.say(audience.language), Press(READ, "pdf", issue.number).pack())]
        return _rows([], *_pairs(sections), [*_full_text(issue, site, audience), *pdf])
    leading = [
        Button(_counted(part), url=address)
        for part in issue.sections
        if (address := deep_link(audience, "i", f"{issue.number}-{LETTERS[part.section][1]}"))
    ]
    here = deep_link(audience, "i", str(issue.number))
    reading = [Button(IssueWords.IN_THE_BOT.say(audience.language), url=here)] if here else []
    return _rows([], *_pairs(leading), [*_full_text(issue, site, audience), *reading])


def under_section(
    issue: CompiledIssue, part: IssueSection, pages: Sequence[str], page: int, audience: Audience
) -> Keyboard:
    """Other pages of a section, and the way back."""
    leaf = _turning(Press(READ, "section", issue.number, more=part.section), pages, page, audience)
    return _rows(leaf, [_back(issue, audience)])


def under_entry(
    issue: CompiledIssue, shown: IssueEntry, pages: Sequence[str], page: int, audience: Audience
) -> Keyboard:
    """Other pages of an entry, its neighbours, its section and the contents."""
    leaf = _turning(Press(READ, "entry", issue.number, more=shown.label.slug), pages, page, audience)
    entries = issue.entries()
    at = entries.index(shown)
    neighbours = ((at - 1, IssueWords.PREVIOUS_ENTRY), (at + 1, IssueWords.NEXT_ENTRY))
    beside = [
        _button(words.say(audience.language), "entry", issue.number, 0, entries[n].label.slug)
        for n, words in neighbours
        if 0 <= n < len(entries)
    ]
    names = [one.name for one in issue.sections if one.section is shown.label.section]
    section = [_button(one_line(name), "section", issue.number, 0, shown.label.section) for name in names[:1]]
    return _rows(leaf, beside, [*section, _back(issue, audience)])


def _counted(part: IssueSection) -> str:
    return f"{one_line(part.name)[:20]} {len(part.entries)}"


def _full_text(issue: CompiledIssue, site: Site, audience: Audience) -> list[Button]:
    if not site.archive:
        return []
    return [Button(IssueWords.FULL_TEXT.say(audience.language), url=f"{site.archive}/issues/{issue.number}")]


def _back(issue: CompiledIssue, audience: Audience) -> Button:
    return _button(IssueWords.CONTENTS.say(audience.language), "card", issue.number, 0)


def _button(text: str, action: str, number: int, page: int, more: str = "") -> Button:
    return Button(text, Press(READ, action, number, page, more).pack())


def _turning(press: Press, pages: Sequence[str], page: int, audience: Audience) -> tuple[Button, ...]:
    return turning(page, len(pages), audience.language, lambda to: replace(press, version=to).pack())


def _pairs(buttons: Sequence[Button]) -> list[list[Button]]:
    return [list(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW)]


def _rows(*rows: Sequence[Button]) -> Keyboard:
    return tuple(tuple(row) for row in rows if row)
