"""The model that writes answers, and what it may cost."""

from collections.abc import Sequence

from bot.doctor.findings import Finding, State
from bot.settings import Settings
from bot.wiring import make_writer
from knowledge.errors import KeyRefused, WriterFailed


async def examine(settings: Settings) -> Finding:
    """Whether the endpoint takes the key and has the model."""
    writer = make_writer(settings)
    if writer is None and settings.model_base_url is not None:
        return Finding("model", State.WARNING, "ZIXUE_MODEL_BASE_URL is set without ZIXUE_MODEL_NAME: set both")
    if writer is None and settings.judge_name is not None:
        return Finding("model", State.WARNING, "ZIXUE_JUDGE_NAME is set without ZIXUE_MODEL_NAME: nothing is judged")
    if writer is None:
        return Finding("model", State.OK, "none set: answers are extractive")
    try:
        names = await writer.models()
    except KeyRefused:
        told = "the endpoint does not take the key: check ZIXUE_MODEL_API_KEY; answers are extractive meanwhile"
        return Finding("model", State.PROBLEM, told)
    except WriterFailed as failed:
        told = f"{failed.reason}: check ZIXUE_MODEL_BASE_URL and ZIXUE_MODEL_API_KEY; answers are extractive meanwhile"
        return Finding("model", State.PROBLEM, told)
    finally:
        await writer.close()
    return _listed(settings, names)


def _listed(settings: Settings, names: Sequence[str]) -> Finding:
    for setting, name in (("ZIXUE_MODEL_NAME", settings.model_name), ("ZIXUE_JUDGE_NAME", settings.judge_name)):
        if names and name and name not in names:
            return Finding("model", State.WARNING, f"the endpoint does not list {name}: check {setting}")
    told = f"{settings.model_name} answers at {settings.model_base_url or 'api.openai.com'}"
    if settings.chat_cost and not (settings.model_price_in or settings.model_price_out):
        told += "; ZIXUE_CHAT_COST limits nothing without ZIXUE_MODEL_PRICE_IN and ZIXUE_MODEL_PRICE_OUT: set them"
        return Finding("model", State.WARNING, told)
    return Finding("model", State.OK, told)
