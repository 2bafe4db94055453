"""A chat model that judges which passages state each sentence of an answer."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from openai.types.chat import ChatCompletionMessageParam

import prompts
from knowledge.adapters.openai_chat.chat_model import ChatModel
from knowledge.adapters.openai_chat.messages import inside, numbered
from knowledge.answering.drafting import spoken
from knowledge.errors import WriterFailed
from knowledge.records import Passage, Usage

_FINDING: Final = re.compile(r"\D*(\d{1,3})[\s*_]*[:：][\W_]*(\d{1,3}(?:[\W_]+\d{1,3})*|none)[\W_]*", re.IGNORECASE)


class OpenAIJudge(ChatModel):
    """A `Judge` that is asked once for all sentences of an answer."""

    async def judge(
        self, sentences: Sequence[str], passages: Sequence[Passage]
    ) -> tuple[Mapping[int, frozenset[int]], Usage]:
        """Which passages state each sentence, both by their place from 0, and the tokens that this took.

        Raises:
            KeyRefused: the endpoint does not take the key.
            WriterFailed: refused, unreachable, too slow, cut off, too long, or nothing of it is a finding.
        """
        with self.logged():
            said, usage = await self.reply(request(sentences, passages))
            return findings(said, len(sentences), len(passages)), usage


def request(sentences: Sequence[str], passages: Sequence[Passage]) -> list[ChatCompletionMessageParam]:
    """The request of one judgement."""
    asked = "\n".join(f'<sentence number="{n}">{inside(one)}</sentence>' for n, one in enumerate(sentences, start=1))
    return [
        {"role": "system", "content": prompts.fill("judge_rules")},
        {"role": "user", "content": prompts.fill("judge_sentences", passages=numbered(passages), sentences=asked)},
    ]


def findings(said: str, sentences: int, passages: int) -> dict[int, frozenset[int]]:
    """What a judge found of so many sentences and passages; a line that is no finding is none.

    Where it contradicts itself about a sentence, it has found nothing of it.

    Raises:
        WriterFailed: there is no finding.
    """
    found: dict[int, set[frozenset[int]]] = {}
    for line in filter(None, map(_FINDING.fullmatch, spoken(said).splitlines())):
        sentence, stating = int(line[1]) - 1, {int(number) - 1 for number in re.findall(r"\d+", line[2])}
        if 0 <= sentence < sentences:
            found.setdefault(sentence, set()).add(frozenset(stating.intersection(range(passages))))
    if not found:
        raise WriterFailed("no finding")
    return {sentence: each for sentence, (each, *others) in found.items() if not others}
