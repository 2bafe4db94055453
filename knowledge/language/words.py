"""A text as the words it is searched by."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from knowledge.language.folding import fold

if TYPE_CHECKING:
    from rjieba import Jieba

_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[A-Za-z]+")
_LATIN_WORD = re.compile("[A-Za-z][A-Za-z0-9]*")
_CAPITAL = re.compile("[A-Z]")
_SMALL = re.compile("[a-z]")
_NO_NAMES = frozenset(
    ("ai", "ml", "dl", "rl", "nlp", "cv", "ok", "ta", "ps", "btw", "ddl", "hw", "ppt", "pdf", "qa", "faq", "id")
)
"""Two capitals that name a field or nothing: a question says them beside what it asks about."""
_RUN = re.compile("[\u3400-\u9fff]+|[a-z0-9]+(?:\\+\\+|#)?")


@cache
def stopwords() -> frozenset[str]:
    """Words that say how a thing is asked or joined, not what it is about."""
    return frozenset(files(__package__).joinpath("stopwords.txt").read_text(encoding="utf-8").split())


@cache
def _segmenter() -> "Jieba":
    from rjieba import Jieba  # noqa: PLC0415  the dictionary takes 0.2 s: loaded by the first text

    return Jieba()


def segments(han: str) -> list[str]:
    """A run of Han characters cut into words, none of them twice: joined they are the run."""
    return _segmenter().cut(han)


def is_word(han: str) -> bool:
    """Whether the segmentation's dictionary has this word."""
    return _segmenter().has_word(han)


def words(text: str) -> list[str]:
    """The text's words in order, folded: Latin runs split at every mark, Han runs segmented for search.

    Segmenting for search gives a long word and the words in it (神经网络 → 神经, 网络, 神经网络), so that a question
    and a page need not cut alike. Addresses are left out.
    """
    cut = _segmenter().cut_for_search
    found: list[str] = []
    for run in _RUN.findall(_URL.sub(" ", fold(text))):
        if run.isascii():
            found.append(run)
        else:
            found.extend(cut(run))
    return found


def topic_words(text: str) -> list[str]:
    """The distinct words that say what a text is about, in order: no stop words."""
    return [word for word in dict.fromkeys(words(text)) if word not in stopwords()]


def proper_names(text: str) -> frozenset[str]:
    """The Latin words of a text, folded, that are written as names of things are: with two capitals, as WGAN, PyTorch.

    One capital may be a person's, a nation's or a sentence's; of a text in capitals alone nothing is known.
    """
    normal = unicodedata.normalize("NFKC", text)
    if language(text) == "en" and not _SMALL.search(normal):
        return frozenset()
    written = (found[0].lower() for found in _LATIN_WORD.finditer(normal) if len(_CAPITAL.findall(found[0])) > 1)
    return frozenset(word for word in written if word not in _NO_NAMES and word not in stopwords())


def language(text: str) -> Literal["zh", "en"]:
    """The language a text is written in: Chinese as soon as it has Han characters for a tenth of its letters."""
    han = sum(map(len, _HAN.findall(text)))
    latin = sum(map(len, _LATIN.findall(text)))
    return "zh" if han and han * 9 >= latin else "en"
