"""A compiled issue: what is frozen, and what every rendering shows with the same numbers."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.weekly.document import Document


class Section(StrEnum):
    """The sections of an issue in their order; a note stands in one of the first four."""

    PAPERS = "papers"
    STUDY = "study"
    ANSWERS = "answers"
    RESOURCES = "resources"
    OPEN_QUESTIONS = "open_questions"
    ERRATA = "errata"


FOR_NOTES: Final = (Section.PAPERS, Section.STUDY, Section.ANSWERS, Section.RESOURCES)
"""Those that members write for."""

HEADINGS: Final = {
    Section.PAPERS: "论文速递",
    Section.STUDY: "学习心得",
    Section.ANSWERS: "疑问解答",
    Section.RESOURCES: "资料",
    Section.OPEN_QUESTIONS: "待解之问",
    Section.ERRATA: "勘误",
}
"""What the weekly, which is in Chinese, calls them."""

LETTERS: Final = {
    Section.PAPERS: ("论", "p"),
    Section.STUDY: ("心", "n"),
    Section.ANSWERS: ("答", "a"),
    Section.RESOURCES: ("资", "r"),
    Section.OPEN_QUESTIONS: ("疑", "q"),
    Section.ERRATA: ("误", "e"),
}
"""How an entry's label names its section: for people, and in addresses."""

_BY_LETTER: Final = {letter: section for section, (_, letter) in LETTERS.items()}


ANONYMOUS: Final = "匿名"
"""What stands in the place of a name that nobody is to know."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an entry that never changes: `#4-论2` for people, `4-p2` in addresses and callback data."""

    issue: int
    section: Section
    position: int

    def __str__(self) -> str:
        return f"#{self.issue}-{LETTERS[self.section][0]}{self.position}"

    @property
    def slug(self) -> str:
        """The label in ASCII."""
        return f"{self.issue}-{LETTERS[self.section][1]}{self.position}"

    @classmethod
    def of(cls, slug: str) -> "Label | None":
        """The label whose slug this is; None where it is none."""
        number, _, place = slug.partition("-")
        section, position = _BY_LETTER.get(place[:1]), place[1:]
        if section is None or not (number.isdecimal() and position.isdecimal()):
            return None
        return cls(int(number), section, int(position))


@dataclass(frozen=True, slots=True)
class Reference:
    """One address of an issue; `number` counts from 1 by first appearance, and one address has one."""

    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one member wrote of an entry; `author` is the name as it was at freezing, None where it is anonymous.

    `note_id` is None where it was imported. `origin` says where it was forwarded from.
    """

    body: Document
    author: str | None = None
    note_id: int | None = None
    origin: str | None = None
    erased: bool = False

    @property
    def byline(self) -> str:
        """Who wrote it, as far as it may be said; empty where an import names nobody, and where it was erased."""
        if self.erased:
            return ""
        return self.author or ("" if self.note_id is None else ANONYMOUS)


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """An entry of an earlier issue about the same paper: 「第 7 期 小明也读过」."""

    label: Label
    authors: tuple[str, ...]

    @property
    def readers(self) -> str:
        """Their names in a row."""
        return "、".join(self.authors) or ANONYMOUS


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """One entry: a paper with the notes on it, a member's notes of the week, or a question with its answer.

    `url` is what the entry is about, with its number in the references; `paper_authors` are those of the paper.
    """

    label: Label
    title: str
    contributions: tuple[Contribution, ...] = ()
    url: str | None = None
    number: int | None = None
    paper_authors: tuple[str, ...] = ()
    seen_before: tuple[SeenBefore, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueSection:
    """A section with its entries; `name` is its heading, which an imported issue may word its own way."""

    section: Section
    name: str
    entries: tuple[IssueEntry, ...]


@dataclass(frozen=True, slots=True)
class CompiledIssue:
    """An issue as it is published; `revision` is 1, and one more with each correction.

    `date` is the day on which it was frozen, `corrected` that of its newest revision where that is not the first.
    `highest` is the highest number that a reference ever had which is gone since: it is not given again.
    """

    number: int
    revision: int
    name: str
    date: dt.date
    foreword: Document = ()
    editor: str | None = None
    sections: tuple[IssueSection, ...] = ()
    references: tuple[Reference, ...] = ()
    corrected: dt.date | None = None
    highest: int = 0

    @property
    def title(self) -> str:
        """What the issue is called: `ML 自学者周刊 第 4 期`."""
        return f"{self.name} 第 {self.number} 期"

    def entries(self) -> list[IssueEntry]:
        """All entries, in order."""
        return [entry for section in self.sections for entry in section.entries]

    def documents(self) -> list[Document]:
        """All that was written: the foreword, and what members contributed, in order."""
        return [self.foreword, *(one.body for entry in self.entries() for one in entry.contributions)]


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """The bytes of a picture, without anything that says where or by whom it was taken."""

    media_type: str
    data: bytes
    width: int
    height: int

    @property
    def extension(self) -> str:
        """How its file's name ends."""
        return {"image/png": "png"}.get(self.media_type, "jpg")


@dataclass(frozen=True, slots=True)
class Site:
    """Where an issue is found; an address is empty where there is none.

    `archive` is the archive's public address without a slash at the end; `bot` the bot's username.
    """

    archive: str = ""
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A rendering of one revision of an issue as a file, such as `issue.html`, `issue.pdf` or `entries/4-p2.html`."""

    name: str
    media_type: str
    data: bytes
