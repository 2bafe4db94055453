"""Simple TeX as Unicode: all of a formula or nothing."""

import re
from collections.abc import Iterator

from bot.rendering.symbols import (
    ACCENTS,
    BLACKBOARD,
    DROPPED,
    FUNCTIONS,
    PLAIN,
    SPACES,
    SUBSCRIPT,
    SUPERSCRIPT,
    SYMBOLS,
)

_SCRIPTS = f"[{re.escape(''.join(map(chr, [*SUPERSCRIPT.values(), *SUBSCRIPT.values()])))}]*"
_FRACTIONS = {r"\frac", r"\dfrac", r"\tfrac"}
_SIGN = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|([\^_{}&~#%$])|(\s+)|([^\\^_{}&~#%$\s]+?)", re.DOTALL)


class _NotSimpleError(Exception):
    """The formula holds something that has no plain Unicode form."""


def readable(formula: str) -> str | None:
    """The formula in Unicode, or None where any part of it has no faithful plain form.

    Takes TeX without its dollar signs. What has no sign of its own is written on the line as in UnicodeMath
    (https://www.unicode.org/notes/tn28/): a fraction as `a/b`, a script as `x_(new)`.
    """
    if "\n\n" in formula or "\\\\" in formula:
        return None
    signs = iter([m.group(0) for m in _SIGN.finditer(formula.strip())])
    try:
        return " ".join(_sequence(signs, closing=None).split()) or None
    except (_NotSimpleError, RecursionError):
        return None


def _sequence(signs: Iterator[str], closing: str | None) -> str:
    """What stands up to the closing brace, or to the end."""
    parts: list[str] = []
    for sign in signs:
        if sign == closing:
            return "".join(parts)
        if sign in {"^", "_"}:
            parts = ["".join(parts).rstrip(), _script(_argument(signs), sign)]
        else:
            piece = _one(sign, signs)
            if sign in _FRACTIONS and parts and parts[-1].strip() in FUNCTIONS:
                piece = f"({piece})"  # log(p/q), not the logarithm of p over q
            wide = sign.startswith("\\") and piece.rstrip() in FUNCTIONS and parts and parts[-1][-1:].isalnum()
            if piece[:1] in {"(", "["} and parts and parts[-1].strip() in FUNCTIONS:
                parts[-1] = parts[-1].rstrip()
            parts.append(f" {piece}" if wide else piece)
    if closing:
        raise _NotSimpleError
    return "".join(parts)


def _argument(signs: Iterator[str]) -> str:
    """The next group or symbol."""
    for sign in signs:
        if not sign.isspace():
            return _one(sign, signs).strip()
    raise _NotSimpleError


def _one(sign: str, signs: Iterator[str]) -> str:
    """One sign with the arguments it takes."""
    if sign == "{":
        return _sequence(signs, closing="}")
    if sign.startswith("\\"):
        return _command(sign[1:].rstrip().rstrip("*") or " ", signs)
    if sign in {"}", "&", "#", "%", "$", "^", "_"}:
        raise _NotSimpleError
    return " " if sign == "~" or sign.isspace() else sign


def _command(name: str, signs: Iterator[str]) -> str:
    if name in DROPPED:
        return ""
    if name in {"{", "}", "%", "&", "#", "$", "_", "|"}:
        return "‖" if name == "|" else name
    known = SYMBOLS.get(name) or SPACES.get(name) or (f"{name} " if name in FUNCTIONS else None)
    return known if known is not None else _applied(name, signs)


def _applied(name: str, signs: Iterator[str]) -> str:
    """A command that takes arguments."""
    if f"\\{name}" in _FRACTIONS:
        return f"{_grouped(_argument(signs))}/{_grouped(_argument(signs))}"
    if name == "sqrt":
        return f"√{_grouped(_argument(signs))}"
    if name in PLAIN:
        return _argument(signs)
    argument = _argument(signs) if name in ACCENTS or name == "mathbb" else ""
    if name in ACCENTS and len(argument) == 1:
        return argument + ACCENTS[name]
    if name == "mathbb" and argument in BLACKBOARD:
        return BLACKBOARD[argument]
    raise _NotSimpleError


def _grouped(text: str) -> str:
    """Text in brackets unless it is one operand: a number, a function of something, a letter with marks and scripts."""
    operand = r"\d+|[^\W\d_]\([^()]+\)|[∂Δ]?[^\W\d_][^\x00-\x7f\w]*"
    return text if re.fullmatch(f"(?:{operand}){_SCRIPTS}", text) else f"({text})"


def _script(text: str, kind: str) -> str:
    """A script in Unicode, or on the line as UnicodeMath writes it: `x_(new)`."""
    table = SUPERSCRIPT if kind == "^" else SUBSCRIPT
    if all(ord(character) in table for character in text):
        return text.translate(table)
    if {"^", "_"} & set(text):
        raise _NotSimpleError
    return f"{kind}{text}" if len(text) == 1 else f"{kind}({text})"
