"""The tokens that an endpoint tells of."""

from typing import Any

import pytest
from openai.types.chat import ChatCompletionChunk

from knowledge.adapters.openai_chat.usage import usage_in
from knowledge.records import Usage


def chunk(usage: object) -> ChatCompletionChunk:
    """A chunk that tells this."""
    fields: dict[str, Any] = {"id": "1", "created": 1, "model": "m", "object": "chat.completion.chunk", "choices": []}
    return ChatCompletionChunk.construct(**fields, usage=usage)


def test_what_an_endpoint_tells_is_taken() -> None:
    """Both numbers."""
    assert usage_in(chunk({"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10})) == Usage(7, 3)


@pytest.mark.parametrize("tokens", [-1, 7.5, None, 10**30])
def test_what_could_not_be_added_up_counts_as_nothing_told(tokens: float | None) -> None:
    """A server may say anything, and a number that no database takes would cost the answer."""
    for told in ({"prompt_tokens": tokens, "completion_tokens": 3}, {"prompt_tokens": 7, "completion_tokens": tokens}):
        assert usage_in(chunk({**told, "total_tokens": 10})) is None
