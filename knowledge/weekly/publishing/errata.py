"""What is kept of a correction for the next issue's 勘误, in the audit of it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from knowledge.records import Audit
from knowledge.weekly.compiled import Label
from knowledge.weekly.compiling import Erratum
from knowledge.weekly.issues import Issue, IssueEvent


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
    return [Label.of(slug) for slug in slugs.split()] or [None]
