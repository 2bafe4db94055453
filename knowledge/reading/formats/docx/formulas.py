"""Office Math (ECMA-376-1, 22.1) to TeX."""

from collections.abc import Callable, Mapping
from typing import Final

from knowledge.reading.archive import Node

MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ACCENTS: Final = {
    "\u0302": "hat",
    "^": "hat",
    "\u0303": "tilde",
    "~": "tilde",
    "\u0304": "bar",
    "\u0305": "bar",
    "¯": "bar",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u030c": "check",
    "\u0306": "breve",
    "\u20d7": "vec",
    "→": "vec",
}
_ROW_END: Final = r" \\ "
_OPERATORS: Final = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∮": r"\oint", "⋃": r"\bigcup"}
_FUNCTIONS: Final = frozenset(
    (
        "arg",
        "cos",
        "cosh",
        "det",
        "exp",
        "inf",
        "lim",
        "ln",
        "log",
        "max",
        "min",
        "sin",
        "sinh",
        "sup",
        "tan",
        "tanh",
        "Pr",
    )
)


def tex(node: Node) -> str:
    """The TeX of an element and all in it; characters of mathematics stay as they are."""
    name = node.tag.removeprefix(MATH)
    if name == "t":
        return (node.text or "").replace("$", r"\$")
    if name.endswith("Pr") and name != "fPr":
        return ""
    return _BUILT.get(name, _all)(node)


def _all(node: Node) -> str:
    return "".join(tex(child) for child in node)


def _part(node: Node, name: str) -> str:
    child = node.find(f"{MATH}{name}")
    return _all(child).strip() if child is not None else ""


def _property(node: Node, name: str, default: str) -> str:
    child = node.find(f"{MATH}{node.tag.removeprefix(MATH)}Pr/{MATH}{name}")
    return child.get(f"{MATH}val", "") if child is not None else default


def _script(mark: str, words: str) -> str:
    if not words:
        return ""
    return f"{mark}{words}" if len(words) == 1 else f"{mark}{{{words}}}"


def _base(node: Node) -> str:
    words = _part(node, "e")
    return words if len(words) == 1 or words.startswith("\\") else f"{{{words}}}"


def _fraction(node: Node) -> str:
    above, below = _part(node, "num"), _part(node, "den")
    if _property(node, "type", "bar") == "noBar":
        return rf"\binom{{{above}}}{{{below}}}"
    return rf"\frac{{{above}}}{{{below}}}"


def _scripts(node: Node) -> str:
    return _base(node) + _script("_", _part(node, "sub")) + _script("^", _part(node, "sup"))


def _scripts_before(node: Node) -> str:
    return "{}" + _script("_", _part(node, "sub")) + _script("^", _part(node, "sup")) + _base(node)


def _root(node: Node) -> str:
    degree = _part(node, "deg")
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(node, 'e')}}}"


def _operator(node: Node) -> str:
    sign = _property(node, "chr", "∫")
    limits = _script("_", _part(node, "sub")) + _script("^", _part(node, "sup"))
    return f"{_OPERATORS.get(sign, sign)}{limits} {_part(node, 'e')}"


def _delimited(node: Node) -> str:
    opening, closing = _property(node, "begChr", "("), _property(node, "endChr", ")")
    parts = [_all(child).strip() for child in node.findall(f"{MATH}e")]
    inner = _property(node, "sepChr", "|").join(parts)
    return f"{_escaped(opening)}{inner}{_escaped(closing)}"


def _escaped(bracket: str) -> str:
    return f"\\{bracket}" if bracket in {"{", "}"} else bracket


def _function(node: Node) -> str:
    name, argument = _part(node, "fName"), _part(node, "e")
    return f"{_named(name)} {argument}"


def _named(name: str) -> str:
    return f"\\{name}" if name.partition("_")[0] in _FUNCTIONS else name


def _accent(node: Node) -> str:
    return rf"\{_ACCENTS.get(_property(node, 'chr', '^'), 'hat')}{{{_part(node, 'e')}}}"


def _bar(node: Node) -> str:
    over = _property(node, "pos", "bot") == "top"
    return rf"\{'overline' if over else 'underline'}{{{_part(node, 'e')}}}"


def _limit(mark: str) -> Callable[[Node], str]:
    def limited(node: Node) -> str:
        return _named(_part(node, "e")) + _script(mark, _part(node, "lim"))

    return limited


def _matrix(node: Node) -> str:
    rows = [" & ".join(_all(cell).strip() for cell in row) for row in node.findall(f"{MATH}mr")]
    return rf"\begin{{matrix}}{_ROW_END.join(rows)}\end{{matrix}}"


def _array(node: Node) -> str:
    rows = [_all(row).strip() for row in node.findall(f"{MATH}e")]
    return rf"\begin{{aligned}}{_ROW_END.join(rows)}\end{{aligned}}"


_BUILT: Final[Mapping[str, Callable[[Node], str]]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts_before,
    "rad": _root,
    "nary": _operator,
    "d": _delimited,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "limLow": _limit("_"),
    "limUpp": _limit("^"),
    "m": _matrix,
    "eqArr": _array,
}
