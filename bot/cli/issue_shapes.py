"""The JSON of `zixue issue`: one function a record, the keys as documented in the README."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from knowledge.weekly.compiled import CompiledIssue
from knowledge.weekly.issues import Issue, Publication
from knowledge.weekly.notes import Written


def listed(issue: Issue, publications: Sequence[Publication] = ()) -> dict[str, Any]:
    """An issue, and where its revisions went."""
    return {
        "id": issue.id,
        "number": issue.number,
        "state": issue.state.value,
        "revision": issue.revision,
        "opened_at": issue.opened_at.isoformat(),
        "frozen_at": issue.frozen_at.isoformat() if issue.frozen_at else None,
        "published_at": issue.published_at.isoformat() if issue.published_at else None,
        "digest": issue.digest,
        "ingested": issue.ingested,
        "publications": [
            {"target": one.target, "revision": one.revision, "state": one.state.value, "reason": one.reason}
            for one in publications
        ],
    }


def drafted(issue: Issue, notes: Sequence[Written], compiled: CompiledIssue) -> dict[str, Any]:
    """What an issue has so far; no author of a note is named but as they are to be printed."""
    return listed(issue) | {
        "notes": Counter(one.note.state.value for one in notes),
        "sections": [
            {
                "name": section.name,
                "entries": [
                    {
                        "label": entry.label.slug,
                        "title": entry.title,
                        "authors": [one.author for one in entry.contributions],
                        "notes": [one.note_id for one in entry.contributions],
                    }
                    for entry in section.entries
                ],
            }
            for section in compiled.sections
        ],
        "references": [{"number": one.number, "title": one.title, "url": one.url} for one in compiled.references],
    }
