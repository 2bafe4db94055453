"""A compiled issue as JSON and back: the form in which it is frozen, and that which anybody may read."""

import json
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from knowledge.weekly.compiled import CompiledIssue, IssueEntry


def to_json(issue: CompiledIssue) -> bytes:
    """The issue as canonical JSON: UTF-8, keys in order, no spaces; the same bytes for the same issue."""
    value = _adapter().dump_python(issue, mode="json")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of_json(data: bytes) -> CompiledIssue:
    """The issue that was frozen as these bytes.

    Raises:
        pydantic.ValidationError: they are no issue.
    """
    return _adapter().validate_json(data)


def public(issue: CompiledIssue) -> CompiledIssue:
    """The issue without the numbers of notes, which would tell the notes of an anonymous author from each other's."""

    def bare(entry: IssueEntry) -> IssueEntry:
        texts = (replace(one, note_id=None, author=one.byline or None) for one in entry.contributions)
        return replace(entry, contributions=tuple(texts))

    sections = (replace(one, entries=tuple(map(bare, one.entries))) for one in issue.sections)
    return replace(issue, sections=tuple(sections))


@cache
def _adapter() -> TypeAdapter[CompiledIssue]:
    return TypeAdapter(CompiledIssue)
