"""Names of one thing: the Chinese term, the English term and the abbreviation of machine-learning words."""

import re
from functools import cache
from importlib.resources import files
from itertools import groupby

from knowledge.language.folding import fold

Group = tuple[str, ...]

_JOINT = re.compile(r"[\s\-]+")
_SCRIPT_CHANGE = re.compile(r"(?<=[a-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])")


def other_names(text: str) -> dict[str, Group]:
    """What the text names → the other names of it: `Adam 的学习率` → {"学习率": ("learning rate",)}.

    Keys and names are folded. The longest name wins (批归一化, not 归一化); a Latin name stands between word borders,
    may have a plural s, and is met with a space, a hyphen or nothing where it is listed with either.
    """
    return {
        named: tuple(name for name in _group_by_key()[_key(named)] if name != named)
        for named in _any_name().findall(fold(text))
    }


@cache
def groups() -> tuple[Group, ...]:
    """The groups of names in `aliases.txt`, in its order."""
    lines = files("knowledge.language").joinpath("aliases.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split(" | ")) for line in lines if line and not line.startswith("#"))


@cache
def _group_by_key() -> dict[str, Group]:
    return {_key(name): group for group in groups() for name in group}


def _key(name: str) -> str:
    # Every s at the end goes, so that a plural s need not be told from a name's own (bias, loss).
    return _JOINT.sub("", name).rstrip("s")


@cache
def _any_name() -> re.Pattern[str]:
    # A branch for each first character: the names that cannot begin here cost one comparison together.
    names = sorted((name for group in groups() for name in group), key=lambda name: (name[0], -len(_key(name))))
    branches = (f"{first}(?:{'|'.join(map(_rest, same))})" for first, same in groupby(names, lambda name: name[0]))
    return re.compile(rf"(?:(?<![a-z0-9])(?=[a-z0-9])|(?=[\u3400-\u9fff]))(?:{'|'.join(branches)})")


def _rest(name: str) -> str:
    parts = _JOINT.split(_SCRIPT_CHANGE.sub(" ", name))
    pattern = r"[\s\-]?".join(map(re.escape, parts))[1:]
    return pattern + (r"s?(?![a-z0-9])" if name[-1].isascii() else "")
