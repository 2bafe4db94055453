"""What goes on beside a running bot, and how long."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.background import background, embed_alone
from bot.settings import Settings
from bot.wiring import SystemClock, zixue
from knowledge.errors import IndexUnavailable, LibraryUnavailable
from knowledge.governance.confirmations import Confirmation
from knowledge.governance.quotas import Scope, Spent
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.records import Effect, Entry, Exchange, Origin, Overheard, Vector, VectorCount
from knowledge.remembering.closing import News
from knowledge.spine.inbox import Incoming
from knowledge.spine.leases import Leases
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import shelve


def settings(place: Path) -> Settings:
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", embedder="none", _env_file=None)


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


class Asked:
    """Leases that are free or taken by another process; they tell how they were asked for."""

    def __init__(self, *, taken: bool) -> None:
        self.taken = taken
        self.refused = asyncio.Event()
        self.given_back: list[str] = []
        self.longest = dt.timedelta(0)

    async def take(self, name: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Whether it is free."""
        del name, holder
        self.longest = max(self.longest, until - now)
        if self.taken:
            self.refused.set()
        return not self.taken

    async def release(self, name: str, holder: str) -> None:
        """Remember it."""
        del holder
        self.given_back.append(name)


@asynccontextmanager
async def beside(
    place: Path, index: MemoryIndex, embedder: BagOfWords, leases: Leases | None = None
) -> AsyncIterator[None]:
    """What goes on beside a bot whose library, index and embedder are in memory; one note waits to be indexed."""
    library = MemoryLibrary()
    await shelve(library, {"门控": "遗忘门的值在零和一之间。"})
    async with zixue(settings(place)) as real:
        follow, embed = FollowLibrary(library, index, embedder.name), EmbedPassages(library, embedder)
        spine = real.spine if leases is None else replace(real.spine, leases=leases)
        async with background(replace(real, library=library, follow=follow, embed=embed, spine=spine)):
            yield


async def test_beside_a_bot_the_index_follows_and_passages_get_vectors(place: Path) -> None:
    """At once, and until the bot ends."""
    index, embedder = Followed(), Watched()
    async with beside(place, index, embedder), asyncio.timeout(10):
        await index.begun.wait()
        await embedder.begun.wait()
    assert index.count() == 1
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_ended_long_ago_is_forgotten(place: Path) -> None:
    """An update that was buried a month ago, as soon as the bot runs."""
    async with zixue(settings(place)) as wired, asyncio.timeout(10):
        await wired.spine.inbox.keep([Incoming(None, "chat:7", "?")], SystemClock().now() - dt.timedelta(days=31))
        assert (await wired.spine.inbox.backlog()).buried == 1
        async with background(wired):
            while (await wired.spine.inbox.backlog()).buried:  # noqa: ASYNC110  a database does not call back
                await asyncio.sleep(0)


async def test_what_has_passed_is_forgotten(place: Path) -> None:
    """A button that nobody pressed, what nobody labelled within a month, and what was used more than a year ago."""
    async with zixue(settings(place)) as wired, asyncio.timeout(10):
        now, kept = SystemClock().now(), wired.governance
        month, year = now - dt.timedelta(days=31), (now - dt.timedelta(days=402)).date()
        await kept.confirmations.ask(Confirmation(0, 7, "broadcast", month, month, 7))
        await kept.consumption.spend([(Scope.USER, 7)], year, Spent(1))
        heard = await wired.overhearings.hear(Overheard(0, -5, 41, 7, "谁知道？", month, would_answer=True))
        async with background(wired):
            while await wired.overhearings.overheard(heard):  # noqa: ASYNC110  a database does not call back
                await asyncio.sleep(0)
        assert await kept.confirmations.confirmation(1) is None
        assert await kept.consumption.spent(Scope.USER, 7, year) == Spent()


