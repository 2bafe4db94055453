"""The running bot: what comes in, what works it off, what goes out, and how all of it ends."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiohttp.web import RouteDef

from bot.background import announcing, ask_for_labels, background, unwrapped
from bot.conversation import dispatcher
from bot.conversation.answering.bursts import Bursts
from bot.conversation.answering.counting import CountedConverse
from bot.conversation.answering.running_answers import SharedStops
from bot.conversation.answering.staleness import Absence
from bot.conversation.connecting import menu
from bot.conversation.connecting.handling import Handle
from bot.conversation.connecting.own_name import own_name
from bot.conversation.connecting.polling import bot_of, poll
from bot.conversation.connecting.retry_forever import RetryForever
from bot.conversation.connecting.webhook import RegisterWebhook, webhook_at
from bot.conversation.guarding.authority import Authority, authority_of
from bot.conversation.requests import Layers
from bot.dependencies import dependencies, editor_keys, gate_of, setting_up_of, teaching_of
from bot.metrics import Metrics
from bot.publishing.notices import AdminNotices
from bot.publishing.publishing import Told, publish
from bot.publishing.teaching import LabelCards
from bot.settings import Settings
from bot.setup_code import show_code
from bot.signals import stop_signal
from bot.updates import kind_of_text
from bot.web.archive import ArchiveParts, archive_routes
from bot.web.group_commit import GroupCommit
from bot.web.health import CheckHealth
from bot.web.probes import Probes
from bot.web.readiness import Drain
from bot.web.server import web_server
from bot.web.webhook import Webhook
from bot.wiring import SystemClock, Zixue, zixue
from knowledge.listening.asking_for_labels import AskForLabels
from knowledge.ports import Clock
from knowledge.spine.endings import Bury, Ending, WorkPolicy
from knowledge.spine.exclusive import Exclusive
from knowledge.spine.inbox import Claim
from knowledge.spine.known_chats import KnownChats
from knowledge.spine.work_inbox import WorkInbox
from knowledge.weekly.compiled import Site

_log = structlog.get_logger(__name__)


async def serve(settings: Settings) -> int:
    """Run the bot on Telegram until SIGINT or SIGTERM; what has begun then is finished, in order, or handed back.

    Raises:
        TokenRefused: the token is malformed, or Telegram does not know it.
        AddressRefused: nothing can listen where the web server is to.
        KnowledgeError: as in `zixue`.
    """
    assert settings.telegram_token is not None  # noqa: S101  the caller has looked
    clock = SystemClock()
    with unwrapped(), stop_signal() as stop:
        bot = bot_of(settings.telegram_token.get_secret_value(), api_url=settings.telegram_api_url, clock=clock)
        async with bot, zixue(settings) as wired:
            await Serving(settings, wired, bot, clock).run(stop)
    return 0


@dataclass(frozen=True, slots=True)
class Serving:
    """One process of a deployment; `name` is its own among them."""

    settings: Settings
    wired: Zixue
    bot: Bot
    clock: Clock
    name: str = field(default_factory=partial(token_hex, 8))
    metrics: Metrics = field(default_factory=Metrics)
    drain: Drain = field(default_factory=Drain)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set: first nothing more is taken, then what is in work ends, then the rest goes."""
        root = self._dispatcher()
        work = self._worker(root)
        announce = announcing(partial(own_name, self.bot), self.wired.tongues)
        async with self._web(work), background(self.wired, announce), asyncio.TaskGroup() as tasks:
            coroutines = (
                self._greet(),
                self._offer_code(),
                self._publish(),
                self._teach(root["authority"]),
                root["running_answers"].watch(),
            )
            beside = [tasks.create_task(one) for one in coroutines]
            ingress = tasks.create_task(self._ingress(root, work))
            enough = asyncio.Event()
            working = tasks.create_task(work(enough))
            await stop.wait()
            _log.info("stopping", in_work=work.in_work())
            self.drain.drain()
            ingress.cancel()
            await asyncio.wait([ingress])
            enough.set()
            await asyncio.wait([working])
            for task in beside:
                task.cancel()

    def _dispatcher(self) -> Dispatcher:
        """What handles updates; what it sends passes the layers that pace it, repeat it and make it happen once."""
        spine, clock = self.wired.spine, self.clock
        chats, roles = KnownChats(spine.chats, clock), self.wired.governance.roles
        authority = authority_of(self.bot, clock, self.wired.places, roles, self.settings.admins)
        Layers(spine.replies, chats, spine.paces, clock, self.metrics).put_over(self.bot.session)
        return dispatcher(
            **dependencies(self.wired, self.settings)
            | {
                "converse": CountedConverse(
                    self.wired.memory.converse, self.metrics, self.wired.governing.metering.prices
                )
            },
            chats=chats,
            shared_stops=SharedStops(spine.stops, clock) if self.settings.database_url else None,
            absence=Absence(spine.leases, clock),
            bursts=self._bursts(),
            metrics=self.metrics,
            authority=authority,
            gate=gate_of(self.wired, authority, self.settings, clock),
        )

    def _bursts(self) -> Bursts | None:
        seconds, limit = self.settings.burst_seconds, self.settings.question_limit
        return Bursts(self.wired.spine.inbox, self.clock, self.name, seconds, limit) if seconds else None

    def _worker(self, root: Dispatcher) -> WorkInbox:
        policy = WorkPolicy(concurrency=self.settings.workers)
        handle = Handle(root, self.bot, policy.attempts)
        notices = AdminNotices(self.wired.places, self.settings.language, self.wired.tongues)

        async def counted(claim: Claim) -> None:
            with self.metrics.working():
                await handle(claim)

        return WorkInbox(self.wired.spine.inbox, self.clock, counted, self.name, policy, notices.buried, self._observe)

    def _observe(self, claim: Claim, ending: Ending) -> None:
        kind = kind_of_text(claim.payload)
        self.metrics.worked(kind, type(ending).__name__.lower())
        if isinstance(ending, Bury):
            _log.error("update_buried", id=claim.id, update_id=claim.update_id, kind=kind, reason=ending.reason)

    def _ingress(self, root: Dispatcher, work: WorkInbox) -> Coroutine[None, None, None]:
        """The webhook is where every process listens; only one polls."""
        settings, leases, kinds = self.settings, self.wired.spine.leases, root.resolve_used_update_types()
        if settings.webhook_url is None or settings.webhook_secret is None:
            polling = partial(poll, self.bot, self.wired.spine.inbox, self.clock, work.arrived, kinds)
            return Exclusive(leases, self.clock, self.name)("poller", polling)
        webhook = webhook_at(settings.webhook_url, settings.webhook_secret.get_secret_value(), kinds)
        return RegisterWebhook(self.bot, webhook, leases, self.clock, self.name)()

    @asynccontextmanager
    async def _web(self, work: WorkInbox) -> AsyncIterator[None]:
        """The web server, where there is a webhook or somebody has asked for it by setting its port."""
        settings, spine = self.settings, self.wired.spine
        if settings.webhook_url is None and "web_port" not in settings.model_fields_set:
            yield
            return
        probes = Probes(CheckHealth(spine.inbox, spine.outbox, self.wired.follow, self.clock), self.metrics, self.drain)
        webhook = None
        if settings.webhook_url is not None and settings.webhook_secret is not None:
            keep = GroupCommit(spine.inbox, self.clock, self.metrics)
            webhook = Webhook(settings.webhook_secret.get_secret_value(), keep, work.arrived, probes)
        async with web_server(settings.web_host, settings.web_port, probes, webhook, self._archive()) as address:
            _log.info("listening", address=address)
            yield

    def _archive(self) -> list[RouteDef]:
        weekly, settings = self.wired.weekly, self.settings
        keys, site = editor_keys(self.wired, settings), Site(settings.archive_url)
        parts = ArchiveParts(weekly.issues, weekly.archive, keys, self.clock, site, settings.weekly_name)
        return archive_routes(parts)

    async def _greet(self) -> None:
        """Tell the log who runs here as soon as Telegram can be reached, and Telegram the commands as they change."""
        retry = RetryForever()
        await retry(self._introduce, "introducing")
        wired, log = self.wired, self.wired.governance.audit_log
        follow = menu.FollowMenu(self.bot, wired.places, wired.governing.granted, log, self.settings.language)
        await Exclusive(wired.spine.leases, self.clock, self.name)("menu", follow)

    async def _offer_code(self) -> None:
        """Tell the operator how to become the admin, as long as there is none."""
        name = (await RetryForever()(self.bot.me, "asking for the name")).username or ""
        offer = setting_up_of(self.wired).offer_code
        await show_code(offer, name, self.settings.language)

    async def _introduce(self) -> None:
        name, sources = (await self.bot.me()).username, len(await self.wired.library.sources())
        self.wired.weekly.own_name.username = name or ""
        _log.info("serving", bot=name, sources=sources, embedder=self.settings.embedder, process=self.name)

    def _teach(self, authority: Authority) -> Coroutine[None, None, None]:
        """Ask whoever teaches the bot, as long as they govern the chat."""
        wired, settings = self.wired, self.settings
        least, teaching = settings.listen_threshold, teaching_of(wired)
        ask = AskForLabels(wired.policies, wired.overhearings, wired.spine.outbox, self.clock, least)
        cards = LabelCards(
            teaching, partial(own_name, self.bot), wired.tongues, settings.language, ZoneInfo(settings.zone)
        )

        async def may_teach(person: int, chat_id: int) -> bool:
            try:
                return await authority.governs(person, chat_id)
            except AiogramError:  # nobody may while Telegram cannot be asked
                return False

        return ask_for_labels(wired, ask, cards, may_teach)

    def _publish(self) -> Coroutine[None, None, None]:
        wired = self.wired
        told = Told(wired.memory.open_questions, wired.weekly, wired.places, wired.opinions, wired.tongues)
        return publish(self.settings, self.wired.spine, told, self.clock, self.name)
