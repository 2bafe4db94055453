"""An issue as a page of the archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, IssueEntry, IssueSection, Site
from knowledge.weekly.document import Document
from knowledge.weekly.rendering.blocks import Html
from knowledge.weekly.rendering.citations import Citations
from knowledge.weekly.rendering.escaping import visible
from knowledge.weekly.rendering.layout import rendered
from knowledge.weekly.rendering.phrases import heading

_DESCRIPTION = 120


@dataclass(frozen=True, slots=True)
class Page:
    """What a template asks while it is filled in; `here` leads from the page to the folder of its issue's files."""

    issue: CompiledIssue
    pictures: Mapping[int, str]
    here: str
    citations: Citations = field(default_factory=Citations)

    def html(self, document: Document, highest: int) -> Markup:
        """A document as HTML whose headings begin at a level."""
        pictures = {number: f"{self.here}{name}" for number, name in self.pictures.items()}
        return Html(pictures, cite=self.citations.cite).document(document, highest)


def issue_page(issue: CompiledIssue, pictures: Mapping[int, str], site: Site) -> str:
    """The page at `/issues/4`; `pictures` are file names by id, such as `pictures/12.jpg`."""
    page = Page(issue, pictures, f"{issue.number}/")
    return rendered(
        "issue.html",
        page=page,
        issue=issue,
        sections=filled(issue),
        root="../",
        archive=site.archive,
        address=f"issues/{issue.number}",
        title=issue.title,
        description=description(issue),
        picture=first_picture(issue.entries(), pictures),
        name=entry_name,
    )


def description(issue: CompiledIssue, limit: int = _DESCRIPTION) -> str:
    """What an issue is about in one line: how its foreword begins, else what its entries are called."""
    foreword = " ".join(writing.plain(issue.foreword).split())
    return clipped(visible(foreword or "；".join(entry_name(entry) for entry in issue.entries())), limit)


def clipped(text: str, limit: int) -> str:
    """The text in at most so many characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def filled(issue: CompiledIssue) -> list[IssueSection]:
    """The sections in which something stands."""
    return [section for section in issue.sections if section.entries]


def entry_name(entry: IssueEntry) -> str:
    """What an entry is called: its title, or whose it is, else its label."""
    return heading(entry) or str(entry.label)


def first_picture(entries: list[IssueEntry], pictures: Mapping[int, str]) -> str | None:
    """The file of the first picture that stands in these entries."""
    bodies = (one.body for entry in entries for one in entry.contributions)
    numbers = (one.attachment for body in bodies for one in writing.pictures(body))
    return next((pictures[number] for number in numbers if number in pictures), None)
