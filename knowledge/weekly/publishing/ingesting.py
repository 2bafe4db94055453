"""A published issue as a source of the library, so that answers cite it."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge import entries, passages
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.ports import Clock, Library
from knowledge.records import Entry, Link, Passage, Source
from knowledge.weekly import writing
from knowledge.weekly.compiled import ANONYMOUS, CompiledIssue, IssueEntry, IssueSection, Section, Site
from knowledge.weekly.document import Paragraph
from knowledge.weekly.issues import Issue, IssueChange, IssueState, Step
from knowledge.weekly.ports import Issues
from knowledge.weekly.publishing.light_markdown import light_markdown

SHAPE: Final = "weekly"
_ATTEMPTS: Final = 4

_READ: Final = frozenset({IssueState.PARTIAL, IssueState.PUBLISHED, IssueState.CORRECTED})
_ANSWERS_NOTHING: Final = frozenset({Section.OPEN_QUESTIONS, Section.ERRATA})
"""A question that nobody has answered would be found as its own answer."""


def is_level(issue: Issue) -> bool:
    """Whether the library holds what it should of an issue."""
    if issue.state is IssueState.WITHDRAWN:
        return not issue.ingested
    return issue.state not in _READ or issue.ingested >= issue.revision


@dataclass(frozen=True, slots=True)
class IngestIssue:
    """Make the library hold the newest revision of a published issue, and nothing of a withdrawn one.

    Its entries have their labels' slugs for ids, and keep them through every correction.

    Raises:
        LibraryUnavailable: the database cannot be reached or written; it is done again the next time.
    """

    issues: Issues
    library: Library
    fold: FoldDuplicates
    clock: Clock
    site: Callable[[], Site]

    async def __call__(self, issue: Issue) -> Issue | None:
        """The issue as it is then; None where nothing is to be read, or it is changed faster than can be followed.

        Where it was changed meanwhile, it is done again: another process may have made the library level with the
        change before this one has put there what was so before.
        """
        now: Issue | None = issue
        for _ in range(_ATTEMPTS):
            level = await self._levelled(now) if now else None
            if now is None or level is None:
                return None
            taken = await self.issues.take(Step(issues=(IssueChange(now, level),)), self.clock.now())
            if taken is not None:
                return taken.issues[0].after
            now = await self.issues.issue(issue.id)
        return None

    async def _levelled(self, issue: Issue) -> Issue | None:
        """The issue as it is to be once the library is level with it."""
        number = issue.number or 0
        if issue.state is IssueState.WITHDRAWN:
            await self.library.remove(source_of(number))
            level = replace(issue, ingested=0)
        else:
            compiled = await self.issues.compiled(number)
            if compiled is None:
                return None
            await self._keep(issue, compiled)
            level = replace(issue, ingested=compiled.revision)
        await self.fold()
        return level

    async def _keep(self, issue: Issue, compiled: CompiledIssue) -> None:
        archive = self.site().archive
        address = f"{archive}/issues/{compiled.number}" if archive else None
        source = Source(
            id=source_of(compiled.number),
            key=_key(compiled.number),
            path=_key(compiled.number),
            shape=SHAPE,
            title=compiled.title,
            content_hash=content_of(compiled.revision, issue.digest),
            fetched_at=self.clock.now(),
            date=compiled.date,
            url=address,
        )
        before = {entry.id: entry for entry, _ in await self.library.entries(source.id)}
        now = [_as_before(one, before.get(one.id)) for one in library_entries(compiled, source)]
        cuts = await asyncio.to_thread(_cut, now)
        await self.library.keep(source, now, cuts)


def content_of(revision: int, digest: str | None) -> str:
    """By what a source is known to hold this revision of its issue."""
    return f"{revision}-{digest}"


def source_of(number: int) -> str:
    """The id of the source that an issue is."""
    return entries.source_id(_key(number))


def library_entries(issue: CompiledIssue, source: Source) -> list[Entry]:
    """The entries of an issue as the library holds them; what was erased, and questions that are open, are not."""
    told = [(section, one) for section in issue.sections for one in section.entries if _is_told(one)]
    return [_entry(position, section, one, source) for position, (section, one) in enumerate(told)]


def _is_told(entry: IssueEntry) -> bool:
    return entry.label.section not in _ANSWERS_NOTHING and any(not one.erased for one in entry.contributions)


def _entry(position: int, section: IssueSection, entry: IssueEntry, source: Source) -> Entry:
    authors = dict.fromkeys(one.author for one in entry.contributions if one.author)
    is_study = entry.label.section is Section.STUDY
    return Entry(
        id=entry.label.slug,
        source_id=source.id,
        position=position,
        title=f"{entry.title}的{section.name}" if is_study else entry.title,
        text=_text(entry),
        section=section.name,
        author="、".join(authors) or None,
        date=source.date,
        url=entry.url or (f"{source.url}/{entry.label.slug}" if source.url else None),
        links=tuple(_links(entry)),
    )


def _text(entry: IssueEntry) -> str:
    """What an entry says; where several have written of it, each under their name."""
    told = [one for one in entry.contributions if not one.erased]
    texts = [light_markdown(one.body) for one in told]
    if len(told) > 1 and entry.label.section is not Section.STUDY:
        texts = [f"{one.author or ANONYMOUS}：\n{text}" for one, text in zip(told, texts, strict=True)]
    return "\n\n".join(texts)


def _links(entry: IssueEntry) -> Iterator[Link]:
    found: dict[str, Link] = {}
    if entry.url:
        found[entry.url] = Link(entry.url, entry.title)
    for one in entry.contributions:
        for link in writing.hyperlinks(one.body):
            found.setdefault(link.url, Link(link.url, light_markdown((Paragraph(link.inside),))))
    yield from found.values()


def _as_before(entry: Entry, before: Entry | None) -> Entry:
    """An entry that says what it said is the duplicate of what it was one of."""
    return replace(entry, duplicate_of=before.duplicate_of) if before and before.text == entry.text else entry


def _cut(kept: Sequence[Entry]) -> list[Passage]:
    return [passage for entry in kept if entry.duplicate_of is None for passage in passages.cut(entry)]


def _key(number: int) -> str:
    return f"issue:{number}"
