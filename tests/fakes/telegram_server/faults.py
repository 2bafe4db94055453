"""What goes wrong on purpose: a script of faults, each for certain calls."""

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

from aiohttp import web

from tests.fakes.telegram_server.errors import Refused, forbidden, too_many

GATEWAY = "<html>\r\n<head><title>{0} {1}</title></head>\r\n<body><h1>{0} {1}</h1></body>\r\n</html>\r\n"
"""What a gateway says before Telegram's API hears of the call."""

Kind = Literal["refuse", "gateway", "reset", "hang", "truncate"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail.

    `after_effect`: what was asked is done, only the bot does not hear of it. `refuse` and `gateway` come before.
    """

    kind: Kind
    code: int = 0
    description: str = ""
    parameters: Mapping[str, int] = field(default_factory=dict)
    after_effect: bool = False


def refuse(code: int, description: str, **parameters: int) -> Fault:
    """A refusal in these words, such as 400, "Bad Request: …"."""
    return Fault("refuse", code, description, parameters)


def refused(refusal: Refused) -> Fault:
    """A refusal that the server itself knows."""
    return Fault("refuse", refusal.code, refusal.description, refusal.parameters)


def flood(seconds: int) -> Fault:
    """429 with `retry_after`."""
    return refused(too_many(seconds))


def kicked() -> Fault:
    """403 as for a bot that was removed."""
    return refused(forbidden("bot was kicked from the supergroup chat"))


def gateway(code: int = 502, *, after_effect: bool = False) -> Fault:
    """5xx with HTML instead of JSON."""
    return Fault("gateway", code, after_effect=after_effect)


def reset(*, after_effect: bool = False) -> Fault:
    """The connection ends with a RST instead of an answer."""
    return Fault("reset", after_effect=after_effect)


def hang(*, after_effect: bool = False) -> Fault:
    """No answer, until the client goes away or the test says `release`."""
    return Fault("hang", after_effect=after_effect)


def truncate() -> Fault:
    """It is done, but the answer's JSON ends in the middle."""
    return Fault("truncate", after_effect=True)


@dataclass
class Planned:
    """A fault and the calls that it meets: after `skip` of them, for `times` of them (-1: for ever)."""

    fault: Fault
    method: str = "*"
    chat: int | None = None
    skip: int = 0
    times: int = 1

    def meets(self, method: str, chat: int | None) -> bool:
        """Count this call, if it is one of those, and tell whether it fails."""
        if self.method.lower() not in {"*", method.lower()} or self.chat not in {None, chat} or not self.times:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Faults:
    """The faults that are still to come, and the calls that hang."""

    planned: list[Planned] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    hanging: int = 0

    def next(self, method: str, chat: int | None) -> Fault | None:
        """The fault that meets this call; the one planned first wins."""
        return next((plan.fault for plan in self.planned if plan.meets(method, chat)), None)

    def release(self) -> None:
        """Let whatever hangs go on; its connections are reset."""
        self.released.set()
        self.released = asyncio.Event()

    async def answer(self, request: web.Request, fault: Fault, body: object) -> web.StreamResponse:
        """What the client gets instead of `body`."""
        if fault.kind == "refuse":
            return refusal(Refused(fault.code, fault.description, fault.parameters))
        if fault.kind == "gateway":
            page = GATEWAY.format(fault.code, HTTPStatus(fault.code).phrase)
            return web.Response(status=fault.code, text=page, content_type="text/html")
        if fault.kind == "truncate":
            text = json.dumps({"ok": True, "result": body}, ensure_ascii=False)
            return web.Response(text=text[: len(text) // 2], content_type="application/json")
        if fault.kind == "hang":
            await self._hang(request)
        break_off(request)
        return web.Response()

    async def _hang(self, request: web.Request) -> None:
        released = self.released
        self.hanging += 1
        try:
            while not released.is_set() and request.transport is not None and not request.transport.is_closing():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await released.wait()
        finally:
            self.hanging -= 1


def break_off(request: web.BaseRequest) -> None:
    """Reset the connection of a request."""
    transport = request.transport
    if transport is None:
        return
    connected = transport.get_extra_info("socket")
    if connected is not None:
        with contextlib.suppress(OSError):
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def refusal(refused_call: Refused) -> web.Response:
    """The HTTP answer of a refusal: its status is the error code (HttpConnection.cpp); 429 says Retry-After too."""
    seconds = refused_call.parameters.get("retry_after")
    headers = {"Retry-After": str(seconds)} if seconds else {}
    return web.json_response(refused_call.body(), status=refused_call.code, headers=headers)
