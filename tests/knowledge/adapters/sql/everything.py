"""A database with something in every table, as a deployment has it that was at work a moment ago."""

import datetime as dt
from typing import Any, Final

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.copies import tables
from knowledge.adapters.sql.engine import writing
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.tables import METADATA
from tests.fakes import NOON
from tests.notes import NOTES, shelve

EMBEDDER: Final = "bag-of-words"
LATER: Final = NOON + dt.timedelta(days=30)
ROWS: Final[dict[str, list[dict[str, Any]]]] = {
    "watches": [{"url": "https://e.org/", "every_seconds": 3600, "due_at": NOON, "failures": 2}],
    "link_descriptions": [{"identity": "arxiv:1", "fetched_at": NOON, "title": None, "authors": ["李雷", "A\x00B"]}],
    "open_questions": [
        {"id": 7, "chat_id": -100_200_300_400, "question": "为什么？", "asked_at": NOON, "newest_passage": 3}
    ],
    "exchanges": [
        {
            "id": 41,
            "chat_id": -100_200_300_400,
            "message_id": 5,
            "private": False,
            "asked_at": NOON.replace(microsecond=123_456),
            "typed": "问",
            "question": "问",
            "vector": bytes(range(256)),
            "status": "answered",
            "mode": "extractive",
            "answer": "答 [1]",
            "citations": [[1, "e", "题", None]],
            "open_question_id": 7,
            "wants_answer": True,
        }
    ],
    "chats": [{"chat_id": -100_200_300_400, "policy": "listen", "answer_threshold": 0.1 + 0.2}],
    "listen_gates": [
        {
            "chat_id": 0,
            "weights": b"\x00npz\xff",
            "bias": -1e-9,
            "threshold": 0.5,
            "precision": 1.0,
            "recall": 1 / 3,
            "f1": 0.5,
            "labels": 20,
            "fitted_at": NOON,
        }
    ],
    "inbox": [
        {
            "id": number,
            "update_id": 2**40 + number,
            "lane": "chat:1",
            "payload": '{"a":1}',
            "state": state,
            "arrived_at": NOON,
            "due_at": NOON,
            "attempts": number,
            "worker": worker,
            "held_until": worker and NOON,
        }
        for number, state, worker in ((1, "claimed", "w"), (2, "waiting", None))
    ],
    "outbox": [
        {
            "id": 9,
            "key": "told:41",
            "chat_id": 1,
            "payload": {"html": "<b>答</b>", "reply_to": None},
            "state": "sending",
            "put_at": NOON,
            "due_at": NOON,
            "attempts": 1,
            "sender": "w",
        }
    ],
    "replies": [{"update_id": 2**40, "n": 0, "chat_id": 1, "digest": "d", "message_id": None, "begun_at": NOON}],
    "members": [
        {
            "user_id": 2**40,
            "name": "李雷",
            "language": "zh",
            "consented_at": NOON,
            "anonymous": False,
            "shows_streak": False,
            "wants_reminders": True,
            "wants_recall": False,
        }
    ],
    "attachments": [
        {
            "id": 3,
            "digest": "a" * 64,
            "media_type": "image/png",
            "data": b"\x89PNG\x00",
            "width": 2,
            "height": 1,
            "kept_at": NOON,
        }
    ],
    "issues": [
        {
            "id": number,
            "number": None,
            "state": state,
            "opened_at": NOON,
            "changed_at": NOON,
            "version": 2,
            "revision": 0,
            "foreword": "刊首语",
            "proposal": "",
            "ingested": 0,
        }
        for number, state in ((5, "review"), (6, "open"))
    ],
    "notes": [
        {
            "id": 12,
            "origin": {"chat_id": -100_200_300_400, "message_id": 8, "private": False},
            "section": "study",
            "state": "pending",
            "opened_at": NOON,
            "changed_at": NOON,
            "version": 3,
            "revision": 1,
            "anonymous": True,
            "urgent": False,
            "issue_id": 6,
            "quoted": [{"label": "群友", "user_id": None, "agreement": "not_asked"}],
            "agreement": "not_asked",
        }
    ],
    "note_authors": [{"note_id": 12, "user_id": 2**40}],
    "revisions": [{"note_id": 12, "number": 1, "title": "题", "text": "正文", "made_at": NOON}],
    "parts": [
        {
            "chat_id": -100_200_300_400,
            "message_id": 8,
            "note_id": 12,
            "text": "正文",
            "sent_at": NOON,
            "album": "7",
            "attachments": [3],
        }
    ],
    "album_items": [{"chat_id": -100_200_300_400, "message_id": 9, "album": "8", "message": "{}", "held_at": NOON}],
    "artefacts": [
        {
            "issue_id": 5,
            "revision": 1,
            "name": "issue.json",
            "media_type": "application/json",
            "data": b"{}",
            "digest": "b" * 64,
        }
    ],
    "published_entries": [
        {
            "slug": "4-p1",
            "issue_number": 4,
            "section": "papers",
            "position": 1,
            "title": "题",
            "authors": ["李雷"],
            "text": "正文",
            "folded": "题\n正文",
            "identity": "arxiv:1",
        }
    ],
    "publications": [
        {"issue_id": 5, "revision": 1, "target": "channel:-1", "state": "sent", "changed_at": NOON, "chat_id": -1}
    ],
    "audits": [
        {
            "id": 2,
            "actor": "author",
            "event": "confirm",
            "subject": "note:12",
            "before": "previewed",
            "after": "pending",
            "detail": {"issue": "6"},
            "at": NOON,
        }
    ],
    "waiting": [{"chat_id": 3, "message_id": 4, "user_id": 5, "purpose": "reject:12:3", "asked_at": NOON}],
    "runs": [{"job": "weekly", "period": "2026-W47", "begun_at": NOON, "held_until": NOON, "finished_at": NOON}],
    "lost_chats": [{"chat_id": 3, "reason": "kicked", "lost_at": NOON}],
    "stops": [{"chat_id": 3, "asker": 4, "wished_at": NOON}],
    "opinions": [{"exchange_id": 41, "user_id": 2**40, "thumb": "down", "given_at": NOON, "fault": "wrong"}],
    "overheard": [
        {
            "id": 8,
            "chat_id": -100_200_300_400,
            "message_id": 2**33,
            "text": "谁知道 GRU？",
            "heard_at": NOON,
            "would_answer": True,
            "score": 1 / 3,
            "label": False,
            "labelled_by": 2**40,
            "labelled_at": NOON,
        }
    ],
    "admissions": [
        {"chat_id": -100_200_300_400, "kind": "supergroup", "standing": "waiting", "asked_at": NOON, "code": "K7Q2"}
    ],
    "roles": [{"user_id": 2**40, "role": "editor", "granted_at": NOON, "granted_by": "7"}],
    "consumption": [
        {
            "scope": "chat",
            "id": -100_200_300_400,
            "day": NOON.date(),
            "questions": 3,
            "tokens_in": 2**40,
            "tokens_out": 5,
            "cost": 2**33,
        }
    ],
    "quotas": [{"scope": "user", "id": 0, "questions_a_minute": 2, "tokens_a_day": 2**40}],
    "confirmations": [
        {
            "id": 14,
            "chat_id": 2**40,
            "user_id": 2**40,
            "action": "broadcast",
            "arguments": {"text": "通知", "chats": [-1, None]},
            "asked_at": NOON,
            "expires_at": LATER,
        }
    ],
    "places": [{"place": "group", "chat_id": -100_200_300_400, "set_at": NOON, "set_by": "7"}],
    "erasures": [{"user_id": 2**40, "asked_at": NOON, "language": "zh", "reprinted": True}],
    "leases": [{"name": "publisher", "holder": "w", "held_until": NOON}],
    "paces": [{"key": "chat:1", "free_at": 1.5}],
}


async def fill(engine: AsyncEngine) -> None:
    """Something in every table; the highest numbers of some tables are of rows that are gone."""
    library = SqlLibrary(engine)
    await shelve(library, NOTES)
    await shelve(library, {"门控循环单元": "GRU (Gated Recurrent Unit，门控循环单元) 只有两个门。"}, name="gone")
    await library.remove("s-gone")
    waiting = await library.without_vector(EMBEDDER, 100)
    await library.keep_vectors(EMBEDDER, [(content, np.full(4, 1 / 3, np.float32)) for content, _ in waiting])
    await shelve(library, {"学习率 (learning rate)": "学习率（learning rate，LR）决定步长。"}, name="names")
    async with writing(engine).begin() as connection:
        for name, rows in ROWS.items():
            await connection.execute(insert(METADATA.tables[name]), rows)
        questions = METADATA.tables["open_questions"]
        await connection.execute(insert(questions), ROWS["open_questions"][0] | {"id": 19})
        await connection.execute(delete(questions).where(questions.columns.id == 19))


async def everything(engine: AsyncEngine) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table that is copied, in an order that does not depend on the database."""
    async with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in tables()
        }
