"""`zixue`: the whole product, which adapter stands behind which port."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.governance import Governance, GovernancePorts, governance_of
from bot.listening import should_answer_of
from bot.memory import Kept, Memory, memory_of
from bot.places import Deployed
from bot.rights import Rights
from bot.settings import Settings
from bot.tongues import Tongues
from bot.weekly import WeeklyUseCases
from bot.wiring import models
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from bot.wiring.governance import governance_ports_of
from bot.wiring.indexes import open_index
from bot.wiring.rights import rights_of
from bot.wiring.sources import reading
from bot.wiring.spine import Spine, spine_of
from bot.wiring.statistics import make_charts, statistics_of
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.governance.set_up import SqlSetUp
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.link_descriptions import SqlLinkDescriptions
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.watches import SqlWatches
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.answering import AnswerQuestion
from knowledge.describing_links import DescribeLinks
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.learned_glossary import LearnedGlossary
from knowledge.finding.search_entries import SearchEntries
from knowledge.finding.small_talk import SmallTalk
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ingesting import IngestSources
from knowledge.listening.should_answer import ShouldAnswer
from knowledge.ports import Library, LinkDescriptions, Opinions, Overhearings, Policies
from knowledge.statistics.ports import Charts
from knowledge.statistics.show_statistics import ShowStatistics
from knowledge.watching import ReadWatched

if TYPE_CHECKING:
    from knowledge.adapters.openai_chat import OpenAIWriter
    from knowledge.adapters.openai_chat.circuit_breaker import CircuitBreaker

_PAUSE_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Zixue:
    """The whole product behind a chat: its use cases, ready to be called."""

    library: Library
    ingest: IngestSources
    embed: EmbedPassages | None
    follow: FollowLibrary
    find_passages: FindPassages
    answer_question: AnswerQuestion
    breaker: "CircuitBreaker | None"
    search_entries: SearchEntries
    read_watched: ReadWatched
    link_descriptions: LinkDescriptions
    describe_links: DescribeLinks
    memory: Memory
    spine: Spine
    should_answer: ShouldAnswer
    weekly: WeeklyUseCases
    places: Deployed
    tongues: Tongues
    governance: GovernancePorts
    governing: Governance
    policies: Policies
    opinions: Opinions
    overhearings: Overhearings
    rights: Rights
    statistics: ShowStatistics
    charts: Charts


@asynccontextmanager
async def zixue(settings: Settings) -> AsyncIterator[Zixue]:
    """Everything, with an index of this process's own that is level with the library.

    Raises:
        LibraryUnavailable, IndexUnavailable: the database cannot be used, or the index directory cannot be written.
        EmbedderRefused, RerankerRefused: the one that is set cannot be loaded.
    """
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(open_engine(database_of(settings)))
        library, descriptions = SqlLibrary(engine), SqlLinkDescriptions(engine)
        embed, follow, find, answer, writer, breaker = await stack.enter_async_context(_answering(settings, library))
        shelf, reader, web = await stack.enter_async_context(reading())
        places = Deployed(settings, SqlSetUp(engine))
        await places.refresh()
        ingest = IngestSources(library, shelf, reader, clock, FoldDuplicates(library))
        spine, ports = await stack.enter_async_context(spine_of(engine, settings, clock)), governance_ports_of(engine)
        governing = governance_of(ports, SqlMembers(engine), spine.paces, clock, settings)
        weekly = weekly_of(engine, settings, clock, writer, places)
        await weekly.tongues.refresh()
        yield Zixue(
            library=library,
            ingest=ingest,
            embed=embed,
            follow=follow,
            find_passages=find,
            answer_question=answer,
            breaker=breaker,
            search_entries=SearchEntries(find),
            read_watched=ReadWatched(SqlWatches(engine), ingest, web, shelf, clock),
            link_descriptions=descriptions,
            describe_links=DescribeLinks(library, descriptions, web, clock, _a_pause),
            memory=memory_of(answer, _kept(engine), clock, settings, governing.metering.affords),
            spine=spine,
            should_answer=should_answer_of(SqlPolicies(engine), find, settings),
            weekly=weekly,
            places=places,
            tongues=weekly.tongues,
            governance=ports,
            governing=governing,
            policies=SqlPolicies(engine),
            opinions=SqlOpinions(engine),
            overhearings=SqlOverhearings(engine),
            statistics=statistics_of(engine, clock, settings),
            charts=make_charts(),
            rights=rights_of(engine, settings, clock, weekly, follow),
        )


def _kept(engine: AsyncEngine) -> Kept:
    return Kept(SqlExchanges(engine), SqlOpenQuestions(engine), SqlPolicies(engine), SqlOpinions(engine))


class _Answering(NamedTuple):
    """What answers, and what keeps its index level with the library."""

    embed: EmbedPassages | None
    follow: FollowLibrary
    find: FindPassages
    answer: AnswerQuestion
    writer: "OpenAIWriter | None"
    breaker: "CircuitBreaker | None"


@asynccontextmanager
async def _answering(settings: Settings, library: SqlLibrary) -> AsyncIterator[_Answering]:
    """The models that are set, over an index that is level with the library."""
    async with AsyncExitStack() as stack:
        embedder = await asyncio.to_thread(models.make_embedder, settings)
        index = await asyncio.to_thread(open_index, settings, embedder)
        stack.callback(index.close)
        follow = FollowLibrary(library, index, models.name_of(embedder))
        await follow.reconcile()
        writer, judge = models.make_writer(settings), models.make_judge(settings)
        for model in filter(None, (writer, judge)):
            stack.push_async_callback(model.close)
        small_talk = SmallTalk(library, embedder) if embedder else None
        reranker = await asyncio.to_thread(models.make_reranker, settings)
        find = FindPassages(library, index, embedder, small_talk, LearnedGlossary(library), reranker)
        answer = AnswerQuestion(find, writer, settings.answer_threshold, settings.question_limit, judge)
        embed = EmbedPassages(library, embedder, small_talk) if embedder else None
        yield _Answering(embed, follow, find, answer, writer, writer.breaker if writer else None)


async def _a_pause() -> None:
    """Between two questions to other people's servers."""
    await asyncio.sleep(_PAUSE_SECONDS)
