"""What goes on beside a running bot: following, embedding, optimising, reading again, describing links, forgetting."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from secrets import token_hex
from typing import TypeAlias

import structlog

from bot.memory import Memory
from bot.publishing import news_of
from bot.publishing.governing import OrderNotices
from bot.tongues import Tongues
from bot.wiring import Spine, SystemClock, Zixue
from knowledge.describing_links import DescribeLinks
from knowledge.errors import EmbedderRefused, IndexUnavailable, LibraryUnavailable
from knowledge.governance.broadcasting import CloseBroadcasts
from knowledge.governance.forgetting import ForgetPassed
from knowledge.governance.reindexing import KeepIndexed
from knowledge.indexing import EmbedPassages
from knowledge.listening.asking_for_labels import AskForLabels, Card, MayTeach
from knowledge.records import VectorCount
from knowledge.remembering.closing import News
from knowledge.rights import ForgetPeople
from knowledge.spine.exclusive import Exclusive
from knowledge.spine.forgetting import ForgetEnded
from knowledge.spine.leases import Leases
from knowledge.watching import ReadWatched
from knowledge.weekly.reviewing import ForgetUnanswered
from knowledge.weekly.submitting import ForgetPictures

_FOLLOW_SECONDS = 1.0
_OPTIMISE_SECONDS = 60.0
_WATCH_SECONDS = 60.0
_DESCRIBE_SECONDS = 3600.0
_CLOSE_SECONDS = 60.0
_FORGET_SECONDS = 86400.0
_FORGET_ENDED_SECONDS = 3600.0
_SETTLE_SECONDS = 3.0
_TEACH_SECONDS = 300.0
_LEVEL_SECONDS = 3600.0
_PREVIEW_SECONDS = 0.5
_LET_GO_SECONDS = 60.0
_PLACES_SECONDS = 3.0
_BROADCASTS_SECONDS = 3.0
_FORGET_PEOPLE_SECONDS = 3.0
_log = structlog.get_logger(__name__)
_Work: TypeAlias = Callable[[], Awaitable[object]]

Announce: TypeAlias = Callable[[], Awaitable[News | None]]
"""Gives what tells askers the news; None while it is not known by which name links lead to the bot."""


def announcing(own_name: Callable[[], Awaitable[str | None]], tongues: Tongues) -> Announce:
    """What tells askers the news as the bot that has this name, as soon as it is known."""

    async def announce() -> News | None:
        name = await own_name()
        return None if name is None else news_of(name, tongues)

    return announce


@asynccontextmanager
async def background(wired: Zixue, tell: Announce | None = None) -> AsyncIterator[None]:
    """Beside a running bot: the index follows the library, and passages get their vectors.

    `tell` reaches the askers of questions that were open, by the outbox; without it nobody is told here.
    What the bot raises comes out as itself, not in the task group's wrapping.
    """
    with unwrapped():
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in _works(wired, tell)]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()


@contextmanager
def unwrapped() -> Iterator[None]:
    """What is raised inside comes out as itself, not in the wrapping of task groups; of several failures the first."""
    try:
        yield
    except BaseExceptionGroup as raised:
        raise _first(raised) from raised


def _first(raised: BaseException) -> BaseException:
    return _first(raised.exceptions[0]) if isinstance(raised, BaseExceptionGroup) else raised


def _works(wired: Zixue, tell: Announce | None) -> Iterator[Coroutine[None, None, None]]:
    """What is repeated beside a bot; what costs the web or a model is left to one process of a deployment."""
    exclusive = _exclusive(wired.spine.leases)
    watch, describe = partial(_watch, wired.read_watched), partial(_describe, wired.describe_links)
    told = OrderNotices(wired.places.settings.language, token_hex(4))
    yield _repeat(_keeping_indexed(wired, told), "following", _FOLLOW_SECONDS)
    close_broadcasts = partial(_close_broadcasts, _closing_broadcasts(wired, told), exclusive)
    yield _repeat(close_broadcasts, "closing broadcasts", _BROADCASTS_SECONDS)
    yield _repeat(wired.follow.index.optimise, "optimising", _OPTIMISE_SECONDS, first=_OPTIMISE_SECONDS)
    yield _repeat(partial(exclusive.unless_taken, "watching", watch), "watching", _WATCH_SECONDS)
    yield _repeat(partial(exclusive.unless_taken, "describing", describe), "describing", _DESCRIBE_SECONDS)
    close = partial(_close, wired.memory, tell)
    yield _repeat(partial(exclusive.unless_taken, "closing", close), "closing", _CLOSE_SECONDS)
    yield _repeat(wired.memory.forget_exchanges, "forgetting exchanges", _FORGET_SECONDS)
    yield _repeat(_forgetting(wired.spine), "forgetting what ended", _FORGET_ENDED_SECONDS)
    yield _repeat(_forgetting_passed(wired), "forgetting what has passed", _FORGET_ENDED_SECONDS)
    forget_unanswered = ForgetUnanswered(wired.weekly.waiting, SystemClock())
    yield _repeat(forget_unanswered, "forgetting what nobody answered", _FORGET_ENDED_SECONDS)
    forget_pictures = ForgetPictures(wired.weekly.attachments, SystemClock())
    yield _repeat(forget_pictures, "forgetting pictures", _FORGET_SECONDS)
    yield _repeat(wired.weekly.settle_publications, "settling", _SETTLE_SECONDS)
    yield _repeat(wired.weekly.level_library, "levelling the library", _LEVEL_SECONDS)
    yield _repeat(wired.weekly.submitting.preview_due, "previewing", _PREVIEW_SECONDS)
    yield _repeat(wired.weekly.submitting.hold_item.let_go, "letting albums go", _LET_GO_SECONDS)
    yield _repeat(wired.tongues.refresh, "following languages", _PLACES_SECONDS, first=_PLACES_SECONDS)
    yield _repeat(wired.places.refresh, "following places", _PLACES_SECONDS, first=_PLACES_SECONDS)
    forget = partial(_forget, wired.rights.forget_people, exclusive)
    yield _repeat(forget, "forgetting people", _FORGET_PEOPLE_SECONDS)
    if wired.embed is not None:
        # Held between two looks, too: they are a second apart, and a lease is a write.
        yield exclusive(_embedding(wired.embed), partial(_repeat, wired.embed, "embedding", _FOLLOW_SECONDS))


async def ask_for_labels(wired: Zixue, ask: AskForLabels, card: Card, may_teach: MayTeach) -> None:
    """Put questions about what was overheard into the outbox, for ever, in one process of a deployment."""

    async def work() -> None:
        await ask(card, may_teach)

    unless_taken = partial(_exclusive(wired.spine.leases).unless_taken, "asking for labels", work)
    await _repeat(unless_taken, "asking for labels", _TEACH_SECONDS, first=_TEACH_SECONDS)


async def embed_alone(
    embed: EmbedPassages, leases: Leases, report: Callable[[VectorCount], None] = lambda _: None
) -> None:
    """Give every passage its vector; where another process is at it already, wait and report how far it is."""
    exclusive = _exclusive(leases)

    async def work() -> None:
        await embed(report)

    while not await exclusive.unless_taken(_embedding(embed), work):
        count = await embed.library.vector_count(embed.embedder.name)
        report(count)
        if not count.pending:
            return
        await asyncio.sleep(_FOLLOW_SECONDS)


def _exclusive(leases: Leases) -> Exclusive:
    """One holder of leases among those of all processes."""
    return Exclusive(leases, SystemClock(), token_hex(8))


def _embedding(embed: EmbedPassages) -> str:
    """The lease of whoever embeds: processes may have embedders of their own."""
    return f"embedding {embed.embedder.name}"


def _forgetting(spine: Spine) -> ForgetEnded:
    return ForgetEnded(spine.inbox, spine.outbox, spine.replies, SystemClock())


def _keeping_indexed(wired: Zixue, told: OrderNotices) -> KeepIndexed:
    outbox, log = wired.spine.outbox, wired.governance.audit_log
    return KeepIndexed(wired.follow, log, outbox, SystemClock(), told.rebuilt)


def _closing_broadcasts(wired: Zixue, told: OrderNotices) -> CloseBroadcasts:
    return CloseBroadcasts(wired.spine.outbox, wired.governance.audit_log, SystemClock(), told.broadcast_ended)


async def _close_broadcasts(close_broadcasts: CloseBroadcasts, exclusive: Exclusive) -> None:
    async def work() -> None:
        _log.info("broadcasts_ended", count=await close_broadcasts())

    if await close_broadcasts.due():  # nearly never, and a lease is a write
        await exclusive.unless_taken("closing broadcasts", work)


def _forgetting_passed(wired: Zixue) -> ForgetPassed:
    kept = wired.governance
    return ForgetPassed(kept.confirmations, kept.consumption, wired.overhearings, SystemClock())


async def _forget(forget_people: ForgetPeople, exclusive: Exclusive) -> None:
    async def work() -> None:
        _log.info("people_forgotten", count=len(await forget_people()))

    if await forget_people.erasures.pending():  # nearly never, and a lease is a write
        await exclusive.unless_taken("forgetting people", work)


async def _watch(read_watched: ReadWatched) -> None:
    for outcome in await read_watched():
        _log.info("watched", path=outcome.path, state=outcome.state.value, reason=outcome.reason)


async def _describe(describe_links: DescribeLinks) -> None:
    _log.info("links_described", titles=await describe_links())


async def _close(memory: Memory, tell: Announce | None) -> None:
    closed = await memory.close_answered()
    news = None if tell is None else await tell()
    told = 0 if news is None else await memory.tell_askers(news)
    if closed or told:
        _log.info("questions_closed", closed=closed, told=told)


async def _repeat(work: _Work, name: str, pause: float, *, first: float = 0.0) -> None:
    """Do the work for ever, with a pause in seconds after each time and, where given, before the first.

    What stands in its way may be gone the next time: a full disk is emptied, a model's server comes back. It is logged
    when it begins to.
    """
    await asyncio.sleep(first)
    told = None
    while True:
        try:
            await work()
            told = None
        except (LibraryUnavailable, IndexUnavailable, EmbedderRefused) as waiting:
            if type(waiting) is not told:
                told = type(waiting)
                _log.warning("work_waits", work=name, reason=told.__name__)
        await asyncio.sleep(pause)
