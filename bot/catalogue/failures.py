"""What people are told when something goes wrong, or beside an answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from bot.catalogue.copies import copy_refusal
from bot.catalogue.governing import Governing
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
    QuotaKind,
    QuotaSpent,
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


_QUOTAS: Final[Mapping[QuotaKind, Governing]] = {
    QuotaKind.USER_QUESTIONS: Governing.ASKED_TOO_OFTEN,
    QuotaKind.CHAT_QUESTIONS: Governing.CHAT_ASKED_TOO_OFTEN,
}


def quota_spent(spent: QuotaSpent, language: Language, zone: dt.tzinfo) -> str:
    """When one may ask again, by the clocks of a zone."""
    at = spent.resets_at.astimezone(zone) + dt.timedelta(seconds=1)  # shown without its fraction
    return _QUOTAS[spent.kind].say(language, at=f"{at:%H:%M:%S}")


def failure(error: BaseException, language: Language) -> str:
    """The sentence for a failure; never the text of the exception itself."""
    match error:
        case QuestionRefused(length=0):
            said = Words.QUESTION_EMPTY.say(language)
        case QuestionRefused():
            said = Words.QUESTION_TOO_LONG.say(language, length=error.length, limit=error.limit)
        case QuotaSpent():
            said = quota_spent(error, language, dt.UTC)
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
