"""A live shard answers and changes while a copy of it is optimised."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from qdrant_edge import (
    Distance,
    EdgeConfig,
    EdgeOptimizersConfig,
    EdgeShard,
    EdgeVectorParams,
    Point,
    Query,
    QueryRequest,
    UpdateOperation,
)

from knowledge.adapters.qdrant_edge.live_shard import LiveShard

_POINTS = 600
_CONFIG = EdgeConfig(
    vectors={"dense": EdgeVectorParams(size=4, distance=Distance.Euclid)},
    optimizers=EdgeOptimizersConfig(indexing_threshold=1),  # so that this few are worth a graph
)


def _upsert(numbers: range, height: float = 0.0) -> UpdateOperation:
    return UpdateOperation.upsert_points([Point(n, {"dense": [float(n), height, 0.0, 0.0]}) for n in numbers])


def _nearest(shard: LiveShard, number: int, height: float = 0.0) -> tuple[object, float]:
    query = Query.Nearest([float(number), height, 0.0, 0.0], using="dense")
    ((point,),) = shard.query([QueryRequest(limit=1, query=query)])
    return point.id, point.score


def _graph_size(path: Path) -> int:
    shard = EdgeShard.load(str(path))
    try:
        return shard.info().indexed_vectors_count
    finally:
        shard.close()


@pytest.fixture
def shard(tmp_path: Path) -> Iterator[LiveShard]:
    """A shard of `_POINTS` points along a line, in `tmp_path / "shard"`."""
    live = LiveShard.create(tmp_path / "shard", _CONFIG)
    live.update(_upsert(range(1, _POINTS + 1)))
    live.flush()
    yield live
    live.close()


def test_optimising_builds_the_graph(shard: LiveShard, tmp_path: Path) -> None:
    """What is on disk after optimising has a graph, and beside it nothing is left."""
    shard.optimise()
    shard.close()
    assert _graph_size(tmp_path / "shard") == _POINTS
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]


def test_searches_go_on_while_optimising(shard: LiveShard) -> None:
    """Other threads of this process run and get answers; the engine alone would stop them all until it is done."""
    optimising = threading.Thread(target=shard.optimise)
    optimising.start()
    answered = 0
    while optimising.is_alive():
        assert _nearest(shard, 300) == (300, 0.0)
        answered += 1
    assert answered > 10


def test_what_changes_while_optimising_is_kept(shard: LiveShard) -> None:
    """New, moved and deleted points of that time are so in the optimised shard too."""
    optimising = threading.Thread(target=shard.optimise)
    optimising.start()
    changed = 0
    while optimising.is_alive() and changed < _POINTS // 2:
        changed += 1
        shard.update(_upsert(range(_POINTS + changed, _POINTS + changed + 1)))
        shard.update(_upsert(range(changed, changed + 1), height=5.0))
        shard.update(UpdateOperation.delete_points([_POINTS + 1 - changed]))
    optimising.join()
    assert changed > 1
    assert shard.count() == _POINTS
    for number in range(1, changed + 1):
        assert _nearest(shard, _POINTS + number) == (_POINTS + number, 0.0)
        assert _nearest(shard, number, height=5.0) == (number, 0.0)


def test_closing_gives_an_optimisation_up(shard: LiveShard, tmp_path: Path) -> None:
    """Closing does not wait for the graph, leaves no copy behind, and the shard as it was."""
    optimising = threading.Thread(target=shard.optimise)
    optimising.start()
    shard.close()
    optimising.join()
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]
    assert LiveShard.load(tmp_path / "shard").count() == _POINTS


def test_loading_clears_away_what_a_killed_process_left(shard: LiveShard, tmp_path: Path) -> None:
    """A copy that was being optimised when the process was killed does not stay."""
    shard.close()
    (tmp_path / "optimising-left" / "shard").mkdir(parents=True)
    loaded = LiveShard.load(tmp_path / "shard")
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]
    assert loaded.count() == _POINTS
