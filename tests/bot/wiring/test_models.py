"""Which models a deployment has."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring import make_embedder, make_judge, make_writer, zixue
from knowledge.adapters.openai_chat import OpenAIJudge, OpenAIWriter
from knowledge.errors import EmbedderRefused


def settings(place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", _env_file=None, **{"embedder": "none", **given})


def test_the_default_embedder_is_local(place: Path) -> None:
    """384 dimensions; its name tells vectors of another model apart."""
    embedder = make_embedder(Settings(data_dir=place, _env_file=None))
    assert embedder is not None
    assert embedder.dimension == 384
    assert "e5" in embedder.name


def test_an_embedder_of_llamaindex_is_set_by_its_dotted_path(place: Path) -> None:
    """With its own arguments; what is no such class is refused by the path that was set."""
    path = "llama_index.core.embeddings.mock_embed_model.MockEmbedding"
    embedder = make_embedder(settings(place, embedder=path, embedder_arguments='{"embed_dim": 8}'))
    assert embedder is not None
    assert embedder.dimension == 8
    for wrong in (path + "s", "no.such.Class", "nothing", "json.loads", "."):
        with pytest.raises(EmbedderRefused) as refused:
            make_embedder(settings(place, embedder=wrong))
        assert refused.value.path == wrong


async def test_a_model_is_a_name(place: Path) -> None:
    """Without one, answers are extractive; a local endpoint needs no key."""
    assert make_writer(settings(place)) is None
    for key in (None, SecretStr("k")):
        writer = make_writer(settings(place, model_name="m", model_api_key=key, model_base_url="http://127.0.0.1:9/v1"))
        assert writer is not None
        await writer.close()


async def test_a_judge_is_a_name_of_its_own(place: Path) -> None:
    """It judges what the writer writes, in the deployment as well."""
    assert make_judge(settings(place, model_name="m")) is None
    async with zixue(settings(place, embedder="none", model_name="m", judge_name="j")) as wired:
        assert isinstance(wired.answer_question.judge, OpenAIJudge)
        assert isinstance(wired.answer_question.writer, OpenAIWriter)
