"""The publisher as it runs: python-telegram-bot, a real database, and a Bot API server."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from bot.places import Deployed
from bot.publishing.outgoing import effects
from bot.publishing.publishing import Told, publish
from bot.settings import Settings
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.records import Exchange, Meaning, OpenQuestion, Origin
from knowledge.spine.outbox import EffectState
from knowledge.spine.pacing import InProcessPaces
from knowledge.spine.send_outbox import SendOutbox
from tests.fakes import FixedClock
from tests.fakes.telegram_server import TelegramServer, faults

CUT_OFF = dt.datetime(2026, 11, 16, 1, tzinfo=dt.UTC)
"""Monday, nine o'clock in Shanghai."""


@dataclass
class Deployment:
    """What every process of a deployment shares, and the settings."""

    engine: AsyncEngine
    settings: Settings
    clock: FixedClock = field(default_factory=lambda: FixedClock(CUT_OFF + dt.timedelta(days=2)))

    def __post_init__(self) -> None:
        self.outbox = SqlOutbox(self.engine)
        self.chats = SqlChats(self.engine)
        self.leases = SqlLeases(self.engine)
        self.ledger = SqlLedger(self.engine)
        self.paces = InProcessPaces()
        self.open_questions = SqlOpenQuestions(self.engine)
        self.told = Told(
            self.open_questions, weekly_of(self.engine, self.settings, self.clock), Deployed(self.settings)
        )

    async def put(self, chat_id: int, *keys: str) -> None:
        """Effects that say their keys."""
        for key in keys:
            await self.outbox.put(effects(key, chat_id, [key]), self.clock.now())

    async def states(self) -> dict[str, str]:
        """The state of every effect."""
        return {one.key: one.state.value for one in await self.outbox.effects(list(EffectState))}

    async def becomes(self, **states: str) -> None:
        """Wait until these effects are in these states."""
        async with asyncio.timeout(10):
            while not states.items() <= (await self.states()).items():  # noqa: ASYNC110  a database does not call back
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def publishing(self, *names: str) -> AsyncIterator[None]:
        """Processes that publish."""
        running = [
            asyncio.ensure_future(publish(self.settings, self, self.told, self.clock, name))
            for name in names or ("one",)
        ]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.wait(running)
            for task in running:
                with suppress(asyncio.CancelledError):
                    task.result()


@pytest.fixture
async def deployment(telegram: TelegramServer, sqlite_database: Path) -> AsyncIterator[Deployment]:
    """Nothing to be sent yet; admins are told in a chat of their own."""
    made = Settings(
        telegram_token=SecretStr(telegram.token),
        telegram_api_url=telegram.url,
        notice_chat=telegram.group("admins").id,
        language="en",
        _env_file=None,
    )
    async with open_engine(sqlite_database) as engine:
        yield Deployment(engine, made)


async def test_of_two_publishers_one_sends(telegram: TelegramServer, deployment: Deployment) -> None:
    """Everything once, in the order of its chat."""
    groups = [telegram.group() for _ in range(3)]
    keys = [f"{n}" for n in range(4)]
    for at, group in enumerate(groups):
        await deployment.put(group.id, *(f"{at} {key}" for key in keys))
    async with deployment.publishing("one", "two"):
        await telegram.until(lambda: len(telegram.called("sendMessage")) == 12)
    for at, group in enumerate(groups):
        assert [posted.text for posted in telegram.sent(group)] == [f"{at} {key}" for key in keys]
    assert set((await deployment.states()).values()) == {"sent"}


async def test_a_telegram_that_is_down_at_the_start_is_waited_for(
    telegram: TelegramServer, deployment: Deployment
) -> None:
    """And what waited goes out."""
    group = telegram.group()
    await deployment.put(group.id, "a")
    await telegram.down()
    with capture_logs() as logs:
        async with deployment.publishing():
            await telegram.until(lambda: any(one["event"] == "telegram_waits" for one in logs))
            assert await deployment.states() == {"a": "pending"}
            await telegram.up()
            await deployment.becomes(a="sent")


