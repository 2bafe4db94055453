"""The tokens that an answer has used, as an endpoint tells them, or estimated."""

from collections.abc import Sequence
from typing import Final

from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

from knowledge.language.tokens import token_count
from knowledge.records import Usage

_MOST: Final = 100_000_000
"""Tokens: no model takes so many at once, and no database adds up whatever a server may say."""


def usage_in(chunk: ChatCompletionChunk) -> Usage | None:
    """What a chunk tells of it; None where that is nothing, or none that could be added up."""
    told = getattr(chunk, "usage", None)
    given, taken = getattr(told, "prompt_tokens", None), getattr(told, "completion_tokens", None)
    # The client checks no types: a server may say anything here.
    if type(given) is not int or type(taken) is not int or min(given, taken) < 0 or max(given, taken) > _MOST:
        return None
    return Usage(given, taken)


def usage_of(request: Sequence[ChatCompletionMessageParam], said: str) -> Usage:
    """An estimate by the length of what was asked and said."""
    return Usage(sum(token_count(str(one.get("content") or "")) for one in request), token_count(said))
