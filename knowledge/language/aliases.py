"""Names of one thing: the Chinese term, the English term and the abbreviation of machine-learning words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby

from knowledge.language.folding import fold
from knowledge.language.likeness import akin

Group = tuple[str, ...]

_JOINT = re.compile(r"[\s\-]+")
_SCRIPT_CHANGE = re.compile(r"(?<=[a-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])")


@dataclass(frozen=True, eq=False)
class Glossary:
    """The names of things: those of `aliases.txt` and pairs of folded names that were learned from entries.

    `words` counts the entries that have a Latin word; without `shipped` only what was learned is known.
    """

    learned: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    shipped: bool = True

    def other_names(self, text: str) -> dict[str, Group]:
        """What the text names → the other names of it: `Adam 的学习率` → {"学习率": ("learning rate",)}.

        Keys and names are folded. The longest name wins (批归一化, not 归一化); a Latin name stands between word
        borders, may have a plural s, and is met with a space, a hyphen or nothing where it is listed with either.
        """
        if self._any_name is None:
            return {}
        return {
            named: tuple(name for name in self._others[key(named)] if name != named)
            for named in self._any_name.findall(fold(text))
        }

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, folded."""
        listed = (name for group in self._groups for name in group)
        return tuple(dict.fromkeys([*listed, *(name for pair in self.learned for name in pair)]))

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        return groups() if self.shipped else ()

    @cached_property
    def _others(self) -> dict[str, Group]:
        """By its key, what a name is exchanged for, its own spelling included where it is listed with others.

        A listed group is a whole; what was learned joins it where it is akin to one of its names, and is otherwise
        exchanged with the one name beside which it stood: through a word of two meanings nothing is inferred.
        """
        listed = {key(name): group for group in self._groups for name in group}
        others: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for of, group in listed.items():
            others[of] |= dict.fromkeys(group)
        for one, other in _both_ways(self.learned):
            group = listed.get(key(one), ())
            if key(other) in listed:
                continue
            whole = group if any(akin(other, name) for name in group) else (one,)
            for name in whole:
                others[key(name)][other] = None
            others[key(other)] |= dict.fromkeys([*whole, other])
        return {of: tuple(names) for of, names in others.items()}

    @cached_property
    def _any_name(self) -> re.Pattern[str] | None:
        # A branch for each first character: the names that cannot begin here cost one comparison together.
        names = sorted((name for name in self.names if key(name)), key=lambda name: (name[0], -len(key(name))))
        branches = [f"{first}(?:{'|'.join(map(_rest, same))})" for first, same in groupby(names, lambda name: name[0])]
        start = r"(?:(?<![a-z0-9])(?=[a-z0-9])|(?=[\u3400-\u9fff]))"
        return re.compile(rf"{start}(?:{'|'.join(branches)})") if branches else None


SHIPPED = Glossary()
"""What is known before anything was read; its list is loaded by the first text."""

NO_NAMES = Glossary(shipped=False)
"""A glossary that knows nothing, to measure what names bring."""


def other_names(text: str) -> dict[str, Group]:
    """What the text names → the other names of it, by the list that is shipped."""
    return SHIPPED.other_names(text)


@cache
def groups() -> tuple[Group, ...]:
    """The groups of names in `aliases.txt`, in its order."""
    lines = files("knowledge.language").joinpath("aliases.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split(" | ")) for line in lines if line and not line.startswith("#"))


def key(name: str) -> str:
    """What all spellings of a folded name have in common: no spaces, hyphens and plural s."""
    # Every s at the end goes, so that a plural s need not be told from a name's own (bias, loss).
    return _JOINT.sub("", name).rstrip("s")


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        yield one, other
        yield other, one


def _rest(name: str) -> str:
    parts = _JOINT.split(_SCRIPT_CHANGE.sub(" ", name))
    pattern = r"[\s\-]?".join(map(re.escape, parts))[1:]
    return pattern + (r"s?(?![a-z0-9])" if name[-1].isascii() else "")
