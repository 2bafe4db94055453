"""What is left of the week, in files that a person can look at."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from aiohttp import ClientSession

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues
from tests.e2e.week.stage import Stage
from tests.fakes.telegram_server import Chat, Posted

PAGES: Final = {
    "index.html": "/",
    "latest.html": "/latest",
    "issue.html": "/issues/1",
    "entry.html": "/issues/1/1-p1",
    "search.html": "/search?q=残差",
    "feed.atom": "/feed.atom",
    "feed.json": "/feed.json",
    "issue.pdf": "/issues/1.pdf",
}
"""Files by their names, and where the archive shows them."""


async def fetch(stage: Stage, folder: Path) -> dict[str, bytes]:
    """What the archive shows now, kept in a folder."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    shown: dict[str, bytes] = {}
    async with ClientSession() as client:
        for name, path in PAGES.items():
            async with client.get(stage.deployment.url + path) as response:
                assert response.status == 200, path
                shown[name] = await response.read()
            (folder / name).write_bytes(shown[name])
    return shown


async def keep(stage: Stage, folder: Path) -> None:
    """Every artefact of every revision, every chat, who did what, and the log."""
    async with open_engine(stage.deployment.data / "library.sqlite") as engine:
        issues = SqlIssues(engine)
        names = await issues.artefact_names(1)
        for revision in (1, 2):
            for name in names:
                artefact = await issues.artefact(1, name, revision)
                if artefact is not None:
                    _write(folder / "issue" / f"r{revision}" / name, artefact.data)
    for chat in stage.telegram.chats.values():
        _write(folder / "chats" / f"{chat.title}.txt", transcript(chat).encode())
    (folder / "audits.json").write_text(json.dumps(rows(stage, "audits"), ensure_ascii=False, indent=1))
    (folder / "notes.json").write_text(json.dumps(rows(stage, "notes"), ensure_ascii=False, indent=1, default=str))
    (folder / "told.json").write_text(json.dumps(stage.told, ensure_ascii=False, indent=1))
    (folder / "log").write_text(stage.deployment.log, encoding="utf-8")


def transcript(chat: Chat) -> str:
    """All that stands and stood in a chat."""
    return "\n\n".join(line for posted in chat.log for line in _lines(posted))


def _lines(posted: Posted) -> list[str]:
    who = posted.content.get("from") or posted.content.get("sender_chat") or {}
    assert isinstance(who, dict)
    name = "bot" if posted.mine else who.get("first_name", who.get("title", ""))
    kinds = [kind for kind in ("photo", "document", "forward_origin", "pinned_message") if kind in posted.content]
    buttons = "".join(f"\n    [{one['text']}]" for one in posted.buttons)
    now = f"{posted.message_id} {name}{''.join(f' <{kind}>' for kind in kinds)}: {posted.text}{buttons}"
    return [*(f"{posted.message_id} {name} (before): {one}" for one in posted.history), now]


def rows(stage: Stage, table: str) -> list[dict[str, object]]:
    """The rows of a table."""
    with closing(sqlite3.connect(stage.deployment.data / "library.sqlite")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY id")]  # noqa: S608  our own name


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
