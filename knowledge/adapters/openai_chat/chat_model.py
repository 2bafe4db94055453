"""A chat model behind an OpenAI-compatible endpoint: one reply, piece by piece, or one failure."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from functools import partial
from typing import Final

import structlog
from openai import AsyncOpenAI, AsyncStream, BadRequestError, Timeout, UnprocessableEntityError, omit
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
from openai.types.chat.chat_completion_chunk import ChoiceDelta

from knowledge.adapters.openai_chat.circuit_breaker import CircuitBreaker
from knowledge.adapters.openai_chat.failures import FAILURES, CutOff, failure_of
from knowledge.adapters.openai_chat.patience import Deadlines, Patience
from knowledge.adapters.openai_chat.usage import usage_in, usage_of
from knowledge.answering.gathering import Gathered
from knowledge.errors import KeyRefused, WriterFailed
from knowledge.ports import Piece
from knowledge.records import Restart, Usage

_log = structlog.get_logger(__name__)
_LONGEST: Final = 60_000
"""In characters, with thoughts: far more than is ever shown, and little enough to be looked through at each piece."""
_USAGE_SECONDS: Final = 0.3
_REASONS: Final = ("length", "content_filter", "tool_calls", "function_call")
"""The API's own words for the log; another may be anything that a server says."""


class ChatModel:
    """Replies of a chat model; what fails in passing is tried again: at most twice, once if it had begun."""

    def __init__(
        self,
        base_url: str | None,
        api_key: str,
        model: str,
        deadlines: Deadlines | None = None,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self._deadlines = deadlines or Deadlines()
        self._breaker = breaker or CircuitBreaker()
        self._model = model
        self._counts: bool | None = None
        timeout = Timeout(self._deadlines.whole, connect=self._deadlines.connect)
        self._client = AsyncOpenAI(base_url=base_url, api_key=api_key, timeout=timeout, max_retries=0)

    @property
    def breaker(self) -> CircuitBreaker:
        """What leaves the model alone that fails."""
        return self._breaker

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def models(self) -> list[str]:
        """The names of the models that the endpoint offers.

        Raises:
            KeyRefused: the endpoint does not take the key.
            WriterFailed: it refuses, cannot be reached, or keeps silent.
        """
        try:
            async with asyncio.timeout(self._deadlines.first):
                return [model.id async for model in self._client.models.list()]
        except FAILURES as exc:
            raise failure_of(exc) from exc

    async def replying(
        self, request: list[ChatCompletionMessageParam], gathered: Gathered
    ) -> AsyncGenerator[Piece, None]:
        """The reply in pieces as they come, when `gathered` has taken them.

        A `Restart` stands before each further attempt. The last item of each is what the endpoint says that it has
        used, where it says so.

        Raises:
            KeyRefused: the endpoint does not take the key.
            WriterFailed: refused, unreachable, too slow, cut off, too long, or not understood.
        """
        async with aclosing(self._guarded(request)) as pieces:
            async for piece in pieces:
                gathered.take(piece)
                if len(gathered.said) > _LONGEST:
                    raise WriterFailed("too long")
                yield piece

    async def reply(self, request: list[ChatCompletionMessageParam], gathered: Gathered) -> str:
        """The whole reply, of which `gathered` has taken everything.

        Raises:
            KeyRefused: the endpoint does not take the key.
            WriterFailed: as in `replying`.
        """
        async with aclosing(self.replying(request, gathered)) as pieces:
            async for _ in pieces:
                pass
        return gathered.said

    @contextmanager
    def logged(self) -> Iterator[None]:
        """Around what may fail: the log tells of it, by our own words alone."""
        try:
            yield
        except WriterFailed as failed:
            log = _log.error if isinstance(failed, KeyRefused) else _log.warning
            log("model_failed", model=self._model, failure=type(failed).__name__, reason=failed.reason)
            raise

    async def _guarded(self, request: list[ChatCompletionMessageParam]) -> AsyncGenerator[Piece, None]:
        """The pieces, unless the model is to be left alone."""
        with self._breaker.guard():
            async with aclosing(self._persistently(request)) as pieces:
                async for piece in pieces:
                    if piece:
                        yield piece

    async def _persistently(self, request: list[ChatCompletionMessageParam]) -> AsyncGenerator[Piece, None]:
        """The pieces of all attempts, with a `Restart` between two; empty pieces are signs of life."""
        patience = Patience(self._deadlines)
        while True:
            try:
                async with aclosing(self._attempt(request, patience)) as pieces:
                    async for piece in pieces:
                        yield piece
            except FAILURES as exc:
                failed, pause = failure_of(exc), patience.pause_after(exc)
                if pause is None:
                    raise failed from exc
            else:
                return
            _log.info("model_asked_again", model=self._model, reason=failed.reason, seconds=round(pause, 1))
            await asyncio.sleep(pause)
            yield Restart()

    async def _attempt(
        self, request: list[ChatCompletionMessageParam], patience: Patience
    ) -> AsyncGenerator[Piece, None]:
        async with patience.wait():
            stream = await self._opened(request)
        finished = used = None
        async with stream:
            chunks = aiter(stream)
            while True:
                # Around each chunk rather than around all: the consumer's time between them is not the model's, and
                # comments that keep a connection alive are no chunks.
                async with patience.wait():
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                used = usage_in(chunk) or used
                for choice in chunk.choices:
                    finished = choice.finish_reason or finished
                    if (text := _said(choice.delta)) is not None:
                        with patience.renewed():
                            yield text
                if finished:
                    used = used or await self._late_usage(chunks)
                    break  # the server may keep the stream open
        if used is not None:
            yield used
        if finished != "stop":
            raise _unfinished(finished)

    async def _opened(self, request: list[ChatCompletionMessageParam]) -> AsyncStream[ChatCompletionChunk]:
        """The stream of an answer; an endpoint that does not know how to count tokens is asked without that."""
        try:
            stream = await self._create(request, counting=self._counts is not False)
        except (BadRequestError, UnprocessableEntityError):
            if self._counts is not None:
                raise
            stream = await self._create(request, counting=False)
            self._counts = False
            return stream
        self._counts = self._counts is not False
        return stream

    async def _create(
        self, request: list[ChatCompletionMessageParam], *, counting: bool
    ) -> AsyncStream[ChatCompletionChunk]:
        return await self._client.chat.completions.create(
            model=self._model,
            messages=request,
            temperature=0.0,
            stream=True,
            stream_options={"include_usage": True} if counting else omit,
        )

    async def _late_usage(self, chunks: AsyncIterator[ChatCompletionChunk]) -> Usage | None:
        """The usage that comes after the last piece; who asked waits for it, and so not for long."""
        try:
            async with asyncio.timeout(_USAGE_SECONDS if self._counts else 0):
                async for chunk in chunks:
                    if (used := usage_in(chunk)) is not None:
                        return used
        except FAILURES:
            pass  # the answer is whole
        return None


def gathering(request: list[ChatCompletionMessageParam]) -> Gathered:
    """What will be said to a request; where the endpoint does not tell its tokens, they are estimated."""
    return Gathered(partial(usage_of, request))


def _unfinished(reason: str | None) -> WriterFailed:
    """The failure of an answer that ended for this reason: a connection that ends early raises nothing, gives none."""
    if reason is None:
        return CutOff("finish_reason None")
    return WriterFailed(f"finish_reason {reason if reason in _REASONS else 'unknown'}")


def _said(delta: ChoiceDelta) -> str | None:
    """The text of a piece, empty for a model's thoughts; None where there is neither."""
    if delta.content:
        return "" + delta.content  # fails on what is no text
    thought = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
    return "" if thought else None
