"""One entry of an issue as a page of its own."""

from collections.abc import Mapping

from knowledge.weekly.compiled import CompiledIssue, IssueEntry, Site
from knowledge.weekly.rendering.escaping import visible
from knowledge.weekly.rendering.html import Page, clipped, entry_name, first_picture
from knowledge.weekly.rendering.layout import rendered
from knowledge.weekly.writing import plain


def entry_page(issue: CompiledIssue, entry: IssueEntry, pictures: Mapping[int, str], site: Site) -> str:
    """The page at `/issues/4/4-p2`, with the numbers of the whole issue and the references that it cites.

    `pictures` are file names by id, such as `pictures/12.jpg`.
    """
    words = " ".join(" ".join(plain(one.body).split()) for one in entry.contributions if not one.erased)
    return rendered(
        "entry.html",
        page=Page(issue, pictures, ""),
        issue=issue,
        entry=entry,
        section=next(section for section in issue.sections if section.section is entry.label.section),
        root="../../",
        archive=site.archive,
        address=f"issues/{issue.number}/{entry.label.slug}",
        title=f"{entry_name(entry)} · {issue.title}",
        description=clipped(visible(words), 120),
        picture=first_picture([entry], pictures),
        name=entry_name,
    )
