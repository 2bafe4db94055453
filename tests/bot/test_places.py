"""The chats that have a part."""

from pathlib import Path

from bot.places import Deployed
from bot.settings import Settings
from bot.weekly import targets_of
from bot.wiring.governance import governance_ports_of
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.places import Places
from tests.fakes import NOON, FixedClock


async def test_what_is_set_up_is_followed_and_the_settings_win(sqlite_database: Path) -> None:
    """The weekly and what it publishes to follow without a restart, as soon as somebody looks."""
    async with open_engine(sqlite_database) as engine:
        set_up = governance_ports_of(engine).set_up
        settings = Settings(_env_file=None, channel=-1)
        places = Deployed(settings, set_up)
        weekly = weekly_of(engine, settings, FixedClock(), places=places)
        assert not weekly.submitting.desk.reviewed()
        await set_up.change(Places(), Places(-9, -5, -2, (-3, -4)), (), "7", NOON)
        assert places.editors_chat is None
        await places.refresh()
        assert places.current == Places(-9, -5, -1, (-4, -3))
        assert places.fixed == {"channel"}
        assert weekly.submitting.desk.reviewed()
        assert [one.chat_id for one in weekly.publish_issue.targets] == [-1, -4, -3]


def test_the_targets_are_those_of_the_settings_where_nothing_is_set_up() -> None:
    """A group that is named twice is published to once."""
    places = Deployed(Settings(_env_file=None, groups="[-3, -3]", editors_chat=-5))
    assert [one.name for one in targets_of(places)] == ["group:-3"]
    assert places.fixed == {"groups", "editors_chat"}
