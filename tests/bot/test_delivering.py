"""The outbox of a chat in the terminal."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiogram import Bot

from bot.buttons import Button
from bot.delivering import DeliverHere, keep_under
from bot.publishing.outgoing import ArtefactFile, KeptFile, Outgoing
from bot.terminal.drawing import buttons
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState
from tests.bot.doubles import Recorder, RecordingSession
from tests.fakes import NOON, FixedClock

HERE, ELSEWHERE = 2, -1001
BUTTONS = ((Button("通过", data="w:card:approve:1:2"),),)


async def _kept(file: KeptFile) -> bytes | None:
    return b"%PDF-1.7" if isinstance(file, ArtefactFile) else None


@dataclass
class Terminal:
    """A chat in the terminal, and its outbox."""

    outbox: SqlOutbox
    deliver: DeliverHere
    screen: Recorder = field(default_factory=Recorder)

    def __post_init__(self) -> None:
        self.bot = Bot("1:test", session=RecordingSession(self.screen))

    async def put(self, key: str, outgoing: Outgoing, chat: int = HERE) -> None:
        """Put something into the outbox and send what can be."""
        await self.outbox.put([Effect(key, chat, outgoing.payload())], NOON)
        await self.deliver(self.bot)

    async def states(self) -> dict[str, EffectState]:
        """How everything is."""
        return {one.key: one.state for one in await self.outbox.effects(list(EffectState))}


@pytest.fixture
async def terminal(sqlite_database: Path) -> AsyncIterator[Terminal]:
    """Over a real outbox."""
    async with open_engine(sqlite_database) as engine:
        outbox = SqlOutbox(engine)
        yield Terminal(outbox, DeliverHere(outbox, _kept, SqlNotes(engine), FixedClock(), HERE))


async def test_what_is_for_the_terminal_is_shown_there(terminal: Terminal) -> None:
    """With its buttons; what is for a channel waits for Telegram as if nobody had looked."""
    await terminal.put("card:1", Outgoing("<b>待审</b>", keyboard=BUTTONS))
    await terminal.put("issue:1:1:channel", Outgoing("第 1 期"), ELSEWHERE)
    (shown,) = terminal.screen.messages
    assert (shown.text, [button.text for button in buttons(shown)]) == ("待审", ["通过"])
    assert await terminal.states() == {"card:1": EffectState.SENT, "issue:1:1:channel": EffectState.PENDING}
    (waiting,) = await terminal.outbox.effects([EffectState.PENDING])
    assert waiting.attempts == 0


async def test_an_earlier_message_is_edited_or_shown_anew(terminal: Terminal) -> None:
    """Of an earlier start nothing is on the screen any more."""
    await terminal.put("card:1", Outgoing("待审"))
    await terminal.put("card:1:2", Outgoing("通过", edits="card:1"))
    assert [message.text for message in terminal.screen.edits] == ["通过"]
    terminal.bot = Bot("1:test", session=RecordingSession(terminal.screen))
    await terminal.put("card:1:3", Outgoing("撤下", edits="card:1"))
    assert [message.text for message in terminal.screen.messages] == ["待审", "撤下"]
    assert set((await terminal.states()).values()) == {EffectState.SENT}


async def test_a_file_is_a_line(terminal: Terminal) -> None:
    """With its size; where there is no such file, the words come alone."""
    await terminal.put("pdf", Outgoing("第 1 期", document=ArtefactFile(1, 1, "issue.pdf"), filename="1.pdf"))
    assert [message.text for message in terminal.screen.messages] == ["第 1 期\n📎 1.pdf · 0 kB"]


async def test_what_cannot_be_shown_has_failed(terminal: Terminal) -> None:
    """It does not stand in the way of what comes next."""
    await terminal.outbox.put([Effect("old", HERE, {"html": 7})], NOON)
    await terminal.put("bad", Outgoing("<kbd>x</kbd>"))
    await terminal.put("good", Outgoing("好"))
    assert [message.text for message in terminal.screen.messages] == ["好"]
    states = await terminal.states()
    assert states == {"old": EffectState.FAILED, "bad": EffectState.FAILED, "good": EffectState.SENT}


def test_files_are_kept_by_their_own_names(tmp_path: Path) -> None:
    """In their folder, wherever a name would lead."""
    keep = keep_under(tmp_path / "files")
    assert keep("../../4.pdf", b"a") == keep("4.pdf", b"b") == tmp_path / "files" / "4.pdf"
    assert (tmp_path / "files" / "4.pdf").read_bytes() == b"b"
