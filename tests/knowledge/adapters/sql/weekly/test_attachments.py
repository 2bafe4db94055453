"""Pictures are kept once, and as long as anything shows them."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.weekly.compiled import Artefact, StoredPicture
from knowledge.weekly.issues import Step
from knowledge.weekly.notes import NoteState
from knowledge.weekly.submitting import ForgetPictures
from tests.fakes import NOON, FixedClock
from tests.knowledge.adapters.sql.weekly.making import becoming, handed_in, message, moving, took

ONE, OTHER = StoredPicture("image/png", b"\x89\x00\xff", 2, 1), StoredPicture("image/jpeg", b"\xff\xd8", 1, 2)


async def test_the_same_picture_is_kept_once(engine: AsyncEngine) -> None:
    """Under one id, and comes back byte for byte; ids that nobody has are left out."""
    attachments = SqlAttachments(engine)
    first, second, again = [await attachments.keep(picture, NOON) for picture in (ONE, OTHER, ONE)]
    assert first == again != second
    assert await attachments.pictures([second, first, 99]) == {first: ONE, second: OTHER}
    assert await attachments.pictures([]) == {}


async def test_pictures_of_what_was_thrown_away_are_gone_after_two_days(engine: AsyncEngine) -> None:
    """Not those that a note in hand has in a wording or a message, an issue has printed, or that have come since."""
    attachments, issues = SqlAttachments(engine), SqlIssues(engine)
    ids = [await attachments.keep(StoredPicture("image/png", bytes([n]), 1, 1), NOON) for n in range(6)]
    kept = await handed_in(engine, f"![](attachment:{ids[0]})")
    gone = await handed_in(engine, f"![](attachment:{ids[1]})", message_id=2)
    open_issue = await issues.open(NOON)
    step = Step(
        notes=(moving(gone.note, state=NoteState.DISCARDED),),
        issues=(becoming(open_issue, revision=1),),
        parts=(message(kept.note, 1, attachments=(ids[2],)), message(gone.note, 2, attachments=(ids[3], ids[4]))),
        artefacts=((open_issue.id, 1, Artefact(f"pictures/{ids[4]}.png", "image/png", b"")),),
    )
    await took(issues, step)
    clock = FixedClock(NOON + dt.timedelta(days=2))
    assert await ForgetPictures(attachments, clock)() == 0
    clock.time += dt.timedelta(seconds=1)
    await attachments.keep(StoredPicture("image/png", bytes([5]), 1, 1), clock.time)
    assert await ForgetPictures(attachments, clock)() == 2
    assert set(ids) - (await attachments.pictures(ids)).keys() == {ids[1], ids[3]}
