"""What a model is told: the rules as the system, all material delimited, as the user."""

import re
from collections.abc import Sequence
from typing import Final

from openai.types.chat import ChatCompletionMessageParam

import prompts
from knowledge.records import Found, Passage, Question, Turn

_LANGUAGES: Final = {"zh": "Simplified Chinese", "en": "English"}
_LONGEST_TURN: Final = 600
"""In characters: an earlier answer tells what is talked of, and need not be whole for that."""

# Our own delimiters, and the marks of chat templates, which a server of a local model may take for the real ones.
_DELIMITER: Final = re.compile(
    r"<(?=\s*/?\s*(?:passage|sentence|turn|asked|answered)\b|[|｜]|\s*/?s>|(?:start|end)_of_turn)|\[(?=/?INST\])",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"\[\d{1,3}\]")


def messages(
    question: Question, passages: Sequence[Found], thread: Sequence[Turn], canary: str
) -> list[ChatCompletionMessageParam]:
    """The request of one answer; `canary` is a word that no answer may ever hold."""
    rules = prompts.fill("answer_rules", language=_LANGUAGES[question.language], canary=canary)
    told = numbered([found.passage for found in passages])
    asked = prompts.fill("answer_question", passages=told, question=inside(question.text))
    material = [prompts.fill("earlier_turns", turns="\n\n".join(map(_earlier, thread)))] if thread else []
    return [
        {"role": "system", "content": rules},
        {"role": "user", "content": "\n\n".join([*material, asked])},
    ]


def _earlier(turn: Turn) -> str:
    """A turn without its marks: their numbers would be those of other passages."""
    answer = _MARK.sub("", turn.answer)[:_LONGEST_TURN] or "NOT_ANSWERED"
    return (
        f"<turn>\n<asked>{inside(turn.question[:_LONGEST_TURN])}</asked>\n"
        f"<answered>{inside(answer)}</answered>\n</turn>"
    )


def numbered(passages: Sequence[Passage]) -> str:
    """Passages under their headings, each with its number from 1."""
    texts = (inside(f"{' > '.join(passage.heading)}\n{passage.text}") for passage in passages)
    return "\n\n".join(f'<passage number="{n}">\n{text}\n</passage>' for n, text in enumerate(texts, start=1))


def inside(text: str) -> str:
    """A text that cannot end what it stands in, or begin another."""
    return _DELIMITER.sub("‹", text)
