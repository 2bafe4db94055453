"""Administration over a real database behind a Bot API server: people write and press, every update is worked off."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation import dispatcher
from bot.conversation.administering import Administration
from bot.conversation.guarding.authority import authority_of
from bot.conversation.requests import Layers
from bot.governance import GovernancePorts, governance_of
from bot.places import Deployed
from bot.publishing.governing import composed
from bot.rendering.vitals import Facts, Machine
from bot.settings import Settings
from bot.web.health import CheckHealth
from bot.wiring import SystemClock
from bot.wiring.governance import governance_ports_of
from knowledge.adapters.files import FileShelf
from knowledge.adapters.files.uploads import UploadFolder
from knowledge.adapters.shelves import Shelves
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.admissions import SqlAdmissions
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.adapters.web import SafeWeb, WebShelf
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.admitting import AdmitChat
from knowledge.governance.broadcasting import LookAtBroadcast, SendBroadcast, WithdrawBroadcast
from knowledge.governance.manners import ChangeManners
from knowledge.governance.reindexing import OrderReindexing
from knowledge.governance.taking_in import ForgetSource, TakeIn, UndoTakingIn
from knowledge.indexing import FollowLibrary
from knowledge.ingesting import IngestSources
from knowledge.ports import Shelf
from knowledge.records import UNVERSIONED, Audit, Fetched, Location, Validators
from tests.bot.doubles import Answering, Searching, claimed, talking
from tests.fakes import NOON, MemoryIndex, PlainReader
from tests.fakes.spine import MemoryChats, MemoryReplies, Unhurried
from tests.fakes.telegram_server import TelegramServer, User
from tests.fakes.telegram_server.chats import Chat, Posted

ADMIN = User(31, "安管", language_code="zh-hans")
GUEST = User(32, "路人", language_code="zh-hans")
PAGE = "# 门控循环单元\n\n门控循环单元用更新门决定保留多少旧状态。重置门决定忘掉多少。\n"


@dataclass
class Pages:
    """Pages of the web that a test knows; whatever else is asked for goes to the real shelf."""

    pages: dict[str, bytes]
    rest: Shelf

    async def locate(self, given: str) -> list[Location]:
        """The page itself."""
        return [Location(given, given, given, given, given)] if given in self.pages else await self.rest.locate(given)

    async def fetch(self, location: Location, known: Validators = UNVERSIONED) -> Fetched | None:
        """Its bytes."""
        if location.address in self.pages:
            return Fetched(self.pages[location.address], url=location.address)
        return await self.rest.fetch(location, known)

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """Nothing is missing."""
        return await self.rest.missing(given, keys) if given not in self.pages else set()


@dataclass
class Room:
    """One deployment, the private chat of its admin, and a Bot API server between them."""

    telegram: TelegramServer
    governance: GovernancePorts
    administration: Administration
    outbox: SqlOutbox
    follow: FollowLibrary
    pages: dict[str, bytes]
    bot: Bot
    root: Dispatcher
    private: Chat
    fed: int = 0

    async def say(self, text: str, user: User = ADMIN, chat: Chat | None = None, **more: Any) -> list[Posted]:  # noqa: ANN401
        """Write something; what the bot has sent there because of it, as it stands in the end."""
        place = chat or self.telegram.private(user)
        before = len(self.telegram.sent(place))
        self.telegram.say(place, user, text, **more)
        await self.work()
        return self.telegram.sent(place)[before:]

    async def press(self, posted: Posted, label: str, user: User = ADMIN) -> str:
        """Press a button; what the press was answered with."""
        query = self.telegram.press(user, posted, label)
        await self.work()
        answer = self.telegram.pressed[query].answer
        return str((answer or {}).get("text", "")) if isinstance(answer, dict) else ""

    async def work(self, attempt: int = 1) -> None:
        """Work off every update that waits."""
        while updates := await self.bot.get_updates(offset=self.fed + 1, timeout=0):
            for update in updates:
                self.fed = update.update_id
                await self.root.feed_update(self.bot, update, claim=claimed(update.update_id, attempt))

    async def audits(self) -> list[Audit]:
        """What was written down, the newest first."""
        return [one.audit for one in await self.governance.audit_log.latest(50)]

    async def admitted(self, chat: Chat) -> Chat:
        """Put a group on the list."""
        kept = self.governance.admissions
        await kept.ask(Admission(chat.id, chat.type, Standing.WAITING, NOON, chat.title, "ABCDEFG"))
        await kept.decide(chat.id, Standing.ADMITTED, "settings", NOON)
        return chat


@asynccontextmanager
async def room_in(database: Path, telegram: TelegramServer) -> AsyncIterator[Room]:
    """A deployment over a database."""
    clock, pages, session = SystemClock(), dict[str, bytes](), AiohttpSession(api=_server(telegram))
    Layers(MemoryReplies(), MemoryChats(), Unhurried(), clock).put_over(session)
    async with Bot(telegram.token, session=session) as bot, open_engine(database) as engine, _web(clock) as web:
        kept, settings = (
            governance_ports_of(engine),
            Settings.model_construct(admins=[ADMIN.id], data_dir=database.parent),
        )
        library, outbox = SqlLibrary(engine), SqlOutbox(engine)
        follow = FollowLibrary(library, MemoryIndex(), "none")
        shelf = Pages(pages, Shelves(FileShelf(), WebShelf(web)))
        ingest = IngestSources(library, shelf, PlainReader(), clock, FoldDuplicates(library))
        governing = governance_of(kept, SqlMembers(engine), Unhurried(), clock, settings)
        administration = _administration(engine, ingest, Deployed(settings), database.parent)
        authority = authority_of(bot, clock, Deployed(settings), kept.roles, settings.admins)
        root = dispatcher(
            **talking(Answering()),
            search_entries=Searching(),
            library=library,
            governance=kept,
            governing=governing,
            metering=governing.metering,
            administration=administration,
            authority=authority,
        )
        yield Room(telegram, kept, administration, outbox, follow, pages, bot, root, telegram.private(ADMIN))


def _administration(engine: AsyncEngine, ingest: IngestSources, places: Deployed, folder: Path) -> Administration:
    """What stands behind the commands, with an index that nobody needs."""
    clock, log, outbox = SystemClock(), SqlAuditLog(engine), SqlOutbox(engine)
    follow, policies = FollowLibrary(ingest.library, MemoryIndex(), "none"), SqlPolicies(engine)
    check = CheckHealth(SqlInbox(engine), outbox, follow, clock)
    uploads = UploadFolder(folder / "uploads")
    forget = ForgetSource(ingest.library, log, uploads, clock)

    async def questions_today() -> int:
        return 7

    async def facts() -> Facts:
        return Facts(await check(), await ingest.library.vector_count("none"), None, Machine(900, 500, 80, 1), 0.0)

    return Administration(
        library=ingest.library,
        members=SqlMembers(engine),
        policies=policies,
        places=places,
        admit_chat=AdmitChat(SqlAdmissions(engine), clock),
        change_manners=ChangeManners(policies, SqlOverhearings(engine), clock),
        take_in=TakeIn(ingest, log, clock),
        uploads=uploads,
        undo=UndoTakingIn(forget),
        forget_source=forget,
        order_reindexing=OrderReindexing(log, clock),
        send_broadcast=SendBroadcast(outbox, log, clock, composed),
        look_at_broadcast=LookAtBroadcast(outbox, log),
        withdraw_broadcast=WithdrawBroadcast(outbox, log, clock),
        facts=facts,
        questions_today=questions_today,
        clock=clock,
        embedder="none",
        admins=frozenset({ADMIN.id}),
    )


def _server(telegram: TelegramServer) -> TelegramAPIServer:
    return TelegramAPIServer.from_base(telegram.url)


@asynccontextmanager
async def _web(clock: SystemClock) -> AsyncIterator[SafeWeb]:
    web = SafeWeb(clock)
    yield web
    await web.close()
