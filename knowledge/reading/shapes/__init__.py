"""The shapes of page that are known: every module of this package is one `Reader`."""

import importlib
import pkgutil
from functools import cache
from typing import cast

from knowledge.ports import Reader
from knowledge.records import Page


@cache
def readers() -> tuple[Reader, ...]:
    """The reader of every shape, by name; a new module here is found without being listed anywhere."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast("Reader", importlib.import_module(f"{__name__}.{name}")) for name in names)


def by_score(page: Page) -> list[Reader]:
    """The readers that a page may be of, the likeliest first."""
    scored = [(reader.score(page), reader) for reader in readers()]
    return [reader for score, reader in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
