"""Delivery to a webhook: at least once, in order per lane, until 2xx. telegram-bot-api/WebhookActor.cpp."""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.errors import WEBHOOK_SET, Refused, bad_request, too_many
from tests.fakes.telegram_server.polling import Polling
from tests.fakes.telegram_server.updates import Waiting
from tests.fakes.telegram_server.world import World

RESPONSE_TIMEOUT = 60
"""Seconds for the webhook's answer. WebhookActor.cpp `create_connection`."""

RECONNECT = 2
"""Seconds between attempts to connect at all, which are no failures of an update. `pending_new_connection_flood_`."""

MAX_BACKOFF, MAX_RETRY_AFTER = 60, 3600
DROP_AFTER_410 = 23 * 3600
"""Seconds of nothing but 410 after which the webhook is removed. WebhookActor.h `WEBHOOK_DROP_TIMEOUT`."""

NOT_IN_ANSWERS = re.compile(r"get|(?:deletewebhook|setwebhook|close|logout)$")
PORTS = {80, 88, 443, 8443}

Execute = Callable[[str, Asked], Awaitable[object]]


@dataclass
class Webhook:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: tuple[int, str] | None = None
    gone_since: float | None = None


@dataclass
class Webhooks:
    """The webhook of a bot, if it has one, and its deliveries.

    `local`: http addresses and any port are taken, as by a server that was started with `--local`.
    """

    world: World
    polling: Polling
    execute: Execute
    local: bool = True
    webhook: Webhook | None = None
    set_at: float = float("-inf")
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None
    _connections: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(40))

    async def set_webhook(self, asked: Asked) -> tuple[object, str]:
        """Bot API, setWebhook; Client.cpp `process_set_webhook_query`: one call a second."""
        url = asked.text("url")
        if not url:
            return await self.delete_webhook(asked)
        now = self.world.clock.elapsed()
        if now < self.set_at + 1:
            raise too_many(1)
        self.set_at = now
        wanted = Webhook(url, asked.text("secret_token"), min(max(asked.integer("max_connections", 40), 1), 100))
        self._check(wanted)
        self._change_queue(asked)
        old = self.webhook
        if old and (old.url, old.secret, old.max_connections) == (wanted.url, wanted.secret, wanted.max_connections):
            return True, "Webhook is already set"
        await self._stop()
        self.polling.interrupt(WEBHOOK_SET)
        self._use(wanted)
        return True, "Webhook was set"

    async def delete_webhook(self, asked: Asked) -> tuple[object, str]:
        """Bot API, deleteWebhook."""
        self._change_queue(asked)
        if self.webhook is None:
            return True, "Webhook is already deleted"
        await self._stop()
        self._use(None)
        return True, "Webhook was deleted"

    def info(self) -> Json:
        """Bot API, WebhookInfo."""
        hook, updates = self.webhook, self.world.updates
        updates.expire()
        shown: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(updates.waiting),
        }
        if hook:
            shown["max_connections"] = hook.max_connections
            if hook.last_error:
                shown |= dict(zip(("last_error_date", "last_error_message"), hook.last_error, strict=True))
        return shown | ({"allowed_updates": sorted(updates.allowed)} if updates.allowed else {})

    def wake(self, lane: str) -> None:
        """Something arrived: let its lane move, if it stands still."""
        if self.webhook is not None and lane not in self._running:
            self._running[lane] = asyncio.get_running_loop().create_task(self._deliver_lane(lane))

    async def close(self) -> None:
        """Stop all deliveries."""
        await self._stop()

    def _check(self, wanted: Webhook) -> None:
        """Bot API, setWebhook `secret_token` and "Notes"; WebhookActor.cpp `start_up`."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", wanted.secret):
            raise bad_request("secret token contains unallowed characters")
        scheme, _, rest = wanted.url.partition("://")
        if self.local and scheme in {"http", "https"}:
            return
        if scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        port = rest.partition("/")[0].rpartition(":")[2]
        if port.isdecimal() and int(port) not in PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")

    def _change_queue(self, asked: Asked) -> None:
        kinds = asked.json("allowed_updates")
        self.world.updates.allow(kinds if isinstance(kinds, list) else None)
        if asked.flag("drop_pending_updates"):
            self.world.updates.clear()

    def _use(self, webhook: Webhook | None) -> None:
        self.webhook = webhook
        self.polling.webhook_active = webhook is not None
        if webhook is not None:
            self._connections = asyncio.Semaphore(webhook.max_connections)
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        for lane in self.world.updates.lanes():
            self.wake(lane)

    async def _stop(self) -> None:
        running, self._running = list(self._running.values()), {}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _deliver_lane(self, lane: str) -> None:
        """One after another; the head of the line blocks the rest. `send_update`, `drop_event`."""
        while (update := self.world.updates.head(lane)) and self.webhook:
            await self._deliver(update, self.webhook)
        self._running.pop(lane, None)

    async def _deliver(self, update: Waiting, webhook: Webhook) -> None:
        """Send until it is taken or too old: again at once, then after 2, 4, … seconds. `on_update_error`."""
        fails, delay = 0, 1
        while self.world.updates.head(update.lane) is update:
            pause = await self._try(update, webhook)
            if pause is None:
                self.world.updates.forget(update)
            elif pause == 0:
                delay = min(MAX_BACKOFF + secrets.randbelow(MAX_BACKOFF), delay * 2) if fails else delay
                pause = delay if fails else 0
                fails += 1
            if pause and self.world.clock.now() + pause > update.expires:
                self.world.updates.forget(update)
            self.world.changed()
            await asyncio.sleep(self.world.clock.real(pause or 0))

    async def _try(self, update: Waiting, webhook: Webhook) -> int | None:
        """None if it was taken, else the seconds to wait; 0 leaves them to the backoff."""
        update.handed = True
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        timeout = aiohttp.ClientTimeout(total=self.world.clock.real(RESPONSE_TIMEOUT))
        assert self._session is not None
        error, pause = "Webhook connection closed", 0
        try:
            async with (
                self._connections,
                self._session.post(webhook.url, json=update.shown(), headers=headers, timeout=timeout) as response,
            ):
                if 200 <= response.status <= 299:
                    webhook.gone_since = None
                    await self._answered(response)
                    return None
                error, pause = self._refused(response, webhook)
        except TimeoutError:
            error = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            error, pause = "Connection refused", RECONNECT
        except (aiohttp.ClientError, OSError):
            error = "Webhook connection closed"
        webhook.last_error = self.world.clock.now(), error
        return pause

    def _refused(self, response: aiohttp.ClientResponse, webhook: Webhook) -> tuple[str, int]:
        """`handle`: what is wrong, and the Retry-After; 410 for long removes the webhook."""
        if response.status == 410:
            now = self.world.clock.elapsed()
            webhook.gone_since = now if webhook.gone_since is None else webhook.gone_since
            if now > webhook.gone_since + DROP_AFTER_410:
                self.webhook, self.polling.webhook_active = None, False
        else:
            webhook.gone_since = None
        asked = response.headers.get("Retry-After", "")
        seconds = min(int(asked), MAX_RETRY_AFTER) if asked.isdecimal() else 0
        return f"Wrong response from the webhook: {response.status} {response.reason}", seconds

    async def _answered(self, response: aiohttp.ClientResponse) -> None:
        """Bot API, "Making requests when getting updates": the result of such a call is not known to the bot."""
        values = await answered_values(response)
        method = str(values.pop("method", ""))
        if method and not NOT_IN_ANSWERS.match(method.lower()):
            try:
                await self.execute(method, Asked(values))
            except Refused:
                self.world.changed()


async def answered_values(response: aiohttp.ClientResponse) -> dict[str, object]:
    """The call inside a webhook's answer: JSON or multipart, or nothing."""
    if response.content_type == "application/json":
        found = await response.json()
        return found if isinstance(found, dict) else {}
    values: dict[str, object] = {}
    if response.content_type == "multipart/form-data":
        async for part in aiohttp.MultipartReader.from_response(response):
            if isinstance(part, aiohttp.BodyPartReader) and part.name:
                values[part.name] = await part.text()
    return values
