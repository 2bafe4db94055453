"""Letting nothing be somebody's or name them: each function is a part of one transaction."""

import re
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import String, cast, delete, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.rights.theirs import ABOUT, TABLES, exchange_ids, subjects
from knowledge.adapters.sql.rights.updates import forget_ended, has_in_it
from knowledge.adapters.sql.writes import batches
from knowledge.spine.outbox import EffectState
from knowledge.weekly.notes import Agreement

_ERASED: Final = "erased"
"""Who did something, where that is somebody who is forgotten."""

REMOVED: Final = (
    *(("opinions", "user_id"), ("overheard", "user_id"), ("overheard", "chat_id"), ("album_items", "chat_id")),
    *(("parts", "chat_id"), ("waiting", "user_id"), ("waiting", "chat_id"), ("chats", "chat_id")),
    *(("listen_gates", "chat_id"), ("admissions", "chat_id"), ("lost_chats", "chat_id"), ("roles", "user_id")),
    *(("places", "chat_id"), ("confirmations", "user_id"), ("confirmations", "chat_id"), ("consumption", "id")),
    *(("replies", "chat_id"), ("stops", "asker"), ("stops", "chat_id")),
)
"""The tables whose rows go by a number of theirs; that of a private chat is the person's.

A quota that an admin has set stays, as a ban does: nobody is rid of it by being forgotten.
"""

EMPTIED: Final = (("overheard", "labelled_by"), ("revisions", "editor_id"), ("chats", "shadow_by"))
"""The columns that name them and may say nobody."""

NAMED: Final = (("roles", "granted_by"), ("admissions", "decided_by"), ("places", "set_by"), ("audits", "actor"))
"""The columns that name them as whoever did something."""

_NUMBERS: Final = re.compile(r"[-\d,. ]*")
"""What is no word of anybody."""

_ADMISSION: Final = "admission:{}:%"
"""The keys of what admins are asked about a chat."""

_LINK: Final = "tg://user?id="


async def erase(connection: AsyncConnection, user_id: int, reprinted: Iterable[int]) -> None:
    """All of it, but for notes and their author's row, which are not only in the database."""
    for number in reprinted:
        await _forget_printed(connection, number)
    await _forget_audits(connection, user_id)
    await _forget_cards(connection, user_id)
    await _forget_messages(connection, user_id)
    for table, column in REMOVED:
        await connection.execute(delete(TABLES[table]).where(TABLES[table].c[column] == user_id))
    for table, column in EMPTIED:
        rows = update(TABLES[table]).where(TABLES[table].c[column] == user_id)
        await connection.execute(rows.values({column: None}))
    for table, column in NAMED:
        rows = update(TABLES[table]).where(TABLES[table].c[column] == str(user_id))
        await connection.execute(rows.values({column: _ERASED}))
    await _forget_exchanges(connection, user_id)
    await _forget_quotations(connection, user_id)
    await _forget_outbox(connection, user_id)
    await forget_held(connection, user_id)
    await forget_ended(connection, user_id)


async def _forget_exchanges(connection: AsyncConnection, user_id: int) -> None:
    """What they asked goes; what others asked further keeps their own words alone, as it was understood by theirs."""
    exchanges, notes, outbox = TABLES["exchanges"], TABLES["notes"], TABLES["outbox"]
    asked = {*await connection.scalars(exchange_ids(user_id))}
    if not asked:
        return
    questions = await _open_questions(connection, await _forget_context(connection, asked))
    for batch in batches(sorted(asked)):
        orphans = update(exchanges).where(exchanges.c.parent_id.in_(batch))
        await connection.execute(orphans.values(parent_id=None))
        await connection.execute(update(notes).where(notes.c.exchange_id.in_(batch)).values(exchange_id=None))
        told = outbox.c.key.in_([f"told:{number}" for number in batch])
        await connection.execute(delete(outbox).where(told, outbox.c.state != EffectState.SENDING.value))
        await connection.execute(delete(exchanges).where(exchanges.c.id.in_(batch)))
    for question in questions:
        await _reword(connection, question)


async def _open_questions(connection: AsyncConnection, asking: Iterable[int]) -> set[int]:
    """The open questions that these ask."""
    exchanges = TABLES["exchanges"]
    found: set[int] = set()
    for batch in batches(sorted(asking)):
        wanted = select(exchanges.c.open_question_id).where(exchanges.c.id.in_(batch))
        found |= {number for number in await connection.scalars(wanted) if number is not None}
    return found


async def _forget_context(connection: AsyncConnection, asked: Collection[int]) -> set[int]:
    """A question that follows theirs, at whatever distance, was understood by what they had said; those that do."""
    exchanges = TABLES["exchanges"]
    reached, level = set(asked), set(asked)
    typed = {"question": exchanges.c.typed, "embedder": null(), "vector": null()}
    while level:
        following: set[int] = set()
        for batch in batches(sorted(level)):
            following |= {*await connection.scalars(select(exchanges.c.id).where(exchanges.c.parent_id.in_(batch)))}
        level = following - reached
        reached |= level
        for batch in batches(sorted(level)):
            await connection.execute(update(exchanges).where(exchanges.c.id.in_(batch)).values(typed))
    return reached


async def _reword(connection: AsyncConnection, question_id: int) -> None:
    """An open question is worded as it was asked by the first who is left; it goes where nobody is."""
    exchanges, questions = TABLES["exchanges"], TABLES["open_questions"]
    fields = [exchanges.c[name] for name in ("question", "embedder", "vector", "asked_at")]
    asked = select(*fields).where(exchanges.c.open_question_id == question_id).order_by(exchanges.c.id).limit(1)
    first = (await connection.execute(asked)).one_or_none()
    if first is None:
        await connection.execute(delete(questions).where(questions.c.id == question_id))
    else:
        await connection.execute(update(questions).where(questions.c.id == question_id).values(first._asdict()))


