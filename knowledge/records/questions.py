"""What is asked, and what is found for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knowledge.records.library import Entry, Passage, Source
from knowledge.records.vectors import Vector


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood, the words it is searched by, and the language it is to be answered in.

    `text` stands by itself, without courtesies and slips; `asked` is what was typed. `names` are the other names of
    what it names, `slips` what was mistyped with what is meant, all folded.
    """

    text: str
    words: tuple[str, ...]
    language: Literal["zh", "en"]
    asked: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the same talk, as it was understood, and what was answered (empty if nothing)."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """By what a question is found again: its standalone form, and that form's vector by an embedder of this name."""

    question: str
    embedder: str | None = None
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage in one ranking: its number, rank (from 0) and the ranking's own score."""

    passage_id: int
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Rankings:
    """The two rankings of one query, best first; `dense` is empty where no vectors are there yet."""

    lexical: tuple[Hit, ...]
    dense: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found, with the entry and source it belongs to and its fused score.

    `said` is the similarity of its nearest sentence, 0 where its sentences have no vectors; `sentences` has all.
    """

    passage_id: int
    passage: Passage
    entry: Entry
    source: Source
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    said: float = 0.0
    sentences: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What two rankings found for a question, fused, best first.

    `small_talk` is the similarity of the nearest everyday question; both it and every `Found.dense` are 0 where there
    are no vectors. `reranked` are the numbers of the passages that a reranker put first, in its order.
    """

    found: tuple[Found, ...]
    small_talk: float = 0.0
    reranked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryEvidence:
    """What speaks for one entry: its passages, best first, and how well they fit the question.

    `words` and `grams` are the weighted shares (0..1) of the question's words and of its character pairs that the best
    passage has; `dense` is the best cosine similarity, `said` that of a sentence. Entries are ranked by `score`.
    """

    found: tuple[Found, ...]
    words: float
    grams: float
    dense: float
    said: float
    score: float


@dataclass(frozen=True, slots=True)
class Features:
    """What the chance that an entry answers is computed from.

    `strange_names` counts the names in the question, at most 2, that nothing found has: a thing nobody wrote about
    cannot be answered about. `strange_words` are its other Latin words like that, in a Chinese question: often names in
    small letters. `dense` is the cosine of the nearest passage, `said` of the nearest sentence.
    """

    words: float
    grams: float
    strange_names: int
    strange_words: int
    dense: float = 0.0
    said: float = 0.0
    small_talk: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entries that may answer a question, best first, and the chance (0..1) that the first does."""

    entries: tuple[EntryEvidence, ...]
    confidence: float
    features: Features | None = None