async def test_one_process_of_a_deployment_embeds(place: Path) -> None:
    """The others leave the work to the one that holds the lease, and go on following."""
    index, embedder, leases = Followed(), Watched(), Asked(taken=True)
    async with beside(place, index, embedder, leases), asyncio.timeout(10):
        await index.begun.wait()
        await leases.refused.wait()
    assert not embedder.begun.is_set()


@pytest.mark.parametrize("failure", [LibraryUnavailable(), IndexUnavailable()])
async def test_trouble_with_the_library_or_index_does_not_end_the_bot(place: Path, failure: Exception) -> None:
    """A full disk may be emptied: it is tried again later."""
    index = Followed(failure)
    async with beside(place, index, Watched()), asyncio.timeout(10):
        await index.begun.wait()
        await asyncio.sleep(0)


async def test_what_a_bot_raises_comes_out_as_itself(place: Path) -> None:
    """Not in the wrapping of the tasks beside it: whoever runs it knows what to say."""
    with pytest.raises(LibraryUnavailable):
        async with beside(place, Followed(), Watched()):
            raise LibraryUnavailable


async def test_a_broken_task_ends_the_bot(place: Path) -> None:
    """A mistake in the program is told, not hidden behind a bot that no longer follows."""
    with pytest.raises(ZeroDivisionError):
        async with beside(place, Followed(ZeroDivisionError()), Watched()):
            await asyncio.Event().wait()


async def test_two_processes_do_not_embed_the_same_passages() -> None:
    """The second waits and tells how far the first is."""
    library, embedder = MemoryLibrary(), Watched()
    await shelve(library, {"门控": "遗忘门的值在零和一之间。"})
    told = asyncio.Queue[VectorCount]()
    leases = Asked(taken=True)
    waiting = asyncio.ensure_future(embed_alone(EmbedPassages(library, embedder), leases, told.put_nowait))
    assert (await told.get()).pending == 1
    assert not embedder.begun.is_set()
    leases.taken = False
    await waiting
    assert embedder.begun.is_set()
    assert [told.get_nowait().pending for _ in range(told.qsize())] == [1, 0]  # the passage's sentence comes after it


async def test_a_lease_is_given_back_and_that_of_a_dead_process_ends_within_a_minute(place: Path) -> None:
    """Whoever died over the work keeps nobody from it for longer."""
    library, embedder, leases = MemoryLibrary(), Watched(), Asked(taken=False)
    await embed_alone(EmbedPassages(library, embedder), leases)
    assert leases.given_back == ["embedding bag-of-words"]
    assert leases.longest <= dt.timedelta(minutes=1)
    async with zixue(settings(place)) as real:
        now = SystemClock().now()
        assert await real.spine.leases.take("embedding bag-of-words", "dead", now - dt.timedelta(minutes=1), now)
        await shelve(library, {"门控": "遗忘门的值在零和一之间。"})
        await embed_alone(EmbedPassages(library, embedder), real.spine.leases)
    assert embedder.begun.is_set()


async def test_who_waits_for_an_answer_is_told_when_something_is_read_that_has_it(place: Path) -> None:
    """From the question to the news, over a real library and index."""
    question, note = "遗忘门的偏置为什么初始化为一", place / "note.md"
    told = asyncio.Queue[tuple[int, str]]()

    def news(exchange: Exchange, entry: Entry) -> Effect:
        told.put_nowait((exchange.id, entry.title))
        return Effect("told", exchange.origin.chat_id, {})

    async def tell() -> News:
        return news

    async with zixue(settings(place)) as wired:
        asked = await wired.memory.converse(question, Origin(-100, 41, 7))
        assert asked.exchange_id is not None
        await wired.memory.keep_open.want(asked.exchange_id, -100, 7)
        note.write_text(
            f"# {question}\n\n{question}?因为一开始要把记忆留下来,训练才学得到长的依赖。\n", encoding="utf-8"
        )
        await wired.ingest([str(note)])
        await wired.follow()
        async with background(wired, tell), asyncio.timeout(10):
            assert await told.get() == (asked.exchange_id, question)
        assert await wired.memory.open_questions.questions() == []
