"""Looking whether the library holds of issues what it should: a process may have died over an older revision."""

from dataclasses import dataclass

from knowledge.ports import Library
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.ports import Issues
from knowledge.weekly.publishing.ingesting import SHAPE, IngestIssue, content_of, is_level, source_of


@dataclass(frozen=True, slots=True)
class LevelLibrary:
    """Mend what the library holds of an issue where that is another revision than the issue says, or it was withdrawn.

    What the library does not hold at all is not put back: somebody may have removed it.

    Raises:
        LibraryUnavailable: the database cannot be reached or written; it is done again the next time.
    """

    issues: Issues
    library: Library
    ingest: IngestIssue

    async def __call__(self) -> list[Issue]:
        """The issues that were mended."""
        sources = [one.source for one in await self.library.sources()]
        held = {one.id: one.content_hash for one in sources if one.shape == SHAPE}
        issues = await self.issues.issues() if held else []
        wrong = [one for one in issues if _is_wrong(one, held.get(source_of(one.number or 0)))]
        return [now for one in wrong if (now := await self.ingest(one))]


def _is_wrong(issue: Issue, held: str | None) -> bool:
    """Whether what is held of an issue was put there late; what is not level yet is settled anyway."""
    if issue.number is None or held is None or not is_level(issue):
        return False
    if issue.state is IssueState.WITHDRAWN:
        return True
    return bool(issue.ingested) and held != content_of(issue.revision, issue.digest)
