"""What the library asks its tables: each query as a statement, none run here."""

from sqlalchemy import ColumnElement, Select, and_, distinct, func, select
from sqlmodel import col

from knowledge.adapters.sql.tables import (
    AliasRow,
    ChangeRow,
    EmbeddingRow,
    EntryRow,
    PassageRow,
    SourceRow,
    VocabularyRow,
)


def summaries() -> Select[SourceRow, int, int]:
    """Every source with the number of its entries and passages, oldest first; of one moment, by path."""
    return (
        select(SourceRow, func.count(distinct(col(EntryRow.id))), func.count(col(PassageRow.id)))
        .outerjoin(EntryRow, col(EntryRow.source_id) == col(SourceRow.id))
        .outerjoin(PassageRow, col(PassageRow.entry_id) == col(EntryRow.id))
        .group_by(col(SourceRow.id))
        .order_by(col(SourceRow.fetched_at), col(SourceRow.path))
    )


def entries() -> Select[EntryRow, SourceRow]:
    """Every entry with its source, in reading order."""
    return (
        select(EntryRow, SourceRow)
        .join(SourceRow, _source_of_entry())
        .order_by(col(SourceRow.fetched_at), col(SourceRow.path), col(EntryRow.position))
    )


def passages() -> Select[PassageRow, EntryRow, SourceRow]:
    """Every passage with its entry and source."""
    return (
        select(PassageRow, EntryRow, SourceRow).join(EntryRow, _entry_of_passage()).join(SourceRow, _source_of_entry())
    )


def signatures() -> Select[str, bytes | None, str | None, bool]:
    """The fields of every entry's `Signed`, oldest source first, in reading order; the signature may be null."""
    return (
        select(
            col(EntryRow.id),
            col(EntryRow.signature),
            col(EntryRow.duplicate_of),
            col(EntryRow.truncated),
        )
        .join(SourceRow, _source_of_entry())
        .order_by(col(SourceRow.fetched_at), col(SourceRow.path), col(EntryRow.position))
    )


def numbered() -> Select[int, str, int, list[str], str]:
    """Every passage: number, then the fields of `Passage`."""
    return (
        select(
            col(PassageRow.id),
            col(PassageRow.entry_id),
            col(PassageRow.position),
            col(PassageRow.heading),
            col(PassageRow.text),
        )
        .join(EntryRow, _entry_of_passage())
        .order_by(col(PassageRow.id))
    )


def changes(after: int, embedder: str) -> Select[int, int, str, int, list[str], str, bytes]:
    """The change log after a position: the change, then the passage and vector, null where it is gone."""
    return (
        select(
            col(ChangeRow.seq),
            col(ChangeRow.passage_id),
            col(PassageRow.entry_id),
            col(PassageRow.position),
            col(PassageRow.heading),
            col(PassageRow.text),
            col(EmbeddingRow.vector),
        )
        .outerjoin(PassageRow, col(PassageRow.id) == col(ChangeRow.passage_id))
        .outerjoin(EmbeddingRow, _vector_of_passage(embedder))
        .where(col(ChangeRow.seq) > after)
        .order_by(col(ChangeRow.seq))
    )


def unembedded(embedder: str) -> Select[int]:
    """The newest passage of each content that has no vector of this embedder, newest first.

    Numbers rise with time, so that the order needs no look at the sources.
    """
    return (
        select(func.max(col(PassageRow.id)))
        .outerjoin(EmbeddingRow, _vector_of_passage(embedder))
        .where(col(EmbeddingRow.content_hash).is_(None))
        .group_by(col(PassageRow.content_hash))
        .order_by(func.max(col(PassageRow.id)).desc())
    )


def vectors(embedder: str) -> Select[str, bytes]:
    """Content hash and vector, of every vector of this embedder."""
    return select(col(EmbeddingRow.content_hash), col(EmbeddingRow.vector)).where(
        col(EmbeddingRow.embedder) == embedder
    )


def embedded(embedder: str) -> Select[int, int]:
    """How many passages there are, and how many of them have a vector of this embedder."""
    return (
        select(func.count(), func.count(col(EmbeddingRow.content_hash)))
        .select_from(PassageRow)
        .outerjoin(EmbeddingRow, _vector_of_passage(embedder))
    )


def name_pairs() -> Select[str, str, bool, int]:
    """The pairs of names and how many entries introduce each."""
    fields = col(AliasRow.name), col(AliasRow.other), col(AliasRow.sure)
    return select(*fields, func.count()).group_by(*fields).order_by(*fields)


def taught() -> Select[int, int]:
    """What changes when anything was learned or forgotten: the newest vocabulary and how many there are."""
    return select(func.coalesce(func.max(col(VocabularyRow.id)), 0), func.count(col(VocabularyRow.id)))


def untaught() -> Select[str]:
    """The entries that nothing was learned from yet: an older version wrote them."""
    joined = select(col(EntryRow.id)).outerjoin(VocabularyRow, col(VocabularyRow.entry_id) == col(EntryRow.id))
    return joined.where(col(VocabularyRow.id).is_(None)).order_by(col(EntryRow.id))


def mentions(written: str) -> Select[str]:
    """One entry that has this text in its own or in its title, in any case."""
    has = col(EntryRow.text).icontains(written, autoescape=True)
    return select(col(EntryRow.id)).where(has | col(EntryRow.title).icontains(written, autoescape=True)).limit(1)


def _source_of_entry() -> ColumnElement[bool]:
    return col(SourceRow.id) == col(EntryRow.source_id)


def _entry_of_passage() -> ColumnElement[bool]:
    return col(EntryRow.id) == col(PassageRow.entry_id)


def _vector_of_passage(embedder: str) -> ColumnElement[bool]:
    return and_(
        col(EmbeddingRow.content_hash) == col(PassageRow.content_hash),
        col(EmbeddingRow.embedder) == embedder,
    )