async def _forget_audits(connection: AsyncConnection, user_id: int) -> None:
    """Who did what stays, without them: neither their number, nor the words that they or others gave for it."""
    await _forget_details(connection, user_id)
    audits, number = TABLES["audits"], str(user_id)
    kind = {f"{kind}:{user_id}": f"{kind}:{_ERASED}" for kind in ABOUT}
    for subject, instead in kind.items():
        await connection.execute(update(audits).where(audits.c.subject == subject).values(subject=instead))
    for column in ("before", "after"):
        said = audits.c[column] == number
        await connection.execute(update(audits).where(said).values({column: _ERASED}))


async def _forget_details(connection: AsyncConnection, user_id: int) -> None:
    """In the details of audits another number stands for theirs; where they are who or whom, words go altogether."""
    audits, number = TABLES["audits"], str(user_id)
    theirs = or_(audits.c.actor == number, audits.c.subject.in_(subjects(user_id)))
    named = cast(audits.c.detail, String).contains(number)
    query = select(audits.c.id, audits.c.detail, theirs.label("is_theirs")).where(or_(theirs, named))
    for row in (await connection.execute(query)).all():
        said = {name: _unnumbered(str(value), user_id) for name, value in row.detail.items()}
        kept = {name: text for name, text in said.items() if not row.is_theirs or _NUMBERS.fullmatch(text)}
        await connection.execute(update(audits).where(audits.c.id == row.id).values(detail=kept))


async def _forget_quotations(connection: AsyncConnection, user_id: int) -> None:
    """Notes of others that quote them do not name them, and are not printed on an agreement that is gone."""
    notes = TABLES["notes"]
    query = select(notes.c.id, notes.c.quoted).where(cast(notes.c.quoted, String).contains(str(user_id)))
    for row in (await connection.execute(query)).all():
        quoted = [_unnamed(one) if one.get("user_id") == user_id else one for one in row.quoted]
        if quoted != row.quoted:
            changed = {"quoted": quoted, "version": notes.c.version + 1}
            await connection.execute(update(notes).where(notes.c.id == row.id).values(changed))


def _unnamed(quoted: dict[str, Any]) -> dict[str, Any]:
    return quoted | {"label": "", "user_id": None, "agreement": Agreement.REFUSED.value}


async def _forget_outbox(connection: AsyncConnection, user_id: int) -> None:
    """What would be sent or was sent to them goes, and what says their number to others; not what is on its way."""
    outbox = TABLES["outbox"]
    at_rest = outbox.c.state != EffectState.SENDING.value
    await connection.execute(delete(outbox).where(outbox.c.chat_id == user_id, at_rest))
    said = or_(
        outbox.c.key.like(_ADMISSION.format(user_id)), cast(outbox.c.payload, String).contains(_LINK + str(user_id))
    )
    fields = outbox.c.id, outbox.c.key, outbox.c.payload
    rows = (await connection.execute(select(*fields).where(said, at_rest))).all()
    link = re.compile(rf"{re.escape(_LINK)}{user_id}(?!\d)")
    asks = _ADMISSION.format(user_id).removesuffix("%")
    naming = [row.id for row in rows if row.key.startswith(asks) or link.search(str(row.payload))]
    await _remove(connection, "outbox", "id", naming)


async def _forget_cards(connection: AsyncConnection, user_id: int) -> None:
    """What asks admins whether something that they said should be answered."""
    overheard, outbox = TABLES["overheard"].c, TABLES["outbox"]
    heard = await connection.scalars(select(overheard.id).where(overheard.user_id == user_id))
    for batch in batches(f"shadow:{number}" for number in heard.all()):
        asked = outbox.c.key.in_(batch), outbox.c.state != EffectState.SENDING.value
        await connection.execute(delete(outbox).where(*asked))


async def _forget_messages(connection: AsyncConnection, user_id: int) -> None:
    """Messages of a group that wait for an anonymous admin to say that they were theirs, and reply to somebody."""
    confirmations = TABLES["confirmations"]
    named = cast(confirmations.c.arguments, String).contains(str(user_id))
    rows = (await connection.execute(select(confirmations.c.id, confirmations.c.arguments).where(named))).all()
    await _remove(connection, "confirmations", "id", [row.id for row in rows if has_in_it(row.arguments, user_id)])


async def _forget_printed(connection: AsyncConnection, number: int) -> None:
    """What did not go out of an issue as it was before, and waits for somebody to send it after all."""
    outbox = TABLES["outbox"]
    left = outbox.c.state.in_([EffectState.FAILED.value, EffectState.UNCERTAIN.value])
    await connection.execute(delete(outbox).where(outbox.c.key.like(f"issue:{number}:%"), left))


async def forget_held(connection: AsyncConnection, user_id: int) -> None:
    """Remove leases and paces of somebody, by the parts of their names."""
    for table, column in (("leases", "name"), ("paces", "key")):
        known = TABLES[table].c[column]
        names = await connection.scalars(select(known).where(known.contains(str(user_id))))
        await _remove(connection, table, column, [name for name in names if _is_part(name, user_id)])


async def _remove(connection: AsyncConnection, table: str, column: str, values: Iterable[object]) -> None:
    for batch in batches(values):
        await connection.execute(delete(TABLES[table]).where(TABLES[table].c[column].in_(batch)))


def _is_part(name: str, user_id: int) -> bool:
    return str(user_id) in re.split(r"[:/ ]", name)


def _unnumbered(text: str, user_id: int) -> str:
    """A text with nobody's number in the place of this one, where it is not a part of another."""
    return re.sub(rf"(?<![-\d]){user_id}(?!\d)", "0", text)
