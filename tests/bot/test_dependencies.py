"""What the handlers of a chat ask for by name."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.dependencies import dependencies, editor_keys
from bot.settings import Settings
from bot.web.archive.editor_keys import Admission
from bot.wiring import zixue
from bot.wiring.administration import administration_of


async def test_a_chat_has_the_language_and_the_zone_that_are_set(tmp_path: Path) -> None:
    """Not those of the server; every process of a bot makes the same keys for editors, and the terminal makes none."""
    settings = Settings(data_dir=tmp_path, embedder="none", language="en", zone="Pacific/Kiritimati", _env_file=None)
    async with zixue(settings) as wired:
        named = dependencies(wired, settings)
        facts = await administration_of(wired, settings).facts()
        token = {"telegram_token": SecretStr("1:token"), "archive_url": "https://weekly.example.org"}
        on_telegram = settings.model_copy(update=token)
        one, other = (editor_keys(wired, on_telegram) for _ in range(2))
        assert other.of_session(one.session(Admission(4, "7"))) == Admission(4, "7")
        assert editor_keys(wired, settings.model_copy(update=token | {"telegram_token": None})).link(4, "7") is None
    assert named["governance"] is wired.governance
    assert facts.condition is not None
    assert (facts.model, facts.vectors, facts.condition.waiting, facts.machine.processes) == (None, None, 0, 1)
    assert {"policies", "opinions", "overhearings"} <= named.keys()
    assert (named["default_language"], named["zone"]) == ("en", ZoneInfo("Pacific/Kiritimati"))
