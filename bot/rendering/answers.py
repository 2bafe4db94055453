"""Answers, and honest refusals to answer, as messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.catalogue import Words, notice
from bot.rendering.audience import Audience
from bot.rendering.autolinks import defused
from bot.rendering.layout import messages
from bot.rendering.markdown import markdown
from bot.rendering.references import details, title
from bot.rendering.runs import Block, Frame, Run
from bot.rendering.verbatim import verbatim
from knowledge.records import Answer, Citation, Nearest, Unanswered


@dataclass(frozen=True, slots=True)
class Before:
    """That an answer was given before: when, in words; in which mode; and where it stands, if that has an address."""

    when: str
    mode: Literal["model", "extractive", "stored"]
    href: str | None = None


def answer(value: Answer, audience: Audience, before: Before | None = None) -> list[str]:
    """The answer's text, that it was given before or a notice, then its sources in a folded quotation.

    Nothing can be tapped but the sources: an address in the text is no link, whether a model or a page wrote it.
    """
    mode = before.mode if before else value.mode
    blocks = defused(verbatim(value.text) if mode == "extractive" else markdown(value.text))
    if before:
        said = Words.STORED_ANSWER.say(audience.language, when=before.when)
        blocks = [Block((Run(said, ("i",), href=before.href),)), *blocks]
    if value.notice:
        blocks = [Block((Run(notice(value.notice, audience.language), ("i",)),)), *blocks]
    if value.citations:
        blocks += defused([_sources(value.citations, audience)])
    return messages(blocks)


def unanswered(value: Unanswered, audience: Audience, *, kept_open: bool = False) -> list[str]:
    """One honest sentence, whether the question was put on the list, and the nearest entries where there are any."""
    language = audience.language
    said = notice(value.notice, language) if value.notice else Words.UNANSWERED.say(language)
    listed = Words.KEPT_OPEN.say(language) if kept_open else ""
    blocks = [Block((Run((" " if language == "en" and listed else "").join((said, listed))),))]
    if value.nearest:
        blocks.append(Block((Run(Words.NEAREST.say(audience.language)),)))
        blocks += defused([_nearest(near, audience) for near in value.nearest])
    return messages(blocks)


def _sources(citations: Sequence[Citation], audience: Audience) -> Block:
    runs = [Run(Words.SOURCES_OF_ANSWER.say(audience.language), ("b",))]
    for citation in citations:
        about = details(audience, citation.source, citation.section, citation.author, citation.date, url=citation.url)
        name = title(audience, "e", citation.entry_id, citation.title)
        runs += [Run("\n"), Run(f"[{citation.n}] ", whole=True), name, Run("\n    "), *about]
    return Block(tuple(runs), Frame.FOLDED)


def _nearest(near: Nearest, audience: Audience) -> Block:
    about = details(audience, near.source, near.section, url=near.url)
    return Block((Run("• "), title(audience, "e", near.entry_id, near.title), Run("\n  "), *about), gap=1)
