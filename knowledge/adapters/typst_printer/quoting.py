"""Values as Typst writes them: whatever people typed stays a string, and is never read as Typst."""

import re
from collections.abc import Iterable
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def string(text: str) -> str:
    """A string literal.

    Source: https://typst.app/docs/reference/foundations/str/#escapes
    """
    visible = _SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))
    escaped = visible.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def call(function: str, *arguments: str, **named: str) -> str:
    """A function applied to expressions."""
    given = [*arguments, *(f"{name.replace('_', '-')}: {value}" for name, value in named.items())]
    return f"{function}({', '.join(given)})"


def block(expressions: Iterable[str]) -> str:
    """Expressions one after the other, joined to one content."""
    return "{" + "; ".join(filter(None, expressions)) + "}"


def array(expressions: Iterable[str]) -> str:
    """An array of expressions."""
    return "(" + "".join(f"{one}, " for one in expressions) + ")"
