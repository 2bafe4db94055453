"""Pictures are kept once."""

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.weekly.compiled import StoredPicture
from tests.fakes import NOON

ONE, OTHER = StoredPicture("image/png", b"\x89\x00\xff", 2, 1), StoredPicture("image/jpeg", b"\xff\xd8", 1, 2)


async def test_the_same_picture_is_kept_once(engine: AsyncEngine) -> None:
    """Under one id, and comes back byte for byte; ids that nobody has are left out."""
    attachments = SqlAttachments(engine)
    first, second, again = [await attachments.keep(picture, NOON) for picture in (ONE, OTHER, ONE)]
    assert first == again != second
    assert await attachments.pictures([second, first, 99]) == {first: ONE, second: OTHER}
    assert await attachments.pictures([]) == {}
