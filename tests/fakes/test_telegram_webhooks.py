"""How updates are pushed to a webhook: at least once, in order per chat, until it says yes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from tests.fakes.telegram_calls import Calls
from tests.fakes.telegram_server import Chat, TelegramServer, User

MING = User(7, "小明")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A server for this test."""
    async with TelegramServer(speed=100.0) as server:
        yield server


class Hook:
    """A webhook whose answers a test decides."""

    def __init__(self) -> None:
        self.received: list[dict[str, object]] = []
        self.headers: list[str] = []
        self.answers: list[web.StreamResponse] = []
        self.before_answer: Callable[[str], Awaitable[None]] | None = None
        self.url = ""

    @property
    def texts(self) -> list[str]:
        """What the messages said, in order of arrival."""
        return [str(one["message"]["text"]) for one in self.received]  # type: ignore[index]  # Message objects

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take an update."""
        self.received.append(await request.json())
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        if self.before_answer is not None:
            await self.before_answer(self.texts[-1])
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """A webhook that listens."""
    received = Hook()
    application = web.Application()
    application.router.add_post("/hook", received.take)
    runner = web.AppRunner(application, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    received.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield received
    await runner.cleanup()


async def test_a_webhook_gets_each_chat_in_order_until_it_says_yes(
    telegram: TelegramServer, calls: Calls, hook: Hook
) -> None:
    """The head of a chat's line blocks the rest of that chat, no other chat; refused updates come again."""
    going, ming, hong = asyncio.Event(), telegram.private(MING), telegram.private(User(8, "小红"))

    async def hold(text: str) -> None:
        if text == "一":
            await going.wait()

    hook.before_answer = hold
    await calls("setWebhook", url=hook.url, secret_token="only-we-two", max_connections=2)  # noqa: S106  a test's
    _say(telegram, ming, "一", "二")
    _say(telegram, hong, "甲", "乙")
    await telegram.until(lambda: hook.texts == ["一", "甲", "乙"])
    hook.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "7"})]
    going.set()
    await telegram.until(lambda: not telegram.updates.waiting)
    assert hook.texts == ["一", "甲", "乙", "一", "一", "二"]
    assert set(hook.headers) == {"only-we-two"}
    info = await calls.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert (info["pending_update_count"], info["max_connections"]) == (0, 2)


async def test_a_webhook_that_is_away_or_silent_loses_nothing(
    telegram: TelegramServer, calls: Calls, hook: Hook
) -> None:
    """A refused connection and an answer that takes more than 60 s are both tried again."""
    telegram.say(telegram.private(MING), MING, "在吗")
    await calls("setWebhook", url="http://127.0.0.1:9/", allowed_updates=["message"])
    await telegram.until(lambda: telegram.webhooks.webhook and telegram.webhooks.webhook.last_error)
    assert (await calls.result("getWebhookInfo"))["last_error_message"] == "Connection refused"

    async def never(_text: str) -> None:
        if len(hook.received) == 1:
            await asyncio.get_running_loop().create_future()

    hook.before_answer = never
    telegram.clock.ahead += 1
    assert (await calls("setWebhook", url=hook.url))["ok"]
    await telegram.until(lambda: not telegram.updates.waiting)
    assert hook.texts == ["在吗", "在吗"]
    assert (await calls.result("getWebhookInfo"))["last_error_message"] == "Read timeout expired"


async def test_set_webhook_is_taken_once_a_second(telegram: TelegramServer, calls: Calls) -> None:
    """Replicas that start together collide; deleting is always possible and may drop what waits."""
    telegram.clock.speed = 1.0
    telegram.say(telegram.private(MING), MING, "丢掉")
    await calls("setWebhook", url="http://127.0.0.1:9/")
    refused = await calls("setWebhook", url="http://127.0.0.1:9/")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    telegram.clock.ahead += 1
    assert (await calls("setWebhook", url="http://127.0.0.1:9/"))["description"] == "Webhook is already set"
    assert (await calls("deleteWebhook", drop_pending_updates=True))["description"] == "Webhook was deleted"
    assert await calls.updates() == []


async def test_a_public_server_wants_https(calls: Calls) -> None:
    """Only a server in local mode takes plain addresses and any port."""
    calls.telegram.webhooks.local = False
    assert "An HTTPS URL must be provided" in await calls.refusal("setWebhook", url="http://example.com/")
    calls.telegram.clock.ahead += 1
    assert "only on ports 80, 88, 443 or 8443" in await calls.refusal("setWebhook", url="https://example.com:444/")


async def test_a_method_in_the_webhooks_answer_is_carried_out(
    telegram: TelegramServer, calls: Calls, hook: Hook
) -> None:
    """But none that reads, and none that changes the webhook."""
    answer = {"method": "sendMessage", "chat_id": 7, "text": "收到"}
    hook.answers = [web.json_response(answer), web.json_response({"method": "deleteWebhook"})]
    await calls("setWebhook", url=hook.url)
    _say(telegram, telegram.private(MING), "一", "二")
    await telegram.until(lambda: not telegram.updates.waiting)
    assert [posted.text for posted in telegram.sent(7)] == ["收到"]
    assert telegram.webhooks.webhook is not None


def _say(telegram: TelegramServer, chat: Chat, *texts: str) -> None:
    for text in texts:
        telegram.say(chat, chat.id, text)