async def test_whoever_takes_over_tells_an_admin_what_is_in_doubt(
    telegram: TelegramServer, deployment: Deployment
) -> None:
    """And does not send it again."""
    group = telegram.group()
    await deployment.put(group.id, "a", "b")
    assert await deployment.outbox.claim("dead", 1, deployment.clock.now())
    async with deployment.publishing():
        await deployment.becomes(a="uncertain", b="sent")
        assert deployment.settings.notice_chat is not None
        admins = deployment.settings.notice_chat
        (notice,) = await telegram.until(lambda: telegram.sent(admins))
    assert "zixue outbox" in notice.text
    assert [posted.text for posted in telegram.sent(group)] == ["b"]


async def test_a_message_on_its_way_is_waited_for_at_the_end(telegram: TelegramServer, deployment: Deployment) -> None:
    """So that what became of it is kept."""
    group = telegram.group()
    await deployment.put(group.id, "a", "b")
    telegram.fail("sendMessage", faults.hang(after_effect=True))
    async with deployment.publishing():
        await telegram.until(lambda: telegram.faults.hanging)
        asyncio.get_running_loop().call_later(0.05, telegram.heal)
    states = await deployment.states()
    assert states["a"] == "uncertain"
    assert "sending" not in states.values()
    assert await deployment.leases.take("publisher", "two", deployment.clock.now(), deployment.clock.now())


async def test_a_token_that_is_refused_is_tried_again_and_told_without_the_token(
    telegram: TelegramServer, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to be sent stays until then; also where the token is refused only later."""
    monkeypatch.setattr("bot.publishing.publishing._REFUSED_PAUSE", 0.02)
    unauthorized = faults.refuse(401, "Unauthorized")
    for method in ("getMe", "sendMessage"):
        key = f"after {method}"
        await deployment.put(telegram.group().id, key)
        telegram.fail(method, unauthorized, times=-1)
        with capture_logs() as logs:
            async with deployment.publishing():
                await telegram.until(lambda: sum("token refused" in str(one) for one in logs) > 1)
                assert (await deployment.states())[key] in {"pending", "sending"}
                telegram.heal()
                await deployment.becomes(**{key: "sent"})
        assert telegram.token not in str(logs)


async def test_it_may_be_told_to_stop_before_it_has_begun(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process has the lease at once then."""
    taking_over = asyncio.Event()

    async def take_over(_: SendOutbox) -> int:
        taking_over.set()
        await asyncio.Event().wait()
        return 0

    monkeypatch.setattr(SendOutbox, "take_over", take_over)
    async with deployment.publishing():
        await taking_over.wait()
    now = deployment.clock.now()
    assert await deployment.leases.take("publisher", "two", now, now)


async def test_the_weekly_digest_comes_once_a_week(
    telegram: TelegramServer, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of a week that was slept through at once, the next one at its cut-off; whoever publishes then."""
    monkeypatch.setattr("bot.publishing.publisher._CLOCK_EVERY", 0.1)
    asked_at = CUT_OFF - dt.timedelta(days=1)
    exchange = Exchange(0, Origin(-100, 1, 7), asked_at, "门控?", Meaning("门控"), "unanswered", "extractive")
    asked = await SqlExchanges(deployment.engine).add(replace(exchange))
    await deployment.open_questions.open(OpenQuestion(0, -100, Meaning("门控"), asked_at, 0), asked)
    chat = deployment.settings.notice_chat
    await deployment.ledger.begin("open-questions", "2026-W46 Asia/Shanghai", asked_at, asked_at)
    await deployment.ledger.finish("open-questions", "2026-W46 Asia/Shanghai", asked_at)
    this, following = (f"open-questions:2026-W{week} Asia/Shanghai:{chat}" for week in (47, 48))
    async with deployment.publishing():
        await deployment.becomes(**{this: "sent"})
        deployment.clock.time = CUT_OFF + dt.timedelta(weeks=1)
        await deployment.becomes(**{following: "sent"})
    async with deployment.publishing("two"):
        await deployment.put(-1, "later")
        await deployment.becomes(later="failed")
    assert set(await deployment.states()) == {this, following, "later"}
    assert chat is not None
    assert [posted.text.splitlines()[0] for posted in telegram.sent(chat)] == [
        "Open questions: 2026-11-09 to 2026-11-15",
        "Open questions: 2026-11-16 to 2026-11-22",
    ]
