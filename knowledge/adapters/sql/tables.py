"""The library's tables, and how their rows become records."""

import datetime as dt
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Index, MetaData, String, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from knowledge.records import Entry, Link, LinkDescription, Passage, Source, Validators, Watch

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[dt.datetime]):
    """A time with zone, stored as UTC; SQLite forgets the zone and gets it back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """A time with zone on its way into the database."""
        del dialect
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """A time on its way out, in UTC."""
        del dialect
        return value and (value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC))


IN_ORDER: Final = String().with_variant(String(collation="C"), "postgresql")
"""Text that rows are ordered by: by code points, as SQLite does, whatever the language of the server is."""


class Table(SQLModel):
    """What the library's tables share: one catalogue with named constraints."""

    metadata = METADATA


class SourceRow(Table, table=True):
    """One source; its columns are the fields of `Source`, its validators two of them."""

    __tablename__ = "sources"

    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    path: str = Field(sa_type=IN_ORDER)
    shape: str
    title: str
    content_hash: str
    fetched_at: dt.datetime = Field(sa_type=Moment)
    date: dt.date | None = None
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    def record(self) -> Source:
        """The source."""
        values = self.model_dump(exclude={"etag", "last_modified"})
        return Source(**values, validators=Validators(self.etag, self.last_modified))


class EntryRow(Table, table=True):
    """One entry; its columns are the fields of `Entry`, its links pairs of address and text.

    `signature` is that of `knowledge.duplicates`; null where an older version wrote the entry.
    """

    __tablename__ = "entries"

    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="sources.id", ondelete="CASCADE", index=True)
    position: int
    title: str
    text: str
    section: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    links: list[list[str]] = Field(sa_type=JSON)
    truncated: bool = False
    duplicate_of: str | None = None
    signature: bytes | None = None

    def record(self) -> Entry:
        """The entry."""
        values = self.model_dump(exclude={"signature"}) | {"links": tuple(Link(*link) for link in self.links)}
        return Entry(**values)


class PassageRow(Table, table=True):
    """One passage; it is never updated: what changed is a new passage with a new number.

    AUTOINCREMENT (a sequence elsewhere) is what keeps the number of a removed passage from coming back.
    """

    __tablename__ = "passages"
    __table_args__: ClassVar = (UniqueConstraint("entry_id", "position"), {"sqlite_autoincrement": True})

    id: int = Field(primary_key=True)
    entry_id: str = Field(foreign_key="entries.id", ondelete="CASCADE")
    position: int
    heading: list[str] = Field(sa_type=JSON)
    text: str
    content_hash: str = Field(index=True)

    def record(self) -> Passage:
        """The passage."""
        return Passage(self.entry_id, self.position, tuple(self.heading), self.text)


class EmbeddingRow(Table, table=True):
    """The vector of one content by one embedder: little-endian float32 values."""

    __tablename__ = "embeddings"

    content_hash: str = Field(primary_key=True)
    embedder: str = Field(primary_key=True)
    vector: bytes


class ChangeRow(Table, table=True):
    """The newest change of one passage; a passage that is gone stays here as a tombstone."""

    __tablename__ = "changes"
    __table_args__: ClassVar = ({"sqlite_autoincrement": True},)

    seq: int = Field(primary_key=True)
    passage_id: int = Field(unique=True)


class AliasRow(Table, table=True):
    """Two names of one thing, as one entry introduces them."""

    __tablename__ = "aliases"

    entry_id: str = Field(primary_key=True, foreign_key="entries.id", ondelete="CASCADE")
    name: str = Field(primary_key=True)
    other: str = Field(primary_key=True)
    sure: bool


class VocabularyRow(Table, table=True):
    """The distinct Latin words of one entry, separated by spaces; it stands for every entry that was learned from.

    A row is never updated: the newest number and the count of rows together tell whether any of them changed.
    """

    __tablename__ = "vocabularies"
    __table_args__: ClassVar = ({"sqlite_autoincrement": True},)

    id: int = Field(primary_key=True)
    entry_id: str = Field(foreign_key="entries.id", ondelete="CASCADE", unique=True)
    words: str


class WatchRow(Table, table=True):
    """One address that is read again on a schedule."""

    __tablename__ = "watches"

    url: str = Field(primary_key=True, sa_type=IN_ORDER)
    every_seconds: int
    due_at: dt.datetime = Field(sa_type=Moment, index=True)
    failures: int = 0

    def record(self) -> Watch:
        """The watch."""
        return Watch(self.url, dt.timedelta(seconds=self.every_seconds), self.due_at, self.failures)


class LinkDescriptionRow(Table, table=True):
    """What stands behind one link, by its identity."""

    __tablename__ = "link_descriptions"

    identity: str = Field(primary_key=True)
    fetched_at: dt.datetime = Field(sa_type=Moment)
    title: str | None = None
    authors: list[str] = Field(sa_type=JSON)

    def record(self) -> LinkDescription:
        """The description."""
        return LinkDescription(self.identity, self.fetched_at, self.title, tuple(self.authors))


class OpenQuestionRow(Table, table=True):
    """One question that nothing answered when it was asked."""

    __tablename__ = "open_questions"
    __table_args__: ClassVar = ({"sqlite_autoincrement": True},)

    id: int = Field(primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    question: str
    embedder: str | None = None
    vector: bytes | None = None
    asked_at: dt.datetime = Field(sa_type=Moment)
    newest_passage: int
    closed_at: dt.datetime | None = Field(None, sa_type=Moment)
    entry_id: str | None = None


class ExchangeRow(Table, table=True):
    """One exchange: the fields of `Exchange` and its `Origin`, and what its asker wants to be told of.

    AUTOINCREMENT, because buttons name exchanges: the id of a forgotten one must not come back.
    """

    __tablename__ = "exchanges"
    __table_args__: ClassVar = (
        Index("ix_exchanges_chat_id", "chat_id", "asked_at"),
        Index("ix_exchanges_answer_message_id", "answer_message_id", "chat_id"),
        Index("ix_exchanges_message_id", "message_id", "chat_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    user_id: int | None = Field(None, sa_type=BigInteger)
    private: bool
    topic_id: int | None = Field(None, sa_type=BigInteger)
    replied_to: int | None = Field(None, sa_type=BigInteger)
    asked_at: dt.datetime = Field(sa_type=Moment)
    typed: str
    question: str
    embedder: str | None = None
    vector: bytes | None = None
    status: str
    mode: str
    answer: str
    citations: list[list[Any]] = Field(sa_type=JSON)
    parent_id: int | None = None
    answer_message_id: int | None = Field(None, sa_type=BigInteger)
    open_question_id: int | None = Field(None, foreign_key="open_questions.id", ondelete="SET NULL", index=True)
    wants_answer: bool = False
    told_at: dt.datetime | None = Field(None, sa_type=Moment)
    way: str | None = None
    further_message_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    elapsed_ms: dict[str, float] = Field(default_factory=dict, sa_type=JSON)


class OpinionRow(Table, table=True):
    """What one person thinks of the answer of one exchange."""

    __tablename__ = "opinions"

    exchange_id: int = Field(primary_key=True, foreign_key="exchanges.id", ondelete="CASCADE")
    user_id: int = Field(primary_key=True, sa_type=BigInteger)
    thumb: str
    given_at: dt.datetime = Field(sa_type=Moment, index=True)
    fault: str | None = None
    words: str | None = None
