"""Whether a passage supports what a model wrote: its words, names, addresses, figures and negations."""

import re
from collections.abc import Iterator

from knowledge.finding.terms import FoldedText, Terms
from knowledge.language.aliases import other_names
from knowledge.language.folding import fold
from knowledge.language.words import language, stopwords, topic_words, words
from knowledge.passages import wording
from knowledge.records import Passage

_LEAST_COVERAGE = 0.6
_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.、)](?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_HAN_DIGITS = {han: str(value) for value, han in enumerate("一二三四五六七八九十", start=1)} | {"两": "2"}
_HAN_FIGURE = re.compile(
    "(?<![几数百千万亿一二三四五六七八九十])[两一二三四五六七八九十](?=[个种层次倍步类条点项部维轮组块])"
)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//[!-~]+|\b(?:mailto|tel|tg|javascript|data):[!-~]+"
    r"|@[a-z][a-z0-9_]{2,}|(?:[a-z0-9_-]+\.)+[a-z]{2,}(?:[:/?][!-~]*)?",
    re.IGNORECASE,
)
_LATIN_NAME = {"zh": re.compile(r"[A-Za-z][A-Za-z0-9]+"), "en": re.compile(r"\b[A-Za-z0-9]+[A-Z][A-Za-z0-9]*")}
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]|\.\s|\b(?:but|while|whereas)\b")
_NO_NEGATION = re.compile(
    "不[仅但断管论过妨同]|无[论非穷限]|无监督|未来|非[常负凸线]|除非|[分识类特区级差个性辨判鉴]别|别[的人名]|not only"
)
_NEGATION = re.compile(r"[不没无未非勿别]|\b(?:not|no|never|cannot|without|neither|nor)\b|n['’]t\b")


def supports(passage: Passage, claim: str, *, near: bool) -> bool:
    """Whether a passage says what one sentence claims.

    Every figure, every name and every address of the claim must stand in the passage, most of its words too, and
    nothing may be negated that the passage does not negate, nor the other way about. `near` says whether the passage
    is one of those nearest to the claim by meaning: it stands for the words where the two are in different languages.
    """
    text, said = FoldedText(wording(passage)), _LIST_NUMBER.sub("", claim)
    if not (_has_figures(text, said) and _has_addresses(text, said) and _has_names(text, said)):
        return False
    if language(said) != language(passage.text):
        return near
    return Terms.weighted(said, []).words_in(text) >= _LEAST_COVERAGE and _negates_alike(said, passage.text)


def _has_figures(text: FoldedText, claim: str) -> bool:
    asked = set(_figures(fold(claim))) | (set(_han_figures(fold(claim))) - {"1"})  # 一个 is an article
    return asked <= {*_figures(text.folded), *_han_figures(text.folded)}


def _figures(folded: str) -> Iterator[str]:
    for figure in _FIGURE.findall(_THOUSANDS.sub("", folded)):
        yield figure.rstrip("0").rstrip(".") if "." in figure else figure


def _han_figures(folded: str) -> Iterator[str]:
    return (_HAN_DIGITS[han] for han in _HAN_FIGURE.findall(folded))


def _has_addresses(text: FoldedText, claim: str) -> bool:
    return all(address.rstrip(".,;:!?)]>\"'") in text.folded for address in _ADDRESS.findall(fold(claim)))


def _has_names(text: FoldedText, claim: str) -> bool:
    """Whether the text has all that the claim names: what has other names by any of them, Latin names as they are."""
    known = other_names(claim)
    if not all(any(map(text.has_name, (named, *names))) for named, names in known.items()):
        return False
    latin = " ".join(_LATIN_NAME[language(claim)].findall(_ADDRESS.sub(" ", claim)))
    return set(words(latin)) - set(words(" ".join(known))) - stopwords() <= text.words


def _negates_alike(claim: str, passage: str) -> bool:
    """Whether each clause of the claim is negated as one of the clauses is that share most words with it."""
    clauses = [(set(words(clause)), _negates(clause)) for clause in _CLAUSE_END.split(fold(passage))]
    for clause in filter(topic_words, _CLAUSE_END.split(fold(claim))):
        wanted = set(topic_words(clause))
        most = max(len(wanted & have) for have, _ in clauses)
        if _negates(clause) not in {negates for have, negates in clauses if len(wanted & have) == most}:
            return False
    return True


def _negates(clause: str) -> bool:
    return _NEGATION.search(_NO_NEGATION.sub(" ", clause)) is not None
