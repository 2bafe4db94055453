"""What members hear each week if they want to."""

import datetime as dt
from pathlib import Path

from bot.publishing.outgoing import Outgoing
from bot.publishing.taking_part import AskAboutNotes, RemindMembers, Telling, recalling, reminding
from bot.settings import Settings
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Revision
from tests.fakes import NOON, FixedClock

SETTINGS = Settings(cut_off="Sat 20:00", zone="Asia/Shanghai", _env_file=None)


async def test_a_reminder_goes_out_once_quietly_in_ones_own_language(sqlite_database: Path) -> None:
    """A day before the cut-off, and not any more once that has come."""
    async with open_engine(sqlite_database) as engine:
        clock, outbox = FixedClock(dt.datetime(2026, 1, 9, 12, 1, tzinfo=dt.UTC)), SqlOutbox(engine)
        weekly = weekly_of(engine, SETTINGS, clock)
        await weekly.members.keep(Member(7, "小明", wants_reminders=True))
        await weekly.members.keep(Member(8, "Ann", language="en", wants_reminders=True))
        await weekly.members.keep(Member(9, "不想听的"))
        remind = RemindMembers(weekly.taking_part.find_unwritten, Telling(outbox, clock, "zh"))
        period = reminding(SETTINGS).period(clock.now())
        for _ in range(2):
            await remind(period)
        first, second = await outbox.claim("one", 10, clock.now())
        assert (first.effect.key, first.effect.chat_id) == ("reminder:2026-W02 Asia/Shanghai:7", 7)
        told = [Outgoing.of_payload(one.effect.payload) for one in (first, second)]
        assert all(one.silent for one in told)
        assert "01-10 20:00 截稿" in told[0].html
        assert "closes on 01-10 20:00" in told[1].html
        clock.time += dt.timedelta(days=1)
        await weekly.members.keep(Member(10, "来晚了的", wants_reminders=True))
        await remind(period)
        assert await outbox.claim("two", 10, clock.now()) == []


async def test_a_month_later_a_note_is_asked_about_with_a_button_to_it(sqlite_database: Path) -> None:
    """By its title and label, escaped; the button opens the entry."""
    async with open_engine(sqlite_database) as engine:
        clock, outbox = FixedClock(NOON + dt.timedelta(days=32)), SqlOutbox(engine)
        weekly = weekly_of(engine, SETTINGS, clock)
        await weekly.members.keep(Member(7, "小明", wants_recall=True))
        origin = Origin(7, 1, 7, private=True)
        note = Note(0, 7, origin, Section.STUDY, NoteState.PUBLISHED, NOON, NOON, revision=1, label="4-n2")
        step = Step(notes=(NoteChange(None, note),), revisions=(Revision(-1, 1, "<门控>", "正文", NOON),))
        assert await weekly.issues.take(step, NOON)
        ask = AskAboutNotes(weekly.taking_part.find_recalled, Telling(outbox, clock, "zh"))
        await ask(recalling(SETTINGS).period(clock.now()))
        (sent,) = await outbox.claim("one", 10, clock.now())
        told = Outgoing.of_payload(sent.effect.payload)
        assert "#4-心2《&lt;门控&gt;》" in told.html
        assert [one.data for row in told.keyboard for one in row] == ["w:read:entry:4:0:4-n2"]
