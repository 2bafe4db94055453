"""Which adapter stands behind which port, and what runs beside a bot."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from pydantic import SecretStr

from bot.background import background, embed_alone
from bot.settings import Settings
from bot.wiring import SystemClock, Zixue, library_of, make_embedder, make_writer, zixue
from knowledge import samples
from knowledge.errors import EmbedderRefused, IndexUnavailable, LibraryUnavailable
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.records import Vector, VectorCount
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import shelve


def settings(place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", _env_file=None, **{"embedder": "none", **given})


class Watched(BagOfWords):
    """An embedder that tells when it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors, and the event."""
        self.begun.set()
        return await super().passages(texts)


class Followed(MemoryIndex):
    """An index that tells when it was brought up to date, or that cannot be read."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        self.begun = asyncio.Event()
        self.failure = failure

    def position(self) -> int:
        """Where it is."""
        self.begun.set()
        if self.failure:
            raise self.failure
        return super().position()


async def wired(place: Path, index: MemoryIndex, embedder: BagOfWords) -> Zixue:
    """A deployment whose library, index and embedder are in memory; one note waits to be indexed."""
    library = MemoryLibrary()
    await shelve(library, {"门控": "遗忘门的值在零和一之间。"})
    async with zixue(settings(place)) as real:
        follow, embed = FollowLibrary(library, index, embedder.name), EmbedPassages(library, embedder)
        return replace(real, library=library, follow=follow, embed=embed)


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


async def test_beside_a_bot_the_index_follows_and_passages_get_vectors(place: Path) -> None:
    """At once, and until the bot ends."""
    index, embedder = Followed(), Watched()
    deployment = await wired(place, index, embedder)
    async with background(deployment, settings(place)), asyncio.timeout(10):
        await index.begun.wait()
        await embedder.begun.wait()
    assert index.count() == 1
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_one_process_of_a_deployment_embeds(place: Path) -> None:
    """The others leave the work to the one that holds the lock, and go on following."""
    index, embedder = Followed(), Watched()
    deployment = await wired(place, index, embedder)
    with FileLock(place / "data" / "embedding.lock"):
        async with background(deployment, settings(place)), asyncio.timeout(10):
            await index.begun.wait()
            for _ in range(10):
                await asyncio.sleep(0)
    assert not embedder.begun.is_set()


@pytest.mark.parametrize("failure", [LibraryUnavailable(), IndexUnavailable()])
async def test_trouble_with_the_library_or_index_does_not_end_the_bot(place: Path, failure: Exception) -> None:
    """A full disk may be emptied: it is tried again later."""
    index = Followed(failure)
    async with background(await wired(place, index, Watched()), settings(place)), asyncio.timeout(10):
        await index.begun.wait()
        await asyncio.sleep(0)


async def test_what_a_bot_raises_comes_out_as_itself(place: Path) -> None:
    """Not in the wrapping of the tasks beside it: whoever runs it knows what to say."""
    deployment = await wired(place, Followed(), Watched())
    with pytest.raises(LibraryUnavailable):
        async with background(deployment, settings(place)):
            raise LibraryUnavailable


async def test_a_broken_task_ends_the_bot(place: Path) -> None:
    """A mistake in the program is told, not hidden behind a bot that no longer follows."""
    deployment = await wired(place, Followed(ZeroDivisionError()), Watched())
    with pytest.raises(ZeroDivisionError):
        async with background(deployment, settings(place)):
            await asyncio.Event().wait()


async def test_two_processes_do_not_embed_the_same_passages(place: Path) -> None:
    """The second waits and tells how far the first is."""
    library, embedder = MemoryLibrary(), Watched()
    await shelve(library, {"门控": "遗忘门的值在零和一之间。"})
    (place / "data").mkdir()
    told = asyncio.Queue[VectorCount]()
    with FileLock(place / "data" / "embedding.lock"):
        waiting = asyncio.ensure_future(embed_alone(EmbedPassages(library, embedder), settings(place), told.put_nowait))
        assert (await told.get()).pending == 1
        assert not embedder.begun.is_set()
    await waiting
    assert embedder.begun.is_set()
    assert [told.get_nowait().pending for _ in range(told.qsize())] == [1, 0]  # the passage's sentence comes after it
