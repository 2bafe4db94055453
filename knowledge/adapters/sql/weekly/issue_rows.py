"""Issues, publications and audits as rows, and back."""

from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Row

from knowledge.adapters.sql.tables import METADATA
from knowledge.adapters.sql.weekly import tables  # noqa: F401  they are known once this is imported
from knowledge.records import Audit
from knowledge.spine.outbox import EffectState
from knowledge.weekly.issues import Issue, IssueState, Publication

ISSUES: Final = METADATA.tables["issues"]
ARTEFACTS: Final = METADATA.tables["artefacts"]
PUBLICATIONS: Final = METADATA.tables["publications"]
AUDITS: Final = METADATA.tables["audits"]
ENTRIES: Final = METADATA.tables["published_entries"]


def issue_of(row: Row[Any]) -> Issue:
    """The issue of a row."""
    values = {name: getattr(row, name) for name in Issue.__slots__}
    return Issue(**values | {"state": IssueState(row.state)})


def issue_values(issue: Issue) -> dict[str, Any]:
    """The columns of an issue but for its id."""
    values = {name: getattr(issue, name) for name in Issue.__slots__ if name != "id"}
    return values | {"state": issue.state.value}


def publication_of(row: Row[Any]) -> Publication:
    """The publication of a row."""
    values = {name: getattr(row, name) for name in Publication.__slots__}
    return Publication(**values | {"state": EffectState(row.state)})


def publication_values(publication: Publication) -> dict[str, Any]:
    """The columns of a publication."""
    return asdict(publication) | {"state": publication.state.value}


def audit_of(row: Row[Any]) -> Audit:
    """The audit of a row."""
    return Audit(**{name: getattr(row, name) for name in Audit.__slots__})


def audit_values(audit: Audit) -> dict[str, Any]:
    """The columns of an audit but for its id."""
    texts = {name: str(getattr(audit, name)) for name in ("actor", "event", "subject", "before", "after")}
    return texts | {"detail": dict(audit.detail), "at": audit.at}
