"""A database in which somebody has left something wherever that is possible, beside somebody else who did as well."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.copies import tables
from knowledge.adapters.sql.engine import writing
from knowledge.adapters.sql.tables import METADATA
from tests.fakes import NOON

GROUP: Final = -100_200_300_400
THEIRS: Final = 987_654_321
THEIR_WORDS: Final = "蓝鲸门控"
OTHERS: Final = 123_456_789
OTHER_WORDS: Final = "红狐注意力"


def message(user_id: int, words: str, **more: object) -> str:
    """An update: somebody says something in the group."""
    chat = {"id": GROUP, "type": "supergroup"}
    said = {"message_id": 5, "from": {"id": user_id, "first_name": words}, "chat": chat, "text": words, **more}
    return json.dumps({"update_id": 1, "message": said}, ensure_ascii=False)


def rows(n: int, user: int, words: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What somebody left, under the numbers from n * 10 on; each table after those that it points to."""
    yield from _talks(n, user, words)
    yield from _weekly(n, user, words)
    yield from _governance(n, user, words)
    yield from _spine(n, user, words)


def _talks(n: int, user: int, words: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    exchange = {"private": False, "asked_at": NOON, "status": "answered", "mode": "extractive", "citations": []}
    asked = {"chat_id": GROUP, "message_id": n * 10, "user_id": user, "typed": words, "question": words}
    question = {"id": n * 10, "chat_id": GROUP, "question": words, "asked_at": NOON, "newest_passage": 1}
    yield "open_questions", question | {"vector": words.encode()}
    yield "exchanges", exchange | asked | {"id": n * 10, "answer": f"答{words}", "open_question_id": n * 10}
    yield "opinions", {"exchange_id": n * 10, "user_id": user, "thumb": "down", "given_at": NOON, "words": words}
    heard = {"chat_id": GROUP, "user_id": user, "text": words, "heard_at": NOON, "would_answer": True}
    yield "overheard", heard | {"id": n * 10, "message_id": n * 10}


def _weekly(n: int, user: int, words: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    note = {
        "section": "study",
        "opened_at": NOON,
        "changed_at": NOON,
        "version": 1,
        "revision": 1,
        "agreement": "given",
    }
    note |= {"id": n * 10, "state": "pending", "anonymous": False, "urgent": False, "exchange_id": n * 10}
    yield "notes", note | {"origin": {"chat_id": None, "message_id": 1, "private": True}}
    yield "note_authors", {"note_id": n * 10, "user_id": user}
    text = f"{words} attachment:{n * 10}"
    yield "revisions", {"note_id": n * 10, "number": 1, "title": words, "text": text, "made_at": NOON}
    part = {"chat_id": user, "message_id": 3, "note_id": n * 10, "text": words, "sent_at": NOON}
    yield "parts", part | {"attachments": [n * 10]}
    yield "album_items", {"chat_id": user, "message_id": 9, "album": "8", "message": words, "held_at": NOON}
    picture = {"media_type": "image/png", "data": words.encode(), "width": 1, "height": 1, "kept_at": NOON}
    yield "attachments", picture | {"id": n * 10, "digest": str(n)}
    wishes = {"anonymous": False, "shows_streak": True, "wants_reminders": True, "wants_recall": True}
    yield "members", wishes | {"user_id": user, "name": words, "nickname": words, "consented_at": NOON}
    yield "waiting", {"chat_id": GROUP, "message_id": n, "user_id": user, "purpose": "nick", "asked_at": NOON}


def _governance(n: int, user: int, words: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "chats", {"chat_id": GROUP - n, "policy": "mention", "shadow_by": user}
    yield "chats", {"chat_id": user, "policy": "mention", "language": "en"}
    standing = {"kind": "private", "standing": "admitted", "asked_at": NOON, "title": words, "decided_by": str(user)}
    yield "admissions", standing | {"chat_id": user, "code": words}
    yield "lost_chats", {"chat_id": user, "reason": "blocked", "lost_at": NOON}
    yield "roles", {"user_id": user, "role": "editor", "granted_at": NOON, "granted_by": str(user)}
    yield "places", {"place": f"group{n}", "chat_id": GROUP, "set_at": NOON, "set_by": str(user)}
    waits = {"id": n * 10, "chat_id": user, "user_id": user, "asked_at": NOON, "expires_at": NOON}
    yield "confirmations", waits | {"action": "broadcast", "arguments": {"text": words}}
    kept = {"message": {"message_id": n, "reply_to_message": {"from": {"id": user}, "text": words}}}
    anonymous = {"id": n * 10 + 1, "chat_id": GROUP, "user_id": None, "action": "anonymous", "arguments": kept}
    yield "confirmations", waits | anonymous
    done = {"event": "ban", "before": "", "after": "", "at": NOON}
    yield (
        "audits",
        done
        | {
            "id": n * 10,
            "actor": str(user),
            "subject": "chat:1",
            "detail": {"reason": words, "told": str(user), "chats": f"-1,{user}"},
        },
    )
    about = {"actor": "1", "subject": f"member:{user}", "detail": {"reason": words}}
    yield "audits", done | about | {"id": n * 10 + 1}
    yield "audits", done | {"id": n * 10 + 3, "actor": "1", "subject": f"quota:user:{user}", "detail": {}}
    yield "audits", done | {"id": n * 10 + 2, "actor": "1", "subject": "chat:1", "detail": {"who": str(user)}}
    spent = {"questions": 1, "tokens_in": 2, "tokens_out": 3, "cost": 4}
    for scope in ("user", "chat"):
        yield "consumption", spent | {"scope": scope, "id": user, "day": NOON.date()}


def _spine(n: int, user: int, words: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    update = {"arrived_at": NOON, "due_at": NOON, "attempts": 1, "payload": message(user, words)}
    yield "inbox", update | {"id": n * 10, "update_id": n * 10, "lane": f"chat:{user}", "state": "waiting"}
    buried = {"id": n * 10 + 1, "update_id": n * 10 + 1, "lane": f"button:{user}", "state": "buried"}
    yield "inbox", update | buried | {"reason": "x", "ended_at": NOON}
    ended = {"id": n * 10 + 2, "update_id": n * 10 + 2, "lane": f"chat:{user}:4", "state": "done", "payload": None}
    yield "inbox", update | ended | {"ended_at": NOON}
    sending = {"put_at": NOON, "due_at": NOON, "attempts": 0}
    yield (
        "outbox",
        sending | {"key": f"told:{n * 10}", "chat_id": GROUP, "payload": {"html": words}, "state": "pending"},
    )
    yield "outbox", sending | {"key": f"r:{user}", "chat_id": user, "payload": {"html": words}, "state": "failed"}
    link = {"html": f'<a href="tg://user?id={user}">{words}</a>'}
    yield "outbox", sending | {"key": f"b{n}", "chat_id": GROUP, "payload": link, "state": "uncertain"}
    issue = {"key": f"issue:{n}:1:channel", "chat_id": GROUP, "payload": {"html": words}, "state": "uncertain"}
    yield "outbox", sending | issue
    card = {"key": f"shadow:{n * 10}", "chat_id": 1, "payload": {"html": words}, "state": "failed"}
    yield "outbox", sending | card
    yield "outbox", sending | {"key": f"admission:{user}:K7:1", "chat_id": 1, "payload": None, "state": "sent"}
    yield "replies", {"update_id": n * 10, "n": 0, "chat_id": user, "digest": "d", "begun_at": NOON}
    yield "stops", {"chat_id": GROUP, "asker": user, "wished_at": NOON}
    yield "leases", {"name": f"away:{user}", "holder": "w", "held_until": NOON}
    yield "paces", {"key": f"user:{user}", "free_at": 1.0}


async def fill(engine: AsyncEngine) -> None:
    """Two people who left the same, and have to do with each other."""
    both = [*rows(1, THEIRS, THEIR_WORDS), *rows(2, OTHERS, OTHER_WORDS)]
    async with writing(engine).begin() as connection:
        for name in ("open_questions", "exchanges", "notes", "attachments", *dict.fromkeys(name for name, _ in both)):
            for row in [row for table, row in both if table == name]:
                await connection.execute(insert(METADATA.tables[name]), row)
            both = [(table, row) for table, row in both if table != name]


async def said(engine: AsyncEngine) -> str:
    """Every value of every table."""
    async with engine.connect() as connection:
        held = [(table.name, *row) for table in tables() for row in await connection.execute(select(table))]
    return "\n".join(one.decode() if isinstance(one, bytes) else str(one) for row in held for one in row)
