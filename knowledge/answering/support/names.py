"""What a text names: addresses, names and symbols in Latin and Greek letters, and terms that have other names."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from knowledge.answering.support.clauses import Clause, has, plain, read
from knowledge.answering.support.tokens import Contrast, Word, stem
from knowledge.language.aliases import other_names
from knowledge.language.folding import fold
from knowledge.language.words import language, stopwords, words

_ADDRESS: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//[!-~]+|\b(?:mailto|tel|tg|javascript|data):[!-~]+"
    r"|@[a-z][a-z0-9_]{2,}|(?:[a-z0-9_-]+\.)+[a-z]{2,}(?:[:/?][!-~]*)?",
    re.IGNORECASE,
)
_NAME: Final = {
    "zh": re.compile(
        r"(?<![A-Za-zα-ω\d])(?:(?:[A-Za-z]-)?[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+|-\d+[A-Za-z0-9]*)*|[α-ω])"
    ),
    "en": re.compile(r"\b[A-Za-z0-9]+[A-Z][A-Za-z0-9]*(?:-\d+\w*)*|\b[A-Z][A-Za-z]*-?\d+\w*|[α-ω]"),
}
_COMPOUND: Final = re.compile(r"(?<![A-Za-zα-ω\d])[A-Za-zα-ω][A-Za-zα-ω\d]*(?:[-_][A-Za-z\d]+)*")
_PART: Final = re.compile("[a-zα-ω]+|[0-9]+")
_JOINT: Final = r"[\s\-_]?"
_SCALED: Final = re.compile(
    r"(?<![A-Za-z\d.-])\d+(?:\.\d+)?\s*(?:[kKmMbBtT]|(?:thousand|[mbtr]+illion)s?|percent)\b"
)  # 7B is a figure


def has_addresses(claim: str, folded: str) -> bool:
    """Whether a folded text has every address of the claim."""
    return all(address.rstrip(".,;:!?)]>\"'") in folded for address in _ADDRESS.findall(fold(claim)))


def has_names(claim: str, known: Sequence[Clause], folded: str) -> bool:
    """Whether a passage, as clauses and as folded text, has every name of the claim, by any of its names."""
    meant = "".join(name for name in other_names(claim) if _means(name, known))  # GPU of GPU memory is 显存's
    return all(_has(name, known, folded) or fold(name) in meant for name in _latin(claim))


def has_terms(claim: str, known: Sequence[Clause], folded: str) -> bool:
    """Whether a passage has every term of the claim that has other names, by one of them, or all words of it."""
    return all(_means(name, known) or name in folded or _is_spelt_out(name, known) for name in other_names(claim))


def kinds(text: str) -> dict[str, str]:
    """The stems of what a text names in Latin and Greek letters, each with the kind of name it is.

    In English only what looks like no word is a name, or is capitalised within a sentence.
    """
    found: dict[str, str] = {}
    written = plain(text)
    for match in _COMPOUND.finditer(written):
        name = match[0]
        if language(text) == "en" and not _looks_like_a_name(name, written[: match.start()]):
            continue
        kind = "symbol" if len(name) == 1 or "_" in name else "word" if name == name.lower() else "name"
        stems = (
            placed.token.text for clause in read(name) for placed in clause.tokens if isinstance(placed.token, Word)
        )
        found |= dict.fromkeys([stem(fold(name)), *stems], kind)
    return found


@lru_cache(maxsize=256)
def terms(text: str) -> frozenset[str]:
    """The words that stand for what a text names in one of the ways that are listed."""
    return frozenset(
        placed.token.text
        for name in other_names(text)
        for clause in read(name)
        for placed in clause.tokens
        if isinstance(placed.token, Word)
    )


def _looks_like_a_name(name: str, before: str) -> bool:
    within = name[0].isupper() and re.search(r"[a-z0-9,] $", before) is not None
    return within or name[1:] != name[1:].lower() or re.search(r"\d", name) is not None


def _latin(text: str) -> list[str]:
    """The names in Latin and Greek letters as written: in Chinese every such word, in English those like no word."""
    return _NAME[language(text)].findall(_SCALED.sub(" ", _ADDRESS.sub(" ", plain(text))))


def _has(name: str, known: Sequence[Clause], folded: str) -> bool:
    """Whether a text has a name however it is joined (`GPT-2` is in `gpt2`, `gan` not in `began`), or means it."""
    parts = _JOINT.join(map(re.escape, _PART.findall(fold(name))))
    found = re.search(rf"(?<![a-z0-9]){parts}s?(?![a-z0-9])", folded)
    return found is not None or fold(name) in stopwords() or _means(name, known)


def _is_spelt_out(name: str, known: Sequence[Clause]) -> bool:
    """Whether one clause has every word of a term that excludes nothing of the passage: 曲线下的面积 is 曲线下面积."""
    parts = [Word(stem(word)) for word in words(name) if word not in stopwords() and (word != name or word.isascii())]
    rivals = {
        contrast
        for clause in read(name)
        for token in clause.said
        if isinstance(token, Contrast)
        for contrast in token.contrasts
    }
    excludes = any(choice.contrast in rivals for clause in known for choice in clause.choices)
    return bool(parts) and not excludes and any(all(map(clause.has, parts)) for clause in known)


def _means(name: str, known: Sequence[Clause]) -> bool:
    tokens = [placed.token for clause in read(name) for placed in clause.tokens]
    return bool(tokens) and all(has(known, token) for token in tokens)
