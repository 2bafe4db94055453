"""What an issue is compiled with besides its notes."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.records import LinkDescription, OpenQuestion
from knowledge.weekly import writing
from knowledge.weekly.compiled import Label, SeenBefore
from knowledge.weekly.document import Document


@dataclass(frozen=True, slots=True)
class Erratum:
    """What was put right in an earlier issue: the entry, if it was about one, and what is said of it."""

    line: str
    label: Label | None = None
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an issue is compiled with.

    `bylines` are the members' names by their numbers; `descriptions` and `earlier` say by a link's identity what
    stands behind it, and which earlier entries are about it. `open_questions` are those of groups.
    `parsed` makes a document of Markdown: one that remembers, for whoever has read the same texts already.
    """

    number: int
    day: dt.date
    name: str
    bylines: Mapping[int, str] = field(default_factory=dict)
    descriptions: Mapping[str, LinkDescription] = field(default_factory=dict)
    earlier: Mapping[str, Sequence[SeenBefore]] = field(default_factory=dict)
    open_questions: Sequence[OpenQuestion] = ()
    errata: Sequence[Erratum] = ()
    parsed: Callable[[str], Document] = writing.parsed
