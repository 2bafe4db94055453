"""Which adapter stands behind which port."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring import SystemClock, library_of, make_embedder, make_writer, zixue
from knowledge import samples
from knowledge.errors import EmbedderRefused, LibraryUnavailable


def settings(place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", _env_file=None, **{"embedder": "none", **given})


def test_the_clock_is_the_systems_in_utc() -> None:
    """Everything that is kept is in one zone."""
    first, second = SystemClock().now(), SystemClock().now()
    assert first <= second
    assert first.utcoffset() is not None
    assert not first.utcoffset()


@pytest.mark.usefixtures("place")
async def test_a_library_needs_no_embedder(place: Path) -> None:
    """What only lists sources does not wait for a model."""
    async with library_of(settings(place, embedder="no.such.Class")) as library:
        assert await library.sources() == []


async def test_what_is_read_is_found(place: Path) -> None:
    """Samples in, an answer out, by words alone; the next process finds the same."""
    for states in (["new"] * 5, ["unchanged"] * 5):
        async with zixue(settings(place)) as whole:
            assert [one.state for one in await whole.ingest([str(samples.FOLDER)])] == states
            await whole.follow()
            assert whole.embed is None
            found = await whole.search_entries(samples.SUGGESTIONS[0])
            assert found[0].entry.section == "疑问解答"


async def test_two_processes_have_an_index_each(place: Path) -> None:
    """The engine allows one process a shard; both follow the same library."""
    async with zixue(settings(place)) as first, zixue(settings(place)) as second:
        await first.ingest([str(samples.FOLDER)])
        await second.follow()
        assert await second.search_entries("梯度")
        assert (place / "data" / "index" / "1").is_dir()


async def test_a_place_that_cannot_be_used_is_told_as_such(place: Path) -> None:
    """The library's failure, not the file system's."""
    (place / "data").touch()
    with pytest.raises(LibraryUnavailable):
        async with zixue(settings(place)):
            pass


def test_the_default_embedder_is_local(place: Path) -> None:
    """384 dimensions; its name tells vectors of another model apart."""
    embedder = make_embedder(Settings(data_dir=place, _env_file=None))
    assert embedder is not None
    assert embedder.dimension == 384
    assert "e5" in embedder.name


def test_an_embedder_of_llamaindex_is_set_by_its_dotted_path(place: Path) -> None:
    """With its own arguments; what is no such class is refused by the path that was set."""
    path = "llama_index.core.embeddings.mock_embed_model.MockEmbedding"
    embedder = make_embedder(settings(place, embedder=path, embedder_arguments='{"embed_dim": 8}'))
    assert embedder is not None
    assert embedder.dimension == 8
    for wrong in (path + "s", "no.such.Class", "nothing", "json.loads", "."):
        with pytest.raises(EmbedderRefused) as refused:
            make_embedder(settings(place, embedder=wrong))
        assert refused.value.path == wrong


async def test_a_model_is_a_name(place: Path) -> None:
    """Without one, answers are extractive; a local endpoint needs no key."""
    assert make_writer(settings(place)) is None
    for key in (None, SecretStr("k")):
        writer = make_writer(settings(place, model_name="m", model_api_key=key, model_base_url="http://127.0.0.1:9/v1"))
        assert writer is not None
        await writer.close()
