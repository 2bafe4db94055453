"""What is kept of a correction for the next issue's 勘误, in the audit of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from knowledge.weekly.compiled import LETTERS, Label
from knowledge.weekly.compiling import Erratum
from knowledge.weekly.issues import Audit, Issue, IssueEvent

_SECTIONS: Final = {letter: section for section, (_, letter) in LETTERS.items()}


def detail(line: str, labels: Sequence[Label]) -> Mapping[str, str]:
    """What the audit of a correction says; nothing is said where there is no line."""
    return {"line": line, "labels": " ".join(label.slug for label in labels)} if line else {}


def errata(issue: Issue, audits: Sequence[Audit], since: dt.datetime | None) -> list[Erratum]:
    """The lines of an issue's corrections after a moment."""
    told = [one for one in audits if one.event == IssueEvent.CORRECT and one.detail.get("line")]
    return [
        Erratum(one.detail["line"], label, issue.number)
        for one in told
        if since is None or one.at is None or one.at > since
        for label in _labels(one.detail.get("labels", ""))
    ]


def _labels(slugs: str) -> list[Label | None]:
    return [label_of(slug) for slug in slugs.split()] or [None]


def label_of(slug: str) -> Label | None:
    """The label that a slug such as `4-p2` stands for; None where it is none."""
    number, _, place = slug.partition("-")
    section, position = _SECTIONS.get(place[:1]), place[1:]
    if section is None or not (number.isdecimal() and position.isdecimal()):
        return None
    return Label(int(number), section, int(position))
