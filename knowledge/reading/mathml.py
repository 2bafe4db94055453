"""Simple presentation MathML to TeX: all of a formula, or nothing."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from knowledge.reading.archive import Node

_DEEPEST: Final = 50
_ROWS: Final = frozenset({"math", "mrow", "mstyle", "mpadded"})
_FUNCTIONS: Final = frozenset(
    {"sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "exp", "log", "ln", "lg"}
    | {"lim", "max", "min", "sup", "inf", "arg", "det", "dim", "ker", "gcd", "Pr"}
)
_VARIANTS: Final = dict.fromkeys(("", "normal", "italic"), "") | {
    "bold": r"\mathbf",
    "bold-italic": r"\boldsymbol",
    "double-struck": r"\mathbb",
    "script": r"\mathcal",
    "fraktur": r"\mathfrak",
    "sans-serif": r"\mathsf",
}
_ACCENTS: Final = {"^": r"\hat", "ˆ": r"\hat", "~": r"\tilde", "˜": r"\tilde", "¯": r"\bar", "‾": r"\bar", "→": r"\vec"}
_LARGE: Final = frozenset("∑∏∫⋃⋂")
_ESCAPED: Final = str.maketrans(
    {"{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "−": "-"}
    | dict.fromkeys("\u2061\u2062\u2063\u2064\u200b", "")
)
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_UNWRITABLE: Final = re.compile(r"[$\\\n]")
_COMMAND: Final = re.compile(r"\\[A-Za-z]+$")
_WITHOUT_BRACES: Final = re.compile(r"[^\W_]|\\[A-Za-z]+")


class _UnknownError(Exception):
    """There is an element that has no plain TeX."""


def tex(formula: Node) -> str | None:
    """The TeX of a `math` element whose tags have no namespace; none where any part of it is not known here."""
    try:
        return _tex(formula, 0).strip() or None
    except _UnknownError:
        return None


def _tex(node: Node, depth: int) -> str:
    if depth > _DEEPEST or not isinstance(node.tag, str):
        raise _UnknownError
    if node.tag in _ROWS:
        return _joined(_tex(child, depth + 1) for child in node)
    if node.tag == "semantics" and len(node):
        return _tex(next(iter(node)), depth + 1)
    if node.tag == "msqrt":
        return rf"\sqrt{{{_joined(_tex(child, depth + 1) for child in node)}}}"
    if node.tag in {"mi", "mn", "mo", "mtext"} and not len(node):
        return _symbol(node)
    layout = _LAYOUTS.get((node.tag, len(node)))
    if layout is None or node.get("linethickness", "1") in {"0", "0pt", "0px"}:
        raise _UnknownError
    return layout(*(_tex(child, depth + 1) for child in node))


def _joined(parts: Iterable[str]) -> str:
    """The parts in a row, with a space where a letter would run into a command."""
    row = ""
    for part in parts:
        row += f" {part}" if part[:1].isalpha() and _COMMAND.search(row) else part
    return row


def _symbol(node: Node) -> str:
    words = " ".join((node.text or "").split())
    variant = _VARIANTS.get(node.get("mathvariant", ""))
    if variant is None or _UNWRITABLE.search(words):
        raise _UnknownError
    if node.tag == "mtext":
        return rf"\text{{{words.translate(_ESCAPED)}}}" if words else ""
    if words in _FUNCTIONS:
        return f"\\{words}"
    shown = words.translate(_ESCAPED)
    if variant:
        return f"{variant}{{{shown}}}"
    return rf"\mathrm{{{shown}}}" if _WORD.fullmatch(words) else shown


def _base(base: str) -> str:
    return base if _WITHOUT_BRACES.fullmatch(base) or base in _LARGE else f"{{{base}}}"


def _script(sign: str, script: str) -> str:
    return f"{sign}{script}" if len(script) == 1 else f"{sign}{{{script}}}"


def _sub(base: str, below: str) -> str:
    return _base(base) + _script("_", below)


def _sup(base: str, above: str) -> str:
    return _base(base) + _script("^", above)


def _sub_sup(base: str, below: str, above: str) -> str:
    return _sub(base, below) + _script("^", above)


def _under(base: str, below: str) -> str:
    return _sub(_limited(base), below)


def _over(base: str, above: str) -> str:
    return f"{_ACCENTS[above]}{{{base}}}" if above in _ACCENTS else _sup(_limited(base), above)


def _under_over(base: str, below: str, above: str) -> str:
    return _sub_sup(_limited(base), below, above)


def _limited(base: str) -> str:
    """A sum, a limit or the like, which has its bounds below and above it."""
    if base in _LARGE or base.removeprefix("\\") in _FUNCTIONS:
        return base
    raise _UnknownError


_LAYOUTS: Final[Mapping[tuple[str, int], Callable[..., str]]] = {
    ("mfrac", 2): lambda above, below: rf"\frac{{{above}}}{{{below}}}",
    ("mroot", 2): lambda radicand, degree: rf"\sqrt[{degree}]{{{radicand}}}",
    ("msub", 2): _sub,
    ("msup", 2): _sup,
    ("msubsup", 3): _sub_sup,
    ("munder", 2): _under,
    ("mover", 2): _over,
    ("munderover", 3): _under_over,
}
