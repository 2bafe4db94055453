"""What a revision of an issue is kept as: its files, its digest, and what the archive finds of it."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from knowledge import links
from knowledge.weekly import writing
from knowledge.weekly.compiled import Artefact, CompiledIssue, IssueEntry, Section, Site
from knowledge.weekly.issues import PublishedEntry
from knowledge.weekly.ports import Attachments, Printer

FROZEN_FORM: Final = "frozen.json"
"""The compiled issue itself, whose SHA-256 is the issue's digest; it names notes, and is not for the public."""

PUBLIC_FORM: Final = "issue.json"
"""What anybody may read of it, which may be imported elsewhere."""


class Rendered(NamedTuple):
    """The files of one revision, and the digest of the issue in them."""

    files: tuple[Artefact, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class RenderIssue:
    """Render an issue as every file that it is published in; the same issue gives the same bytes.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    attachments: Attachments
    printer: Printer
    site: Callable[[], Site]

    async def __call__(self, issue: CompiledIssue) -> Rendered:
        """The files and the digest."""
        from knowledge.weekly.rendering.artefacts import artefacts  # noqa: PLC0415  its libraries take a moment

        shown = {one.attachment for document in issue.documents() for one in writing.pictures(document)}
        pictures, site = await self.attachments.pictures(shown), self.site()
        pdf = await self.printer.pdf(issue, pictures, site)
        files = await asyncio.to_thread(artefacts, issue, pictures, pdf, site)
        frozen = next(one for one in files if one.name == FROZEN_FORM)
        return Rendered(tuple(files), hashlib.sha256(frozen.data).hexdigest())


def findable(issue: CompiledIssue) -> tuple[PublishedEntry, ...]:
    """What the archive finds of an issue."""
    return tuple(_findable(one) for one in issue.entries())


def _findable(entry: IssueEntry) -> PublishedEntry:
    texts = [writing.plain(one.body) for one in entry.contributions]
    about = links.identity(entry.url) if entry.url and entry.label.section is not Section.STUDY else None
    authors = dict.fromkeys(one.author for one in entry.contributions if one.author)
    return PublishedEntry(entry.label, entry.title, tuple(authors), "\n".join(filter(None, texts)), about)
