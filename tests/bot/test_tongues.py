"""Which language chats have chosen, over a real database."""

from pathlib import Path

from bot.tongues import Tongues
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.records import ChatPolicy


async def test_what_is_chosen_is_spoken_once_it_was_looked_up(sqlite_database: Path) -> None:
    """In that chat alone; what nobody chose is as it was, and so is everything where there is no database."""
    async with open_engine(sqlite_database) as engine:
        tongues = Tongues(SqlPolicies(engine))
        await SqlPolicies(engine).keep_policy(ChatPolicy(-100, language="en"))
        await SqlPolicies(engine).keep_policy(ChatPolicy(-200))
        assert tongues.of(-100, "zh") == "zh"
        await tongues.refresh()
        assert [tongues.of(chat_id, "zh") for chat_id in (-100, -200, 7, None)] == ["en", "zh", "zh", "zh"]
        await SqlPolicies(engine).keep_policy(ChatPolicy(-100))
        await tongues.refresh()
        assert tongues.of(-100, "zh") == "zh"
    await (nothing := Tongues()).refresh()
    assert nothing.of(-100, "en") == "en"
