"""The next revision of an issue, as a value."""

import datetime as dt

from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, IssueSection, Label, Section
from knowledge.weekly.compiling.correcting import Amended, corrected

DAY = dt.date(2026, 1, 10)


def test_only_the_note_that_names_an_entry_names_it_anew() -> None:
    """Another that stands there too keeps its title to itself; where it is forwarded from is said anew."""
    first, second = (Contribution(writing.parsed(text), name, n) for n, text, name in ((1, "甲", "A"), (2, "乙", "B")))
    entry = IssueEntry(Label(4, Section.PAPERS, 1), "论文", (first, second))
    issue = CompiledIssue(4, 1, "周刊", DAY, sections=(IssueSection(Section.PAPERS, "论文速递", (entry,)),))
    told = []
    for note_id in (1, 2):
        now = corrected(issue, [Amended(note_id, writing.parsed("新"), "新题", "某频道")], DAY)
        assert now is not None
        (one,) = now.entries()
        told.append((one.title, [(each.body, each.origin) for each in one.contributions]))
    new = (writing.parsed("新"), "某频道")
    assert told == [("新题", [new, (second.body, None)]), ("论文", [(first.body, None), new])]
