"""Formulas as drawings: one SVG path each, which needs no font, no script and no style."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST: Final = 400
_MOST_CALLS: Final = 250_000
"""Some 0.5 s. Nested braces take exponential time; calls are counted, so that every machine draws the same formulas."""

_LARGEST: Final = 16_000
"""Characters of a path; what is larger reads better as TeX."""

_EM: Final = 160
"""Units of a drawing: ziamath draws at 16 to the em, with one decimal."""

_WIDEST: Final = 60 * _EM
_HIGHEST: Final = 30 * _EM
DEEPEST: Final = 20
"""Tenths of an em below the base, inside a line; the style sheet has a class for each."""

_WITHOUT_GLYPH: Final = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffef\U00010000-\U0010ffff]")
_COMMAND: Final = re.compile(r"[MLQZ]|-?[\d.]+")
_MACROS: Final = re.compile(r"\\(?:new|renew|provide)command|\\def(?![a-z])")


class _NotDrawnError(Exception):
    """The formula holds something that cannot be drawn faithfully."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula of `width` × `height` em, of which `depth` tenths of an em stand below the line's base."""

    width: float
    height: float
    depth: int
    box: str
    path: str


@lru_cache(maxsize=4096)
def drawing(tex: str, *, inline: bool = True) -> Drawing | None:
    """The drawing of TeX without its delimiters; None where only the TeX itself says what is meant."""
    if not tex.strip() or len(tex) > _LONGEST or _WITHOUT_GLYPH.search(tex) or _MACROS.search(tex):
        return None
    _load()
    try:
        with _bounded():
            svg = _drawn(tex, inline=inline)
        return _compact(svg, inline=inline)
    except _failures():
        return None


@cache
def _failures() -> tuple[type[Exception], ...]:
    """What is raised for TeX that is damaged or too much; the libraries' documents do not say."""
    from latex2mathml import exceptions  # noqa: PLC0415

    classes = [one for one in vars(exceptions).values() if isinstance(one, type) and issubclass(one, Exception)]
    ours = (_NotDrawnError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError)
    return (*classes, *ours, StopIteration, SyntaxError, TypeError, ValueError)


@cache
def _load() -> None:
    """Load the fonts, half a second's work, before anything is counted."""
    from ziamath.config import config  # noqa: PLC0415
    from ziamath.zmath import Latex  # noqa: PLC0415

    config.svg2, config.precision = False, 1
    Latex(r"\sqrt{x}")


@contextmanager
def _bounded() -> Iterator[None]:
    """Give up after so many calls of functions."""
    calls, before = 0, sys.getprofile()

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"
        if calls > _MOST_CALLS:
            raise _NotDrawnError

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def _drawn(tex: str, *, inline: bool) -> "Element":
    from ziamath.tex import tex2mml  # noqa: PLC0415
    from ziamath.zmath import Math  # noqa: PLC0415

    mathml = tex2mml(tex, inline=inline)
    if "\\" in mathml:  # a command that it does not know stands there as it was typed
        raise _NotDrawnError
    return Math(mathml, size=_EM / 10, margin=0).svgxml()


def _compact(svg: "Element", *, inline: bool) -> Drawing:
    """The same drawing as one path in whole, relative units: a third of the characters."""
    left, top, width, height = (round(float(number) * 10) for number in svg.attrib["viewBox"].split())
    depth = max(0, -(-(top + height) * 10 // _EM))
    height = max(depth * _EM // 10 - top, 1)
    path = "".join(_path(shape) for shape in svg.iter() if shape is not svg and shape.tag != "g")
    moved = any("transform" in shape.attrib for shape in svg.iter())
    too_large = len(path) > _LARGEST or width > _WIDEST or height > _HIGHEST or (inline and depth > DEEPEST)
    if moved or not path or width <= 0 or too_large:
        raise _NotDrawnError
    box = f"{left} {top} {width} {height}"
    return Drawing(round(width / _EM, 2), round(height / _EM, 2), depth, box, path)


def _path(shape: "Element") -> str:
    if shape.tag == "rect":
        x, y, width, height = (round(float(shape.attrib[name]) * 10) for name in ("x", "y", "width", "height"))
        return f"M{x} {y}h{width}v{height}h{-width}z"
    if shape.tag != "path" or "stroke" in shape.attrib:
        raise _NotDrawnError
    return "".join(_relative(_COMMAND.findall(shape.attrib["d"])))


def _relative(tokens: list[str]) -> Iterator[str]:
    starts = [index for index, token in enumerate(tokens) if token.isalpha()] + [len(tokens)]
    x = y = 0
    for start, end in pairwise(starts):
        command, numbers = tokens[start], [round(float(number) * 10) for number in tokens[start + 1 : end]]
        if command == "Z":
            yield "z"
        elif command == "M":
            x, y = numbers
            yield f"M{x} {y}"
        elif (x, y) != (numbers[-2], numbers[-1]):
            moves = [number - (y if index % 2 else x) for index, number in enumerate(numbers)]
            yield command.lower() + " ".join(map(str, moves)).replace(" -", "-")
            x, y = numbers[-2:]
