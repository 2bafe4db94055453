"""The part of the weekly's benchmark that writes: previews, the draft of an issue, freezing it."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from bot.settings import Settings
from bot.weekly import WeeklyUseCases
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.weekly.compiling import Context, compiled
from knowledge.weekly.issues import Issue, IssueState, NoteChange, Step
from knowledge.weekly.members import Member
from tests.benchmarks.phase import Figures
from tests.benchmarks.timing import ratio, timed, timed_often
from tests.benchmarks.weekly_group import NAME, bylines, long_text, texts, written
from tests.bot.conversation.submitting.desk import Desk
from tests.bot.doubles import PERSON, PRIVATE
from tests.fakes import NOON, FixedClock

_CHARACTERS: Final = 3000
_FEW: Final = 3


def compiling(notes: int) -> Figures:
    """Notes that are at hand, against parsing and rendering the same texts as they are."""
    wordings = texts(notes)
    held, context = written(wordings), Context(1, NOON.date(), NAME, bylines())
    issue, plain = Issue(1, IssueState.REVIEW, NOON, NOON), MarkdownIt("commonmark")
    ours = timed_often(lambda: compiled(issue, held, context), _FEW)
    peer = timed_often(lambda: [plain.render(each) for each in wordings], _FEW)
    return {"ours": ours, "markdown_it": peer, "ratio": ratio(ours, peer)}


async def preview(where: Path | str, rounds: int) -> Figures:
    """From a message of 3,000 characters to the preview that waits in the outbox."""
    said = long_text(_CHARACTERS)
    async with open_engine(where) as engine:
        desk = Desk(engine)

        async def hand_in(n: int) -> None:
            who, chat = PERSON | {"id": 1000 + n}, PRIVATE | {"id": 1000 + n}
            await desk.say(f"/submit {said[n:]}", chat, who)
            desk.later(3)
            assert await desk.weekly.submitting.preview_due() == 1

        return await timed(hand_in, range(rounds))


async def freeze(where: Path | str, entries: int) -> Figures:
    """An issue with all of its files, the PDF among them; the first time, its fonts are read."""
    async with open_engine(where) as engine:
        weekly = weekly_of(engine, Settings(_env_file=None), FixedClock())
        review = await weekly.close_issue(await _placed(weekly, entries), "7")

        async def freeze_it(_: int) -> None:
            nonlocal review
            assert review is not None
            frozen = await weekly.freeze_issue(review, "7")
            assert frozen is not None
            review = await weekly.unfreeze_issue(frozen, "7", "again")

        return await timed(freeze_it, range(_FEW))


async def draft(where: Path | str, notes: int) -> Figures:
    """The open issue, with so many notes, as it would be now: with all that is read for it."""
    async with open_engine(where) as engine:
        weekly = weekly_of(engine, Settings(_env_file=None), FixedClock())
        issue = await _placed(weekly, notes)

        async def compile_it(_: int) -> None:
            assert (await weekly.draft_issue(issue)).references

        return await timed(compile_it, range(_FEW))


async def _placed(weekly: WeeklyUseCases, notes: int) -> Issue:
    """The open issue, with so many notes placed in it."""
    issue = await weekly.issues.open(NOON)
    for number, name in bylines().items():
        await weekly.members.keep(Member(number, name))
    held = written(texts(notes), issue.id)
    step = Step(
        notes=tuple(NoteChange(None, replace(one.note, id=0)) for one in held),
        revisions=tuple(replace(one.revision, note_id=-n) for n, one in enumerate(held, 1)),
    )
    assert await weekly.issues.take(step, NOON) is not None
    return issue
