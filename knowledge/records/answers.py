"""What is answered, with its citations."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered source of an answer; `quote` is a verbatim stretch of the entry's text."""

    n: int
    entry_id: str
    title: str
    source: str
    quote: str
    section: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Nearest:
    """An entry that is near a question without answering it."""

    entry_id: str
    title: str
    source: str
    section: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens that a model took in and gave out, as its endpoint says; 0 where it does not, or none was asked."""

    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Restart:
    """A writer begins its answer anew: what it has written before is no part of it."""


class Notice(StrEnum):
    """Something the asker should be told in one line, beside an answer or instead of one."""

    MODEL_UNAVAILABLE = "model_unavailable"
    MODEL_UNUSABLE = "model_unusable"
    WRITING = "writing"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"
    NOTHING_READ = "nothing_read"
    QUOTA_SPENT = "quota_spent"


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer: every sentence of `text` carries at least one `[n]` of `citations`.

    `dropped` counts the citations of the model that stood for nothing and were taken out.
    """

    text: str
    citations: tuple[Citation, ...]
    mode: Literal["model", "extractive", "stored"]
    nearest: tuple[Nearest, ...] = ()
    notice: Notice | None = None
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)
    dropped: int = field(default=0, compare=False)
    usage: Usage = field(default=Usage(), compare=False)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing that was read answers the question; `nearest` may be empty, `mode` is who found that."""

    nearest: tuple[Nearest, ...] = ()
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)
    mode: Literal["model", "extractive"] = "extractive"
    notice: Notice | None = None
    usage: Usage = field(default=Usage(), compare=False)
