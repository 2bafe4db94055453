"""The keys that let editors in."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.web.archive.editor_keys import LINK_LASTS, SESSION_LASTS, Admission, EditorKeys
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.leases import SqlLeases
from tests.bot.web.archive.conftest import PUBLIC, SECRET, Shelf
from tests.fakes import FixedClock

ADMISSION = Admission(4, "7")


def key_of(keys: EditorKeys) -> str:
    """The key of a new link."""
    link = keys.link(4, "7")
    assert link is not None
    assert link.startswith(f"{PUBLIC}/editors?key=")
    return parse_qs(urlsplit(link).query)["key"][0]


async def test_a_link_works_once_whichever_process_is_asked(sqlite_database: Path) -> None:
    """Looking at it does not use it up."""
    clock = FixedClock()
    async with open_engine(sqlite_database) as one, open_engine(sqlite_database) as other:
        first, second = (EditorKeys.of(SECRET, SqlLeases(engine), clock, PUBLIC) for engine in (one, other))
        key = key_of(first)
        assert second.admission(key) == first.admission(key) == ADMISSION
        assert [await second.redeem(key), await first.redeem(key), await second.redeem(key)] == [ADMISSION, None, None]


async def test_what_is_late_or_for_something_else_lets_nobody_in(shelf: Shelf) -> None:
    """Neither link nor session for ever, nor the one for the other."""
    keys = shelf.keys
    key, held = key_of(keys), keys.session(ADMISSION)
    assert keys.of_session(held) == ADMISSION
    assert keys.of_session(key) is None
    assert await keys.redeem(held) is None
    assert EditorKeys.of("another", keys.leases, shelf.clock, PUBLIC).of_session(held) is None
    shelf.clock.time += LINK_LASTS
    assert await keys.redeem(key) is None
    shelf.clock.time += SESSION_LASTS - LINK_LASTS
    assert keys.of_session(held) is None


@settings(max_examples=30)
@given(st.text(), st.integers(0, 40))
def test_nothing_that_is_made_up_is_a_key(text: str, at: int) -> None:
    """Nor a real one of which something was changed."""
    keys = EditorKeys.of(SECRET, None, FixedClock(), PUBLIC)  # type: ignore[arg-type]  # nothing is redeemed
    held = keys.session(ADMISSION)
    changed = held[:at] + text + held[at + len(text) :]
    assert keys.of_session(text) is None
    assert keys.of_session(changed) is None or changed == held
    assert not keys.is_csrf(held, text)
    assert keys.is_csrf(held, keys.csrf(held))


def test_without_an_address_there_is_no_link() -> None:
    """The archive cannot be found then."""
    assert EditorKeys.of(SECRET, None, FixedClock(), "").link(4, "7") is None  # type: ignore[arg-type]  # not asked
