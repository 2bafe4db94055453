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

_SENTENCE: Final = re.compile(r"(\d{1,3})[\s*_]*[:：]")
"""What else may be said of a sentence, as that the line above is wrong."""
_NONE: Final = frozenset({0})
_UNCLEAR: Final[frozenset[int]] = frozenset()


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
    for line in spoken(said).splitlines():
        if told := _FINDING.fullmatch(line):
            numbers = frozenset(map(int, re.findall(r"\d+", told["passages"]))) or _NONE
            found.setdefault(int(told["sentence"]), set()).add(numbers)
        else:
            for sentence in map(int, _SENTENCE.findall(line)):
                found.setdefault(sentence, set()).add(_UNCLEAR)
    known = frozenset(range(1, passages + 1))
    clear = {
        sentence - 1: frozenset(number - 1 for number in numbers if number)
        for sentence, (numbers, *others) in found.items()
        if 1 <= sentence <= sentences and not others and (numbers == _NONE or (numbers and numbers <= known))
    }
    if not clear:
        raise WriterFailed("no finding")
    return clear
