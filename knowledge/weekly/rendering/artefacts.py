"""Everything that is frozen of an issue, as files."""

from collections.abc import Mapping

from knowledge.weekly.compiled import Artefact, CompiledIssue, Site, StoredPicture
from knowledge.weekly.rendering import feeds, json_export, markdown, plain, wechat
from knowledge.weekly.rendering.entries import entry_page
from knowledge.weekly.rendering.html import issue_page

_HTML = "text/html; charset=utf-8"


def artefacts(
    issue: CompiledIssue, pictures: Mapping[int, StoredPicture], pdf: bytes, site: Site
) -> tuple[Artefact, ...]:
    """The files of an issue; the same issue gives the same bytes.

    `frozen.json` is the issue itself, which nobody is shown, and `issue.json` what may be read of it; `wechat.html` the
    article for WeChat, `wechat.zip` the page that copies it with the pictures; `feed.html` the full text for the feeds.
    """
    names = {number: f"pictures/{number}.{picture.extension}" for number, picture in pictures.items()}
    kit = wechat.kit(issue, pictures, site)
    return (
        Artefact("frozen.json", "application/json", json_export.to_json(issue)),
        Artefact("issue.json", "application/json", json_export.to_json(json_export.public(issue))),
        _text("issue.md", "text/markdown; charset=utf-8", markdown.issue_markdown(issue, names)),
        _text("issue.txt", "text/plain; charset=utf-8", plain.issue_text(issue)),
        _text("issue.html", _HTML, issue_page(issue, names, site)),
        *(
            _text(f"entries/{entry.label.slug}.html", _HTML, entry_page(issue, entry, names, site))
            for entry in issue.entries()
        ),
        _text("feed.html", _HTML, feeds.body(issue, names, site)),
        _text("wechat.html", _HTML, kit.html),
        Artefact("wechat.zip", "application/zip", kit.zipped),
        Artefact("issue.pdf", "application/pdf", pdf),
        *(Artefact(names[number], picture.media_type, picture.data) for number, picture in sorted(pictures.items())),
    )


def _text(name: str, media_type: str, text: str) -> Artefact:
    return Artefact(name, media_type, text.encode())
