"""The process in which one sheet is drawn: its JSON on the input, a PNG on the output.

It is run as a file, without this package: nothing but matplotlib is loaded into it.
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.gridspec import GridSpec
from matplotlib.ticker import FuncFormatter, MaxNLocator

_INCHES: Final = (8.0, 10.0)
_DOTS_AN_INCH: Final = 150
_DARK: Final = "#222222"
_PALE: Final = "#666666"
_LINE: Final = "#dddddd"
_TILE: Final = "#f3f5f7"
_LEFT, _RIGHT, _MARGIN = 0.085, 0.955, 0.035
_PLACES: Final = {2: 8, 1: 4}
"""How many places across are named in a chart of so many columns."""
_FEW: Final = 45
_THOUSAND: Final = 1000
_MILLION: Final = 1_000_000

Json: TypeAlias = Mapping[str, Any]


def main() -> int:
    """0 where a picture came out."""
    sheet = json.loads(sys.stdin.buffer.read())
    fontManager.addfont(sheet["font"])
    mpl.rcParams.update(
        {
            "font.family": FontProperties(fname=sheet["font"]).get_name(),
            "font.size": 12,
            "text.color": _DARK,
            "text.parse_math": False,
            "axes.edgecolor": _LINE,
            "axes.unicode_minus": False,
            "xtick.color": _PALE,
            "ytick.color": _PALE,
        }
    )
    drawn(sheet).savefig(sys.stdout.buffer, format="png", dpi=_DOTS_AN_INCH)
    return 0


def drawn(sheet: Json) -> Figure:
    """The sheet: title, tiles, and below them the charts."""
    figure = Figure(figsize=_INCHES, facecolor="white")
    figure.text(_LEFT - _MARGIN, 0.957, sheet["title"], fontsize=24, va="center")
    figure.text(_LEFT - _MARGIN, 0.924, sheet["subtitle"], fontsize=12.5, color=_PALE, va="center")
    _tiles(figure, sheet["tiles"])
    panels = sheet["panels"]
    rows = 1 + math.ceil((len(panels) - 1) / 2)
    grid = figure.add_gridspec(
        rows, 2, left=_LEFT, right=_RIGHT, top=0.69, bottom=0.045, hspace=0.7, wspace=0.24,
        height_ratios=[1.25] + [1.0] * (rows - 1),
    )  # fmt: skip
    for at, panel in enumerate(panels):
        _panel(figure, grid, at, panel, is_last=at == len(panels) - 1)
    return figure


def _tiles(figure: Figure, tiles: Sequence[Json]) -> None:
    gap = 0.012
    width = (_RIGHT - _LEFT + _MARGIN + gap) / max(len(tiles), 1)
    for at, tile in enumerate(tiles):
        left = _LEFT - _MARGIN + at * width
        box = figure.add_axes((left, 0.788, width - gap, 0.11), facecolor=_TILE, xticks=[], yticks=[])
        box.spines[:].set_visible(False)
        for up, size, color, said in (
            (0.82, 12, _PALE, tile["name"]),
            (0.47, 24, _DARK, tile["number"]),
            (0.14, 11, _PALE, tile["note"]),
        ):
            box.text(0.5, up, said, fontsize=size, color=color, ha="center", va="center", transform=box.transAxes)


def _panel(figure: Figure, grid: GridSpec, at: int, panel: Json, *, is_last: bool) -> None:
    """One chart in its place: the first over both columns, and the last where nothing stands beside it."""
    row, column = (0, 0) if at == 0 else (1 + (at - 1) // 2, (at - 1) % 2)
    columns = 2 if at == 0 or (is_last and column == 0) else 1
    axes = figure.add_subplot(grid[row, column : column + columns])
    axes.set_title(f"{panel['title']}  ({panel['unit']})" if panel["unit"] else panel["title"], loc="left", pad=30)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    if not any(any(series["values"]) for series in panel["series"]):
        axes.set(xticks=[], yticks=[])
        axes.text(0.5, 0.5, panel["empty"], color=_PALE, ha="center", va="center", transform=axes.transAxes)
        return
    axes.grid(axis="y", color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    (_lines if panel["kind"] == "lines" else _bars)(axes, panel)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.06)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=panel["kind"] != "lines"))
    axes.yaxis.set_major_formatter(FuncFormatter(_short))
    _across(axes, panel["across"], _PLACES[columns])
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.01, 0.985), ncols=len(panel["series"]), frameon=False, fontsize=11,
        handlelength=1.0, handleheight=0.9, columnspacing=1.2, borderaxespad=0.2, labelcolor=_PALE,
    )  # fmt: skip


def _bars(axes: Axes, panel: Json) -> None:
    """Bars on or beside each other."""
    places, many = range(len(panel["across"])), len(panel["series"])
    is_stacked = panel["kind"] == "stacked"
    width = 0.8 if is_stacked else 0.8 / many
    below = [0.0] * len(places)
    for at, series in enumerate(panel["series"]):
        heights = [value or 0.0 for value in series["values"]]
        shift = 0.0 if is_stacked else (at - (many - 1) / 2) * width
        left = [place + shift for place in places]
        axes.bar(left, heights, width, bottom=below, label=series["name"], color=series["color"])
        if is_stacked:
            below = [low + height for low, height in zip(below, heights, strict=True)]
    # A single bar would be as wide as the chart.
    axes.set_xlim(min(-0.6, len(places) / 2 - 4), max(len(places) - 0.4, len(places) / 2 + 3))


def _lines(axes: Axes, panel: Json) -> None:
    """A line for each series, broken where there is no number."""
    places = range(len(panel["across"]))
    size = 4.5 if len(places) <= _FEW else 2.5
    for series in panel["series"]:
        heights = [math.nan if value is None else value for value in series["values"]]
        axes.plot(places, heights, "o-", label=series["name"], color=series["color"], linewidth=2, markersize=size)
    axes.set_xlim(-0.6, len(places) - 0.4)


def _across(axes: Axes, names: Sequence[str], most: int) -> None:
    """The names of some places, the last one always."""
    step = math.ceil(len(names) / most)
    shown = [place for place in range(len(names)) if (len(names) - 1 - place) % step == 0]
    axes.set_xticks(shown, [names[place] for place in shown])


def _short(value: float, _: object = None) -> str:
    if value >= _MILLION:
        return f"{value / _MILLION:g}M"
    return f"{value / _THOUSAND:g}k" if value >= _THOUSAND else f"{value:g}"


if __name__ == "__main__":
    sys.exit(main())
