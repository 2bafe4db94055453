"""What people are told when something goes wrong, or beside an answer."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.copies import copy_refusal
from bot.catalogue.hindrances import hindrance
from bot.catalogue.phrase import Language
from bot.catalogue.refusals import refusal
from bot.catalogue.transitions import transition
from bot.catalogue.words import Words
from knowledge.errors import (
    CopyRefused,
    EmbedderRefused,
    IndexUnavailable,
    IssueHindered,
    LibraryDamaged,
    LibraryNewer,
    LibraryUnavailable,
    QuestionRefused,
    RerankerRefused,
    SourceRefused,
    TransitionRefused,
)
from knowledge.records import Notice

_FAILURES: Final[Mapping[type[BaseException], Words]] = {
    LibraryDamaged: Words.LIBRARY_DAMAGED,
    LibraryNewer: Words.LIBRARY_NEWER,
    LibraryUnavailable: Words.LIBRARY_UNAVAILABLE,
    IndexUnavailable: Words.INDEX_UNAVAILABLE,
    EmbedderRefused: Words.EMBEDDER_REFUSED,
    RerankerRefused: Words.RERANKER_REFUSED,
}


def notice(kind: Notice, language: Language) -> str:
    """The line an asker is told beside an answer."""
    return Words[kind.name].say(language)


def failure(error: BaseException, language: Language) -> str:
    """The sentence for a failure; never the text of the exception itself."""
    match error:
        case QuestionRefused(length=0):
            said = Words.QUESTION_EMPTY.say(language)
        case QuestionRefused():
            said = Words.QUESTION_TOO_LONG.say(language, length=error.length, limit=error.limit)
        case SourceRefused():
            said = refusal(error.refusal, language)
        case CopyRefused():
            said = copy_refusal(error, language)
        case IssueHindered():
            said = hindrance(error, language)
        case TransitionRefused():
            said = transition(error, language)
        case _:
            said = _FAILURES.get(type(error), Words.FAILED).say(language)
    return said
