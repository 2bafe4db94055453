"""A chat model that judges which passages state each sentence of an answer."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from openai.types.chat import ChatCompletionMessageParam

import prompts
from knowledge.adapters.openai_chat.chat_model import ChatModel, gathering
from knowledge.adapters.openai_chat.messages import inside, numbered
from knowledge.answering.drafting import spoken
from knowledge.errors import WriterFailed
from knowledge.records import Passage, Usage

_FINDING: Final = re.compile(
    r"[\s>*_#•-]*(?:sentence\s*|句子?\s*)?(?P<sentence>\d{1,3})[\s*_]*[:：]"
    r"[\s*_\[【]*(?P<passages>\d{1,3}(?:[\s,，、\[\]【】]+\d{1,3})*|none)[\s*_\]】.。]*",
    re.IGNORECASE,
)
"""One line and nothing else on it: `1: 0; 2: 1` must not be read as passages 0, 2 and 1."""


class OpenAIJudge(ChatModel):
    """A `Judge` that is asked once for all sentences of an answer."""

    async def judge(
        self, sentences: Sequence[str], passages: Sequence[Passage]
    ) -> tuple[Mapping[int, frozenset[int]], Usage]:
        """Which passages state each sentence, both by their place from 0, and the tokens that this took.

        A sentence that it found nothing out about is left out: all of them where it failed, which the log tells.
        """
        asked = request(sentences, passages)
        gathered = gathering(asked)
        try:
            with self.logged():
                return findings(await self.reply(asked, gathered), len(sentences), len(passages)), gathered.usage
        except WriterFailed:
            return {}, gathered.usage


def request(sentences: Sequence[str], passages: Sequence[Passage]) -> list[ChatCompletionMessageParam]:
    """The request of one judgement."""
    asked = "\n".join(f'<sentence number="{n}">{inside(one)}</sentence>' for n, one in enumerate(sentences, start=1))
    return [
        {"role": "system", "content": prompts.fill("judge_rules")},
        {"role": "user", "content": prompts.fill("judge_sentences", passages=numbered(passages), sentences=asked)},
    ]


def findings(said: str, sentences: int, passages: int) -> dict[int, frozenset[int]]:
    """What a judge found of so many sentences and passages.

    What contradicts itself, or names a passage that there is not, tells nothing of its sentence.

    Raises:
        WriterFailed: there is no finding.
    """
    found: dict[int, set[frozenset[int]]] = {}
    for line in filter(None, map(_FINDING.fullmatch, spoken(said).splitlines())):
        numbers = {int(number) for number in re.findall(r"\d+", line["passages"])} or {0}
        found.setdefault(int(line["sentence"]) - 1, set()).add(frozenset(numbers))
    known = frozenset(range(1, passages + 1))
    told = {
        sentence: frozenset(number - 1 for number in numbers if number)
        for sentence, (numbers, *others) in found.items()
        if 0 <= sentence < sentences and not others and (numbers == {0} or numbers <= known)
    }
    if not told:
        raise WriterFailed("no finding")
    return told
