"""An editor who brings out one issue after the other while the bot dies again and again."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.records import Origin
from knowledge.weekly.compiled import FOR_NOTES
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Revision
from tests.fakes import NOON
from tests.fakes.telegram_server import Chat, Posted, TelegramServer
from tests.faults.handing_in import IMPATIENT, buttons, within
from tests.faults.sound import rows
from tests.faults.traffic import PATIENCE, replies

EDITOR: Final = 7001
AUTHORS: Final = (7101, 7102, 7103)

_NUMBER: Final = re.compile(r"第 (\d+) 期")
_ON_ITS_WAY: Final = ("open", "review", "frozen", "publishing", "partial")


async def placed(database: Path | str, week: int) -> None:
    """Notes of several members that stand in the open issue, and a late one that nobody has looked at."""
    async with open_engine(database) as engine:
        issues, members = SqlIssues(engine), SqlMembers(engine)
        issue = await issues.open(NOON)
        for n, author in enumerate((*AUTHORS, AUTHORS[0])):
            await members.keep(Member(author, f"成员{author}"))
            late = n == len(AUTHORS)
            note = Note(
                id=0,
                author_id=author,
                origin=Origin(author, week, author, private=True),
                section=FOR_NOTES[n % len(FOR_NOTES)],
                state=NoteState.PENDING if late else NoteState.PLACED,
                opened_at=NOON,
                changed_at=NOON,
                revision=1,
                position=None if late else 1,
                issue_id=issue.id,
            )
            words = f"第{week}周第{n}条笔记，见[链接](https://e.org/{week}/{n})。"
            revision = Revision(-1, 1, f"笔记{week}之{n}", words, NOON, f"https://e.org/{week}/{n}")
            assert await issues.take(Step(notes=(NoteChange(None, note),), revisions=(revision,)), NOON)


@dataclass
class Editor:
    """Closes, freezes and publishes by the buttons in the editors' chat, and says what became of what is in doubt.

    Of that they say the truth: they look into the chat where it should have come.
    """

    telegram: TelegramServer
    database: Path | str
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    weeks: int = 0
    doubts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chat = self.telegram.group("编辑部")
        self.targets = [self.telegram.group("周刊", kind="channel", bot="administrator")]
        self.targets += [self.telegram.group("学习小组", bot="administrator") for _ in range(2)]
        self.telegram.join(self.chat, EDITOR)
        for author in (EDITOR, *AUTHORS):
            self.telegram.private(author)

    def settings(self) -> dict[str, str]:
        """What the bot has to know of the chats."""
        channel, *groups = (one.id for one in self.targets)
        chats = {"EDITORS_CHAT": self.chat.id, "CHANNEL": channel, "GROUPS": groups, "LEAST_ENTRIES": 1}
        return {f"ZIXUE_{name}": str(value) for name, value in chats.items()}

    async def run(self) -> None:
        """Bring out issues until it is enough; the last one is brought to its end."""
        while not self.enough.is_set():
            self.weeks += 1
            await placed(self.database, self.weeks)
            before = await self._issues("published")
            for action, states in (("close", ("open",)), ("freeze", ("review",)), ("publish", ("frozen",))):
                while await self._at_work() in states:
                    await self._press(action)
            while await self._issues("published") == before:
                if await self._at_work() == "partial":
                    await self._say_of_doubts()
                await self.telegram.next_change(0.5)

    async def _at_work(self) -> str:
        """How far the issue is that is on its way."""
        found = await rows(self.database, "SELECT state FROM issues ORDER BY id")
        return next(str(state) for (state,) in found if state in _ON_ITS_WAY)

    async def _issues(self, state: str) -> int:
        found = await rows(self.database, "SELECT state FROM issues")
        return sum(one == state for (one,) in found)

    async def _press(self, action: str) -> None:
        """Ask for the overview, press there, and say yes; whatever of it does not come is asked for again."""
        overview = await self._overview()
        if overview is None or not self._pressed(overview, action):
            return
        is_asked = lambda: any(press.more == "yes" for _, press in buttons(overview, "issue", action))  # noqa: E731
        if not await self._soon(is_asked) or not self._pressed(overview, action):
            return
        await self._soon(lambda: not any(buttons(overview, "issue", action)))

    async def _overview(self) -> Posted | None:
        asked = self.telegram.say(self.chat, EDITOR, "/issue@zixue_bot draft")
        return replies(asked)[-1] if await self._soon(lambda: replies(asked)) else None

    async def _say_of_doubts(self) -> None:
        """Press what is offered of targets in doubt: it did go out, or it is to be sent again."""
        overview = await self._overview()
        for target in self.targets if overview else ():
            arrived = self.weeks in numbers_in(target, self.telegram)
            if overview and await self._said(overview, "settled" if arrived else "resend", target):
                return

    async def _said(self, overview: Posted, said: str, target: Chat) -> bool:
        """Whether this was to be said of a target."""
        for at, press in buttons(overview, "issue", said):
            if press.more.endswith(str(target.id)):
                self.doubts[said] += 1
                await self._pressed_there(overview, at)
                return True
        return False

    async def _pressed_there(self, posted: Posted, button: int) -> None:
        shown = posted.buttons
        self.telegram.press(EDITOR, posted, button)
        await self._soon(lambda: posted.buttons != shown)

    def _pressed(self, posted: Posted, action: str) -> bool:
        for at, _ in buttons(posted, "issue", action):
            self.telegram.press(EDITOR, posted, at)
            return True
        return False

    async def _soon(self, happens: Callable[[], object]) -> bool:
        return await within(IMPATIENT, self.telegram.until(happens, PATIENCE))


def numbers_in(chat: Chat, telegram: TelegramServer) -> Sequence[int]:
    """The numbers of the issues that were posted to a chat, in order."""
    found = (_NUMBER.search(posted.text) for posted in telegram.sent(chat))
    return [int(one[1]) for one in found if one]
