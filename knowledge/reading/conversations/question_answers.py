"""A question and what was said to it as an entry that can be read and cited."""

import re
from collections import Counter
from typing import Final

from knowledge.language.sentences import sentences
from knowledge.reading import markdown
from knowledge.reading.conversations.masking import MASK, mask
from knowledge.reading.conversations.messages import Message, Part, Role, Thread
from knowledge.reading.conversations.speech import asking_sentence
from knowledge.records import Draft, Link

LONGEST_TITLE: Final = 60

_MENTION: Final = re.compile(r"(?<![\w./])@(?=\S)")
_GREETING: Final = re.compile(
    r"^(?:(?:请问|求问|求助|请教|想请教|想问|问)(?:一?下)?(?:大家|各位|大佬们?)?|大家好|各位(?:大佬|老师|同学)?(?:们)?|大佬们?|hi|hello|hey|guys|all)"
    r"(?:[，,：:！!。~\s]+|(?=\s))|^[，,：:！!~\s]+",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[，,；;：:、\s]")
_MARKED_UP: Final = re.compile(r"```[\s\S]*?(?:```|\Z)|[`*]")
_ASKS_ON: Final = "追问"
_SAYS: Final = {Role.QUESTION: "问", Role.ANSWER: "答", Role.CONTEXT: "补充"}
_ASKING: Final = re.compile(rf".+ (?:{_SAYS[Role.QUESTION]}|{_ASKS_ON})")


def is_asked(heading: str) -> bool:
    """Whether what stands below a heading of `draft` is a question rather than what was said to it."""
    return _ASKING.fullmatch(heading) is not None


def draft(thread: Thread, section: str | None = None, url: str | None = None) -> Draft:
    """The entry of a thread: its title is the question, its text the parts in order, each under its person's name.

    The names are headings, so that no quote has one in it. The author is who answered most. What leads to a person or
    opens a door is hidden.
    """
    asked = _shown(thread.question)
    named = title(asked)
    first, *rest = map(_heading, thread.parts)
    told = (f"{heading}\n\n{_shown(part.messages)}" for heading, part in zip(rest, thread.parts[1:], strict=True))
    text = "\n\n".join((f"{first}：{asked}" if asked == named else f"{first}\n\n{asked}", *told))
    answered = Counter(message.person for message in thread.answers)
    return Draft(
        title=named,
        text=text,
        section=section,
        author=answered.most_common(1)[0][0] if answered else None,
        date=thread.question[0].time.date(),
        url=url,
        links=links(text),
    )


def title(text: str) -> str:
    """The sentence of a question that asks, at most 60 characters, cut at a clause."""
    said = sentences(markdown.unlinked(_MARKED_UP.sub("", text))[0]) or sentences(text)
    asked = asking_sentence(said)
    while (plain := _GREETING.sub("", asked)) != asked and plain:
        asked = plain
    return shortened(asked) or "问答"


def shortened(sentence: str) -> str:
    """The sentence in one line, or its first clauses that fit into 60 characters."""
    line = " ".join(sentence.lstrip("# ").split())
    if len(line) <= LONGEST_TITLE:
        return line
    ends = [match.start() for match in _CLAUSE.finditer(line, LONGEST_TITLE // 3, LONGEST_TITLE)]
    return line[: ends[-1] if ends else LONGEST_TITLE - 1].rstrip() + "…"


def links(text: str) -> tuple[Link, ...]:
    """The web links of a light Markdown text, each once, none with something hidden in it."""
    plain, named = markdown.unlinked(text)
    found = {link.url: link for link in (*markdown.addresses(plain), *named)}
    return tuple(link for link in found.values() if MASK not in link.url)


def _heading(part: Part) -> str:
    says = _ASKS_ON if part.role is Role.CONTEXT and _asks_on(part) else _SAYS[part.role]
    return f"## {part.messages[0].person} {says}"


def _asks_on(part: Part) -> bool:
    return part.messages[-1].text.rstrip().endswith(("?", "？"))


def _shown(messages: tuple[Message, ...]) -> str:
    return "\n\n".join(mask(_MENTION.sub("", message.text)).strip() for message in messages if message.text.strip())
