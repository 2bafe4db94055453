"""The shapes of page that are known: every module of this package is one `Shape`."""

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from typing import cast

from knowledge.ports import Shape
from knowledge.records import Draft, Page, Reading


@cache
def shapes() -> tuple[Shape, ...]:
    """Every shape, by name; a new module here is found without being listed anywhere."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast("Shape", importlib.import_module(f"{__name__}.{name}")) for name in names)


def by_score(page: Page) -> list[Shape]:
    """The shapes that a page may be of, the likeliest first."""
    scored = [(reader.score(page), reader) for reader in shapes()]
    return [reader for score, reader in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def read(page: Page) -> Reading:
    """The page's entries, by the likeliest shape that finds any; where they name no author or date, the page's."""
    readings = (shape.read(page) for shape in by_score(page))
    reading = next((one for one in readings if one.entries), Reading("", "", ()))
    return replace(
        reading,
        title=reading.title or page.title or "",
        date=reading.date or page.date,
        url=reading.url or page.url,
        entries=tuple(_attributed(draft, page) for draft in reading.entries),
    )


def _attributed(draft: Draft, page: Page) -> Draft:
    """The entry by the page's author, where it names none itself."""
    return replace(draft, author=draft.author or page.author) if page.author else draft
