"""Who hears of the cut-off and of what they wrote: only whoever wants to."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from knowledge.spine.schedule import Weekly
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.members import FOR_EVER, Member
from knowledge.weekly.notes import NoteState
from knowledge.weekly.taking_part import Person, Wish
from tests.knowledge.weekly.publishing.conftest import Desk, later

RECALL = Weekly("recall", 2, dt.time(20), ZoneInfo("Asia/Shanghai"))


async def test_only_those_who_want_it_and_wrote_nothing_are_reminded(desk: Desk) -> None:
    """Not whoever has handed in, did not ask for it, or is banned; a note that was rejected is none."""
    issue = await desk.open()
    for number in (1, 2, 3):
        state = NoteState.PENDING if number == 1 else NoteState.REJECTED
        await desk.note(issue, author=number, state=state)
        await desk.weekly.taking_part.change_wish(Person(number, "x"), Wish.REMINDERS, wanted=number != 3)
    await desk.weekly.members.keep(Member(4, "x", wants_reminders=True, banned_until=FOR_EVER))
    assert [one.user_id for one in await desk.weekly.taking_part.find_unwritten()] == [2]


async def test_one_published_note_of_the_week_a_month_ago_is_recalled(desk: Desk) -> None:
    """The longest; neither what came in the week after, nor what stands in no issue."""
    issue = await desk.open()
    first = await desk.note(issue, "短", state=NoteState.PUBLISHED)
    second = await desk.note(issue, "长得多的一篇", state=NoteState.PUBLISHED)
    later(desk.clock, days=5)
    third = await desk.note(issue, "下一周的最长的一篇", state=NoteState.PUBLISHED)
    for place, one in enumerate((first, second, third), 1):
        step = Step(notes=(NoteChange(one, replace(one, label=f"1-n{place}")),))
        assert await desk.weekly.issues.take(step, desk.clock.now())
    later(desk.clock, days=25)
    period = RECALL.period(desk.clock.now())
    assert await desk.weekly.taking_part.find_recalled(period) == []
    await desk.weekly.taking_part.change_wish(Person(1, "x"), Wish.RECALL, wanted=True)
    ((member, written),) = await desk.weekly.taking_part.find_recalled(period)
    assert (member.user_id, written.note.id) == (1, second.id)
