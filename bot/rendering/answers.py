"""Answers, and honest refusals to answer, as messages."""

from collections.abc import Sequence

from bot.catalogue import Words, notice
from bot.rendering.audience import Audience
from bot.rendering.layout import messages
from bot.rendering.markdown import markdown
from bot.rendering.references import details, title
from bot.rendering.runs import Block, Frame, Run
from bot.rendering.verbatim import verbatim
from knowledge.records import Answer, Citation, Nearest, Unanswered


def answer(value: Answer, audience: Audience) -> list[str]:
    """The answer's text, a notice where there is one, then its sources in a folded quotation."""
    blocks = verbatim(value.text) if value.mode == "extractive" else markdown(value.text)
    if value.notice:
        blocks = [Block((Run(notice(value.notice, audience.language), ("i",)),)), *blocks]
    if value.citations:
        blocks.append(_sources(value.citations, audience))
    return messages(blocks)


def unanswered(value: Unanswered, audience: Audience) -> list[str]:
    """One honest sentence, and the nearest entries where there are any."""
    language = audience.language
    said = notice(value.notice, language) if value.notice else Words.UNANSWERED.say(language)
    blocks = [Block((Run(said),))]
    if value.nearest:
        blocks.append(Block((Run(Words.NEAREST.say(audience.language)),)))
        blocks += [_nearest(near, audience) for near in value.nearest]
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
