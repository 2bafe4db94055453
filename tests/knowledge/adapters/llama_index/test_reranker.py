"""LlamaIndex's postprocessors as rerankers."""

import asyncio
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from structlog.testing import capture_logs

from knowledge.adapters.llama_index.reranker import LlamaReranker
from knowledge.errors import RerankerRefused
from knowledge.ports import Reranker
from tests.notes import found

HERE = "tests.knowledge.adapters.llama_index.test_reranker"


class ByLetters(BaseNodePostprocessor):
    """An operator's own reranker: who shares most letters with the question comes first."""

    top_n: int = 10
    reachable: bool = True

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if not self.reachable or query_bundle is None:
            raise ConnectionError
        asked = set(query_bundle.query_str)
        return sorted(nodes, key=lambda one: -len(asked & set(one.node.get_content())))[: self.top_n]


class OfItsOwn(BaseNodePostprocessor):
    """A reranker that makes nodes of its own."""

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        del nodes, query_bundle
        return [NodeWithScore(node=TextNode(id_="summary", text="池化"))]


GO_ON = threading.Event()


class Hanging(BaseNodePostprocessor):
    """A reranker whose server never answers."""

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        del query_bundle
        GO_ON.wait(30)
        return nodes


def by_letters(**arguments: Any) -> Reranker:  # noqa: ANN401
    """The reranker as the wiring makes it."""
    return LlamaReranker.load(f"{HERE}.ByLetters", arguments)


PASSAGES = [found("池化", 1), found("批归一化", 2), found("归一", 3)]


async def test_passages_come_in_the_order_of_the_postprocessor() -> None:
    """The one it puts first comes first."""
    assert await by_letters().order("批归一化", PASSAGES) == [2, 3, 1]


async def test_what_the_postprocessor_leaves_out_is_left_out() -> None:
    """A postprocessor with `top_n` gives so many."""
    assert await by_letters(top_n=1).order("批归一化", PASSAGES) == [2]


async def test_a_reranker_that_cannot_be_reached_is_refused() -> None:
    """What a plug-in raises becomes one error with its path."""
    with pytest.raises(RerankerRefused) as error:
        await by_letters(reachable=False).order("批归一化", PASSAGES)
    assert error.value.path == f"{HERE}.ByLetters"


async def test_a_refusal_is_logged_without_texts() -> None:
    """Whoever runs the bot learns that answers come without it."""
    with capture_logs() as logs, pytest.raises(RerankerRefused):
        await by_letters(reachable=False).order("批归一化", PASSAGES)
    assert logs == [
        {
            "event": "reranker_refused",
            "log_level": "warning",
            "path": f"{HERE}.ByLetters",
            "error": "ConnectionError",
        }
    ]


async def test_nodes_that_are_no_passages_are_refused() -> None:
    """The question is answered without the reranker."""
    with pytest.raises(RerankerRefused):
        await LlamaReranker.load(f"{HERE}.OfItsOwn", {}).order("批归一化", PASSAGES)


async def test_a_reranker_that_hangs_is_refused() -> None:
    """After its deadline; meanwhile other threads are free, however many questions wait for it."""
    reranker = LlamaReranker(Hanging(), "Hanging", deadline=0.05)
    try:
        async with asyncio.timeout(20):
            for refused in await asyncio.gather(
                *[reranker.order("批归一化", PASSAGES) for _ in range(40)], return_exceptions=True
            ):
                assert isinstance(refused, RerankerRefused)
            assert await asyncio.to_thread(str, 1) == "1"
    finally:
        GO_ON.set()


@pytest.mark.parametrize(
    ("path", "arguments"),
    [("no.such.module", {}), (f"{HERE}.by_letters", {}), ("builtins.dict", {}), (f"{HERE}.ByLetters", {"top_n": "x"})],
    ids=["no module", "no class", "no postprocessor", "bad arguments"],
)
def test_what_cannot_be_made_is_refused(path: str, arguments: Mapping[str, Any]) -> None:
    """Whatever is wrong with the setting means the same."""
    with pytest.raises(RerankerRefused):
        LlamaReranker.load(path, arguments)
