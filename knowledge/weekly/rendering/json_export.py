"""A compiled issue as JSON and back: the form in which it is frozen."""

import json
from functools import cache

from pydantic import TypeAdapter

from knowledge.weekly.compiled import CompiledIssue


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


@cache
def _adapter() -> TypeAdapter[CompiledIssue]:
    return TypeAdapter(CompiledIssue)
