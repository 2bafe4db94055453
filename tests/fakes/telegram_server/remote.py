"""A Bot API server in another process, as a test without an event loop drives it."""

import base64
import dataclasses
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from tests.fakes.telegram_server.asked import Json, Upload
from tests.fakes.telegram_server.faults import Fault
from tests.fakes.telegram_server.world import LOOK_AGAIN, TOKEN

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class RemoteTelegram:
    """The same actions as on a TelegramServer; people and chats are numbers, messages are Message objects (JSON).

    Safe to use from several threads: every action is a connection of its own.
    """

    url: str
    control: str
    token: str = TOKEN

    @classmethod
    @contextmanager
    def started(cls, *, port: int = 0, speed: float = 1.0) -> "Iterator[RemoteTelegram]":
        """Start the process; it ends with the block."""
        command = [sys.executable, "-m", "tests.fakes.telegram_server", "--port", str(port), "--speed", str(speed)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:  # noqa: S603  ours
            assert process.stdin is not None
            assert process.stdout is not None
            addresses = process.stdout.readline().split()
            try:
                assert len(addresses) == 2, "the server did not start"
                yield cls(*addresses)
            finally:
                process.kill()

    def act(self, name: str, /, **arguments: object) -> object:
        """Any action by its name; `say(chat=…, user=…, text=…)` is `act("say", …)`.

        Raises:
            AssertionError: the server could not do it.
        """
        connection = http.client.HTTPConnection(urlsplit(self.control).netloc, timeout=30)
        try:
            connection.request("POST", f"/control/{name}", json.dumps(arguments), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        assert answer.status == 200, f"{name}: {answer.status} {text}"
        result: object = json.loads(text)["result"]
        return result

    def say(self, chat: int, user: int, text: str, **more: object) -> Json:
        """A person writes; see People.say."""
        return _object(self.act("say", chat=chat, user=user, text=text, **more))

    def share(
        self, chat: int, user: int, files: Sequence[Upload], *, kind: str = "document", caption: str = ""
    ) -> None:
        """A person sends a document, a photo or an album of photos (`kind`); see Sharing."""
        encoded = [{"name": one.name, "content": base64.b64encode(one.content).decode()} for one in files]
        self.act("share", chat=chat, user=user, files=encoded, kind=kind, caption=caption)

    def forward(self, chat: int, user: int, text: str, origin: Json) -> Json:
        """A person forwards a text; see origins."""
        return _object(self.act("forward", chat=chat, user=user, text=text, origin=origin))

    def press(self, chat: int, user: int, message_id: int, button: int | str = 0) -> str:
        """A person presses a button."""
        return str(self.act("press", chat=chat, user=user, message_id=message_id, button=button))

    def fail(self, method: str, fault: Fault, *, chat: int | None = None, skip: int = 0, times: int = 1) -> None:
        """Let calls fail; see TelegramServer.fail."""
        self.act("fail", method=method, fault=dataclasses.asdict(fault), chat=chat, skip=skip, times=times)

    def sent(self, chat: int) -> list[Json]:
        """What the bot has sent and is shown now, with `history`."""
        return _objects(self.act("sent", chat=chat))

    def called(self, method: str, chat: int | None = None) -> list[Json]:
        """The calls of a method: `values`, `status`, `took_effect`."""
        return _objects(self.act("called", method=method, chat=chat))

    def waiting(self) -> list[Json]:
        """The updates that are not acknowledged."""
        return _objects(self.act("waiting"))

    def down(self) -> None:
        """Refuse connections."""
        self.act("down")

    def up(self) -> None:
        """Listen again, on the same port."""
        self.act("up")

    def until(self, predicate: Callable[[], T], seconds: float = 10.0) -> T:
        """What the predicate says as soon as it says something true; it is asked after every change.

        Raises:
            AssertionError: it said nothing true in time.
        """
        limit = time.monotonic() + seconds
        while not (said := predicate()):
            left = limit - time.monotonic()
            assert left > 0, f"nothing of it in {seconds} s"
            self.act("next_change", seconds=min(left, LOOK_AGAIN * 5))
        return said


def _object(result: object) -> Json:
    assert isinstance(result, dict)
    return result


def _objects(result: object) -> list[Json]:
    assert isinstance(result, list)
    return result
