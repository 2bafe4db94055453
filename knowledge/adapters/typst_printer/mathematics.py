"""TeX as Typst's own mathematics, by way of MathML; a formula that is not understood is left to be shown as TeX."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from itertools import accumulate
from typing import Final
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from knowledge.adapters.typst_printer.quoting import array, block, call, string

_LONGEST: Final = 1_000
_NESTED: Final = 8
_DEEPEST: Final = 25
_BRACE: Final = re.compile(r"(?<!\\)[{}]")
_MACROS: Final = re.compile(r"\\(?:new|renew|provide)command|\\def(?![a-z])")
_STUMBLES: Final[tuple[type[Exception], ...]] = (
    *(one for one in vars(exceptions).values() if isinstance(one, type) and issubclass(one, Exception)),
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, StopIteration, TypeError, ValueError),
)
"""What the converter raises for damaged TeX; only its own are documented."""
_ACCENTS: Final = {"^": "̂", "~": "̃", "¯": "̄", "‾": "̄", "→": "→", "˙": "̇", "¨": "̈", "ˇ": "̌", "´": "́", "`": "̀", "˘": "̆"}
_BRACES: Final = {"⏞": "math.overbrace", "⏟": "math.underbrace", "⎴": "math.overbracket", "⎵": "math.underbracket"}
_VARIANTS: Final = {
    "bold": ("math.bold", "math.upright"),
    "bold-italic": ("math.bold", "math.italic"),
    "double-struck": ("math.bb",),
    "fraktur": ("math.frak",),
    "italic": ("math.italic",),
    "monospace": ("math.mono",),
    "normal": ("math.upright",),
    "sans-serif": ("math.sans",),
    "script": ("math.cal",),
}
_LIMITS: Final = frozenset({"lim", "max", "min", "sup", "inf", "argmax", "argmin", "arg max", "arg min"})


class _NotUnderstoodError(ValueError):
    """A part of the formula has no counterpart."""


def mathematics(tex: str) -> str | None:
    """The content of an equation as a Typst expression; None where the TeX is not understood, or is none."""
    if not tex.strip() or len(tex) > _LONGEST or _depth(tex) > _NESTED or _MACROS.search(tex):
        return None
    try:
        return _set(convert_to_element(tex), _DEEPEST)
    except _STUMBLES:
        return None


def _depth(tex: str) -> int:
    """How deep groups stand in one another; the converter takes exponential time for them."""
    steps = (1 if sign == "{" else -1 for sign in _BRACE.findall(tex))
    return max(accumulate(steps), default=0)


def _set(node: Element, depth: int) -> str:
    if not depth:
        raise _NotUnderstoodError
    setter = _SETTERS.get(node.tag.rpartition("}")[2])
    if setter is None:
        raise _NotUnderstoodError
    return setter(node, depth - 1)


def _row(node: Element, depth: int) -> str:
    """What stands beside one another; between stretching fences it decides how high those are."""
    row = block([_set(child, depth) for child in node])
    fenced = any(child.get("stretchy") == "true" and child.get("fence") == "true" for child in node)
    fenced = fenced or any(child.tag.endswith("mtable") for child in node)
    return call("math.lr", row) if fenced else row


def _token(node: Element, _depth: int) -> str:
    """A letter, number, sign or word."""
    text = unescape(unescape(node.text or "")).strip(" \n")
    if "\\" in text and text != "\\":
        raise _NotUnderstoodError
    kind = node.tag.rpartition("}")[2]
    if kind == "mtext":
        return string(unescape(unescape(node.text or "")))
    if text == "&":
        return "$&$.body"
    if len(text) == 1 and not text.isdecimal():
        shown = f"[#symbol({string(text)})]"  # as content: bare symbols would join to a word
        shown = call("math.upright", shown) if kind == "mi" and not text.isalpha() else shown
    elif kind == "mn":
        shown = string(text)
    else:
        shown = call("math.op", string(text), limits="true" if text in _LIMITS else "false")
    for style in _VARIANTS.get(node.get("mathvariant", ""), ()):
        shown = call(style, shown)
    return shown


def _space(node: Element, _depth: int) -> str:
    if node.get("linebreak") == "newline":
        return "linebreak()"
    width = node.get("width", "")
    if not width.endswith("em") or not width.removesuffix("em").lstrip("-").replace(".", "", 1).isdecimal():
        raise _NotUnderstoodError
    return f"h({width})"


def _applied(function: str, *, swapped: bool = False) -> Callable[[Element, int], str]:
    """A function of two children."""

    def setter(node: Element, depth: int) -> str:
        first, second = (_set(child, depth) for child in node)
        return call(function, second, first) if swapped else call(function, first, second)

    return setter


def _attached(*places: str, limits: bool = False) -> Callable[[Element, int], str]:
    """Scripts around the first child, in these places."""

    def setter(node: Element, depth: int) -> str:
        base, *scripts = list(node)
        if (marked := _marked(base, scripts, depth)) is not None:
            return marked
        nucleus = _set(base, depth)
        named = {place: _set(script, depth) for place, script in zip(places, scripts, strict=True)}
        return call("math.attach", call("math.limits", nucleus) if limits else nucleus, **named)

    return setter


def _marked(base: Element, scripts: list[Element], depth: int) -> str | None:
    """An accent or a brace over or under the base."""
    sign = unescape(unescape(scripts[0].text or "")) if len(scripts) == 1 else ""
    if sign in _BRACES:
        return call(_BRACES[sign], _set(base, depth))
    if sign in _ACCENTS and scripts[0].tag.endswith("mo"):
        return call("math.accent", _set(base, depth), string(_ACCENTS[sign]))
    return None


def _table(node: Element, depth: int) -> str:
    rows = [array(block(_set(inner, depth) for inner in cell) for cell in row) for row in node]
    left = any(cell.get("columnalign") == "left" for row in node for cell in row)
    return call("math.mat", *rows, delim="none", align="left" if left else "center")


_SETTERS: Final[Mapping[str, Callable[[Element, int], str]]] = {
    **dict.fromkeys(("math", "mrow", "mstyle", "mpadded", "semantics"), _row),
    **dict.fromkeys(("mi", "mo", "mn", "mtext"), _token),
    "mspace": _space,
    "mfrac": _applied("math.frac"),
    "msqrt": lambda node, depth: call("math.sqrt", _row(node, depth)),
    "mroot": _applied("math.root", swapped=True),
    "msub": _attached("b"),
    "msup": _attached("t"),
    "msubsup": _attached("b", "t"),
    "munder": _attached("b", limits=True),
    "mover": _attached("t", limits=True),
    "munderover": _attached("b", "t", limits=True),
    "mtable": _table,
}
