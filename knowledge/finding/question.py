"""Understanding a question: what it is about, by which words it is searched, in which language it is answered."""

import re

from knowledge.errors import QuestionRefused
from knowledge.language.aliases import other_names
from knowledge.language.words import language, topic_words, words
from knowledge.records import Question

DEFAULT_LIMIT = 2000
_SPACES = re.compile(r"\s+")


def understand(text: str, limit: int = DEFAULT_LIMIT) -> Question:
    """The question behind a message.

    Its words are its own topic words, then those of the other names of what it mentions; where a question has only
    stop words, all its words count. Halves of a broken character are dropped.

    Raises:
        QuestionRefused: nothing is asked, or more than `limit` characters are.
    """
    asked = _SPACES.sub(" ", text.encode("utf-8", "ignore").decode()).strip()
    if not asked or len(asked) > limit:
        raise QuestionRefused(len(asked), limit)
    own = topic_words(asked) or words(asked)
    aliases = [word for names in other_names(asked).values() for name in names for word in topic_words(name)]
    return Question(asked, tuple(dict.fromkeys([*own, *aliases])), language(asked))
