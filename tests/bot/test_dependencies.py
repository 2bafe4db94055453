"""What the handlers of a chat ask for by name."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.dependencies import dependencies
from bot.settings import Settings
from bot.wiring import zixue


async def test_a_chat_has_the_language_and_the_zone_that_are_set(tmp_path: Path) -> None:
    """Not those of the server."""
    settings = Settings(data_dir=tmp_path, embedder="none", language="en", zone="Pacific/Kiritimati", _env_file=None)
    async with zixue(settings) as wired:
        named = dependencies(wired, settings)
    assert (named["default_language"], named["zone"]) == ("en", ZoneInfo("Pacific/Kiritimati"))
