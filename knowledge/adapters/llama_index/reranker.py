"""Any LlamaIndex node postprocessor as the `Reranker` port."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, Self

import structlog
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, TextNode

from knowledge.adapters.llama_index.plugin import instance
from knowledge.errors import RerankerRefused
from knowledge.passages import wording
from knowledge.records import Found

_THREADS: Final = 4
_log = structlog.get_logger(__name__)


class LlamaReranker:
    """A `Reranker` over a LlamaIndex `BaseNodePostprocessor`: a cross-encoder, a hosted reranking service."""

    def __init__(self, postprocessor: BaseNodePostprocessor, path: str, deadline: float = 10.0) -> None:
        """`deadline` is in seconds, for one question."""
        self._postprocessor = postprocessor
        self._path = path
        self._deadline = deadline
        # Of its own: calls that hang would use up the threads that everything else runs in.
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="reranker")

    @classmethod
    def load(cls, path: str, arguments: Mapping[str, Any]) -> Self:
        """The postprocessor of a class given by its dotted path.

        Raises:
            RerankerRefused: no such class, no postprocessor, or it cannot be made.
        """
        try:
            made = instance(path, arguments)
        except Exception as exc:  # an operator's plug-in may raise anything; all of it means the same
            raise RerankerRefused(path) from exc
        if not isinstance(made, BaseNodePostprocessor):
            raise RerankerRefused(path)
        return cls(made, path)

    async def order(self, question: str, passages: Sequence[Found]) -> list[int]:
        """The numbers of the passages, the one that answers best first; those it leaves out are not among them.

        Raises:
            RerankerRefused: it cannot be reached in time, or gives something else than the passages.
        """
        nodes = [NodeWithScore(node=_node(found), score=found.score) for found in passages]
        try:
            # In a thread, as with embedding models: local ones block the event loop.
            call = partial(self._postprocessor.postprocess_nodes, nodes, query_str=question)
            async with asyncio.timeout(self._deadline):
                ordered = await asyncio.get_running_loop().run_in_executor(self._threads, call)
            return [int(one.node.node_id) for one in ordered]
        except Exception as exc:  # a plug-in may raise anything
            _log.warning("reranker_refused", path=self._path, error=type(exc).__name__)
            raise RerankerRefused(self._path) from exc


def _node(found: Found) -> TextNode:
    return TextNode(id_=str(found.passage_id), text=wording(found.passage))
