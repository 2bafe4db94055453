"""What a model is told of an issue to draft its foreword, and what of its draft may be shown to an editor."""

import re
from typing import Final

from openai.types.chat import ChatCompletionMessageParam

import prompts
from knowledge.adapters.openai_chat.messages import inside
from knowledge.errors import WriterFailed
from knowledge.weekly.compiled import CompiledIssue, IssueEntry

LONGEST: Final = 300
"""In characters."""

_MOST_ENTRIES: Final = 60
_LONGEST_TITLE: Final = 80
_THOUGHTS: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)|(?:https?://|www\.)[!-~]+")
_SENTENCE: Final = re.compile(r".*[。！？!?]", re.DOTALL)


def request(issue: CompiledIssue) -> list[ChatCompletionMessageParam]:
    """The request of one draft: headings and titles, nobody's whole text."""
    counts = "、".join(f"{one.name} {len(one.entries)}" for one in issue.sections) or "no entries yet"
    lines = [f"<{one.name}>\n" + "\n".join(map(_line, one.entries[:_MOST_ENTRIES])) for one in issue.sections]
    told = prompts.fill(
        "foreword", number=str(issue.number), counts=inside(counts), contents=inside("\n\n".join(lines))
    )
    return [{"role": "user", "content": told}]


def proposal(said: str) -> str:
    """The draft without thoughts and addresses, cut at a sentence's end.

    Raises:
        WriterFailed: nothing is left of it.
    """
    text = _ADDRESS.sub(lambda found: found[1] or "", _THOUGHTS.sub("", said)).strip().lstrip("#").strip()
    if len(text) > LONGEST:
        whole = _SENTENCE.match(text[:LONGEST])
        text = whole[0] if whole else text[:LONGEST]
    if not text:
        raise WriterFailed("empty")
    return text


def _line(entry: IssueEntry) -> str:
    return f"- {entry.title[:_LONGEST_TITLE]}"
