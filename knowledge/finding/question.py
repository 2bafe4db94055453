"""Understanding a question: what it is about, by which words it is searched, in which language it is answered."""

import re
from collections.abc import Collection, Mapping, Sequence

from knowledge.errors import QuestionRefused
from knowledge.finding.courtesies import without_courtesies
from knowledge.finding.follow_ups import standalone
from knowledge.language.aliases import SHIPPED, Glossary, Group
from knowledge.language.folding import fold
from knowledge.language.spelling import Spelling
from knowledge.language.words import language, topic_words, words
from knowledge.records import Question, Turn

DEFAULT_LIMIT = 2000
_SPACES = re.compile(r"\s+")


def understand(
    text: str,
    limit: int = DEFAULT_LIMIT,
    thread: Sequence[Turn] = (),
    glossary: Glossary = SHIPPED,
    written: Collection[str] = (),
) -> Question:
    """The question behind a message; what is known to be `written` somewhere is not mended.

    Courtesies around it are dropped, slips mended, and where it leans on the thread it says what that was about. Its
    words are its own topic words, those it was asked with, then those of the other names of what it mentions; where a
    question has only stop words, all its words count. Halves of a broken character are dropped.

    Raises:
        QuestionRefused: nothing is asked, or more than `limit` characters are.
    """
    asked = _SPACES.sub(" ", text.encode("utf-8", "ignore").decode()).strip()
    if not asked or len(asked) > limit:
        raise QuestionRefused(len(asked), limit)
    spelling = Spelling.of(glossary)
    stated = without_courtesies(asked)
    slips = {wrong: meant for wrong, meant in spelling.mended(stated).items() if wrong not in written}
    whole = standalone(mend(stated, slips), thread, glossary)
    names = _names(whole, slips, spelling)
    own = topic_words(whole) or words(whole)
    others = [word for group in names.values() for name in group for word in topic_words(name)]
    searched = tuple(dict.fromkeys([*own, *others]))
    return Question(whole, searched, language(stated), asked, names, slips)


def mend(text: str, slips: Mapping[str, str]) -> str:
    """A text with what is meant in the place of what was mistyped, whatever its script, width and case."""
    if not slips:
        return text
    for wrong, right in slips.items():
        exact = re.sub(re.escape(wrong), lambda _, right=right: right, text, flags=re.IGNORECASE)  # type: ignore[misc]
        text = exact if exact != text else fold(text).replace(wrong, right)
    return text


def _names(whole: str, slips: Mapping[str, str], spelling: Spelling) -> dict[str, Group]:
    """The other names of what a question names, and how what was mended was written."""
    names: dict[str, Group] = {meant: (wrong,) for wrong, meant in slips.items()}
    for found in (spelling.glossary.other_names(whole), spelling.forms(whole)):
        for named, others in found.items():
            names[named] = (*others, *names.get(named, ()))
    return names
