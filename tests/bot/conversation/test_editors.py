"""Who is an editor."""

import datetime as dt

from aiogram import Bot

from bot.conversation.editors import Editors
from bot.conversation.memberships import Memberships
from bot.places import Deployed
from bot.settings import Settings
from tests.bot.conversation.reviewing.editors_chat import MembershipSession
from tests.bot.doubles import Recorder
from tests.fakes import FixedClock


def places(editors_chat: int | None) -> Deployed:
    """A deployment with this editors' chat."""
    return Deployed(Settings.model_construct(editors_chat=editors_chat))


async def test_telegram_is_asked_about_each_person_once_a_minute() -> None:
    """Whoever leaves is an editor for a minute at most; whoever comes waits no longer either."""
    session, clock = MembershipSession(Recorder()), FixedClock()
    editors = Editors(Memberships(Bot("1:test", session=session), clock), places(-500))
    assert [await editors(31), await editors(31), await editors(33)] == [True, True, False]
    assert session.memberships == 2
    session.inside = {33}
    assert await editors(31)
    clock.time += dt.timedelta(seconds=60)
    assert [await editors(31), await editors(33)] == [False, True]


async def test_without_a_chat_nobody_is_an_editor_and_in_a_private_one_its_person() -> None:
    """Nobody needs to be asked, as in the terminal."""
    nobody = Memberships(None, FixedClock())
    assert not await Editors(nobody, places(None))(7)
    assert await Editors(nobody, places(7))(7)
    assert not await Editors(nobody, places(7))(8)
