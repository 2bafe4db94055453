"""The Bot API over HTTP, and the test's grip on it."""

import re
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.telegram_server.asked import Asked, Json, Upload, read
from tests.fakes.telegram_server.chats import Chat, Posted
from tests.fakes.telegram_server.errors import Refused
from tests.fakes.telegram_server.faults import Fault, Faults, Planned, break_off, refusal
from tests.fakes.telegram_server.limits import COUNTED, Limits
from tests.fakes.telegram_server.methods import METHODS
from tests.fakes.telegram_server.polling import Polling
from tests.fakes.telegram_server.sharing import Sharing
from tests.fakes.telegram_server.webhooks import Webhooks
from tests.fakes.telegram_server.world import Call

MAX_REQUEST = 60 << 20
"""Bytes of a request; Bot API, "Sending files": 50 MB for a document."""


class TelegramServer(Sharing):
    """A Bot API server on the loopback interface, for one bot, with the people it talks to.

    `async with TelegramServer() as telegram:` listens on a free port; `telegram.url` is its address.
    """

    def __init__(self, *, port: int = 0, speed: float = 1.0, privacy: bool = True, local: bool = True) -> None:
        super().__init__(privacy=privacy)
        self.clock.speed = speed
        self.port = port
        self.limits: Limits | None = None
        self.faults = Faults()
        self.polling = Polling(self)
        self.webhooks = Webhooks(self, self.polling, self.execute, local=local)
        self.arrived = self.webhooks.wake
        self._runner: web.AppRunner | None = None
        self._open: dict[int, web.Request] = {}

    @property
    def url(self) -> str:
        """The address that clients take for https://api.telegram.org."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.webhooks.close()
        await self.down()

    async def up(self) -> None:
        """Listen, on the same port as before."""
        application = web.Application(client_max_size=MAX_REQUEST)
        application.router.add_route("*", "/bot{token}/{method}", self._called)
        application.router.add_get("/file/bot{token}/documents/{name}", self._download)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Refuse connections, and break off those that are open."""
        self.faults.release()
        for request in list(self._open.values()):
            break_off(request)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def fail(self, method: str, fault: Fault, *, chat: Chat | int | None = None, skip: int = 0, times: int = 1) -> None:
        """Let calls of a method ("*": any) fail, after `skip` good ones and `times` times (-1: for ever)."""
        chat_id = chat.id if isinstance(chat, Chat) else chat
        self.faults.planned.append(Planned(fault, method, chat_id, skip, times))

    def heal(self) -> None:
        """Nothing fails any more, and what hangs is released."""
        self.faults.planned.clear()
        self.faults.release()

    def called(self, method: str, chat: Chat | int | None = None) -> list[Call]:
        """The calls of a method so far."""
        chat_id = chat.id if isinstance(chat, Chat) else chat
        calls = (call for call in self.calls if call.method.lower() == method.lower())
        return [call for call in calls if chat_id is None or call.chat == chat_id]

    def sent(self, chat: Chat | int) -> list[Posted]:
        """What the bot has sent to a chat and is shown now."""
        return [posted for posted in self.place(chat).messages if posted.mine]

    def content(self, posted: Posted) -> Upload:
        """The file of a message: its document, or its photo in the largest size."""
        photo, document = posted.content.get("photo"), posted.content.get("document")
        shown = photo[-1] if isinstance(photo, list) else document
        assert isinstance(shown, dict), "a message without a file"
        return self.files[str(shown["file_id"])]

    async def execute(self, method: str, asked: Asked) -> object:
        """Carry out a call, whoever carries it here.

        Raises:
            Refused: as Telegram would.
        """
        if (function := METHODS.get(method.lower())) is None:
            raise Refused(404, "Not Found: method not found")
        self._limit(method, asked)
        result = function(self, asked)
        self.changed()
        return result

    def _limit(self, method: str, asked: Asked) -> None:
        chat = self.chats.get(asked.integer("chat_id"))
        if self.limits is not None and method.lower() in COUNTED:
            refused = self.limits.check(chat, self.clock.elapsed())
            if refused is not None:
                raise refused

    async def _called(self, request: web.Request) -> web.StreamResponse:
        self._open[id(request)] = request
        try:
            self._admit(request)
            return await self._answer(request, await read(request))
        except Refused as refused:
            return refusal(refused)
        finally:
            del self._open[id(request)]

    def _admit(self, request: web.Request) -> None:
        """A malformed token is 404 (github.com/teloxide/teloxide/issues/556), an unknown one 401."""
        token = request.match_info["token"]
        if not re.fullmatch(r"\d+:[\w-]+", token):
            raise Refused(404, "Not Found")
        if token != self.token:
            raise Refused(401, "Unauthorized")

    async def _answer(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        call = Call(request.match_info["method"], dict(asked.values), self.clock.elapsed())
        self.calls.append(call)
        self.changed()
        fault = self.faults.next(call.method, call.chat)
        if fault is not None and not fault.after_effect:
            return self._noted(call, await self.faults.answer(request, fault, None))
        try:
            answer = await self._carried_out(call.method, asked)
        except Refused as refused:
            return self._noted(call, refusal(refused))
        call.took_effect = True
        if fault is not None:
            return self._noted(call, await self.faults.answer(request, fault, answer["result"]))
        return self._noted(call, web.json_response(answer))

    def _noted(self, call: Call, response: web.StreamResponse) -> web.StreamResponse:
        call.status = response.status
        self.changed()
        return response

    async def _carried_out(self, method: str, asked: Asked) -> Json:
        name = method.lower()
        if name == "getupdates":
            return {"ok": True, "result": await self.polling.get_updates(asked)}
        if name == "getwebhookinfo":
            return {"ok": True, "result": self.webhooks.info()}
        if name in {"setwebhook", "deletewebhook"}:
            change = self.webhooks.set_webhook if name == "setwebhook" else self.webhooks.delete_webhook
            result, description = await change(asked)
            return {"ok": True, "result": result, "description": description}
        return {"ok": True, "result": await self.execute(method, asked)}

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Bot API, getFile: the file itself."""
        file_id = request.match_info["name"].partition(".")[0]
        if request.match_info["token"] != self.token or file_id not in self.files:
            raise web.HTTPNotFound
        return web.Response(body=self.files[file_id].content)
