"""The formats of file that are known: every module of this package is one `Format`."""

from functools import cache
from importlib import import_module
from typing import Final, cast

from knowledge.ports import Format

_NAMES: Final = ("telegram_export", "notebook", "pdf", "docx", "epub", "xml_feed", "json_feed", "web_page", "text")
"""In the order in which they are asked: `text` takes, or refuses, whatever no other recognises."""


@cache
def _formats() -> tuple[Format, ...]:
    return tuple(cast("Format", import_module(f"{__name__}.{name}")) for name in _NAMES)


def of(name: str, data: bytes) -> Format:
    """The format of a file, by its name and bytes."""
    return next(one for one in _formats() if one.recognises(name, data))
