"""The `Writer` port over any OpenAI-compatible endpoint, streamed, with deadlines of its own."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import httpx2
import structlog
from openai import AsyncOpenAI, AsyncStream, OpenAIError, Timeout
from openai.types.chat import ChatCompletionChunk

import prompts
from knowledge.errors import WriterFailed
from knowledge.records import Found, Question

_log = structlog.get_logger(__name__)
_LANGUAGES = {"zh": "Simplified Chinese", "en": "English"}
_TAG = re.compile(r"<(?=\s*/?\s*passage)", re.IGNORECASE)
# The client checks no chunk against its own types: what a chunk of another shape raises is whatever reading it raises.
_FAILURES = (
    OpenAIError,
    httpx2.HTTPError,
    RuntimeError,  # also that the client is closed already, because the bot is about to end
    httpx2.InvalidURL,
    TimeoutError,
    ValueError,
    TypeError,
    AttributeError,
    ExceptionGroup,  # from the library below the client's, while it connects
)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds to wait for a connection, for the next piece, and for the whole answer.

    The client's own default is ten minutes for each.
    """

    connect: float = 5.0
    silence: float = 20.0
    whole: float = 60.0


class OpenAIWriter:
    """Writes answers with a chat model; one attempt, because the extractive answer is ready to take over."""

    def __init__(self, base_url: str | None, api_key: str, model: str, deadlines: Deadlines | None = None) -> None:
        self._deadlines = deadlines or Deadlines()
        self._model = model
        timeout = Timeout(self._deadlines.silence, connect=self._deadlines.connect)
        self._client = AsyncOpenAI(base_url=base_url, api_key=api_key, timeout=timeout, max_retries=0)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def models(self) -> list[str]:
        """The names of the models that the endpoint offers.

        Raises:
            WriterFailed: the endpoint refuses, or cannot be reached.
        """
        try:
            return [model.id async for model in self._client.models.list()]
        except _FAILURES as exc:
            raise WriterFailed(type(exc).__name__) from exc

    async def write(self, question: Question, passages: Sequence[Found]) -> AsyncIterator[str]:
        """The answer in pieces as they come. A model that finds no answer in the passages writes NOT_ANSWERED.

        Raises:
            WriterFailed: refused, unreachable, too slow, cut off or not understood.
        """
        try:
            async for piece in self._pieces(question, passages):
                yield piece
        except _FAILURES as exc:
            _log.info("model_failed", model=self._model, reason=type(exc).__name__)
            raise WriterFailed(type(exc).__name__) from exc

    async def _pieces(self, question: Question, passages: Sequence[Found]) -> AsyncIterator[str]:
        latest = asyncio.get_running_loop().time() + self._deadlines.whole
        async with asyncio.timeout_at(latest):
            stream = await self._ask(question, passages)
        finished = None
        async with stream:
            chunks = aiter(stream)
            while True:
                # Around each chunk rather than around all: the consumer's time between them is not the model's, and
                # comments that keep a connection alive are no chunks.
                async with asyncio.timeout_at(latest):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                for choice in chunk.choices:
                    finished = choice.finish_reason or finished
                    if choice.delta.content:
                        yield "" + choice.delta.content  # fails on what is no text
        if finished != "stop":
            # A connection that ends early raises nothing: only the missing reason tells.
            raise WriterFailed(f"finish_reason {finished}")

    async def _ask(self, question: Question, passages: Sequence[Found]) -> AsyncStream[ChatCompletionChunk]:
        rules = prompts.fill("answer_rules", language=_LANGUAGES[question.language])
        return await self._client.chat.completions.create(
            model=self._model,
            messages=[
                {"role": "system", "content": rules},
                {"role": "user", "content": _request_text(question, passages)},
            ],
            temperature=0.0,
            stream=True,
        )


def _request_text(question: Question, passages: Sequence[Found]) -> str:
    texts = (_inside(f"{' > '.join(found.passage.heading)}\n{found.passage.text}") for found in passages)
    numbered = (f'<passage number="{n}">\n{text}\n</passage>' for n, text in enumerate(texts, start=1))
    return prompts.fill("answer_question", passages="\n\n".join(numbered), question=_inside(question.text))


def _inside(text: str) -> str:
    """A text that cannot end its passage or begin another."""
    return _TAG.sub("‹", text)
