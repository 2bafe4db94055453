"""A sheet of charts as it is to be drawn: words, numbers and colours, and nothing to be decided."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the sheet's head, as it is written, its name, and below it how it was before."""

    name: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each place across; None where there is none. The colour is `#rrggbb`."""

    name: str
    values: tuple[float | None, ...]
    color: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: bars that are stacked or stand side by side, or lines, over the same places.

    `across` names the places; of many, only some are written. Without any number, `empty` stands in the chart.
    """

    title: str
    unit: str
    kind: Literal["stacked", "beside", "lines"]
    across: tuple[str, ...]
    series: tuple[Series, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, numbers, and charts: the first as wide as the sheet, the others two in a row."""

    title: str
    subtitle: str
    tiles: tuple[Tile, ...]
    panels: tuple[Panel, ...]
