"""The WeChat kit: what an editor pastes into an account's draft, within the limits of its editor."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from knowledge.weekly import writing
from knowledge.weekly.compiled import Artefact, CompiledIssue, IssueEntry, Reference, Site, StoredPicture
from knowledge.weekly.rendering.blocks import tex
from knowledge.weekly.rendering.escaping import escaped, visible
from knowledge.weekly.rendering.html import clipped, description, entry_name, filled
from knowledge.weekly.rendering.layout import rendered, static
from knowledge.weekly.rendering.phrases import CONTENTS, ERASED, FOREWORD, REFERENCES
from knowledge.weekly.rendering.wechat_blocks import WechatHtml, drawn, paragraph

TITLE_LIMIT: Final = 32
AUTHOR_LIMIT: Final = 16
DIGEST_LIMIT: Final = 128
CONTENT_LIMIT: Final = 20_000
"""Characters of HTML must be fewer.

Source of all four: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add.html
"""
_WRAPPER: Final = "font-size:16px;line-height:1.75;color:#333"
_H2: Final = "margin:1.6em 0 .8em;font-size:20px;color:#a63a24"
_H3: Final = "margin:1.4em 0 .6em;font-size:17px"
_REFERENCE: Final = "margin:0 0 .5em;font-size:14px;word-break:break-all"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class WechatKit:
    """An issue for WeChat: `html` is the article, `page` the page with the button that copies it.

    `characters` is the length of the article's HTML. `files` are the pictures, numbered as in the article; `zipped`
    holds them with the page.
    """

    html: str
    characters: int
    title: str
    digest: str
    author: str
    warnings: tuple[str, ...]
    page: str
    files: tuple[Artefact, ...]
    zipped: bytes


def kit(issue: CompiledIssue, pictures: Mapping[int, StoredPicture], site: Site) -> WechatKit:
    """Everything that an editor needs; the same bytes for the same issue."""
    shown = (one.attachment for document in issue.documents() for one in writing.pictures(document))
    order = [number for number in dict.fromkeys(shown) if number in pictures]
    numbers = {number: index for index, number in enumerate(order, 1)}
    files = tuple(_file(index, pictures[number]) for number, index in numbers.items())
    html = article(issue, numbers)
    page = copying_page(issue, html, site)
    zipped = _zipped((Artefact("index.html", "text/html; charset=utf-8", page.encode()), *files))
    return WechatKit(
        html, len(html), title(issue), digest(issue), author(issue), warnings(issue, html), page, files, zipped
    )


def article(issue: CompiledIssue, numbers: Mapping[int, int]) -> str:
    """The article; where there is no room to draw all formulas, the largest are typed."""
    titles = {reference.number: reference.title for reference in issue.references}
    shown: Counter[tuple[str, bool]] = Counter()

    def counted(formula: str, inline: bool) -> Markup:  # noqa: FBT001
        shown[formula, inline] += 1
        return drawn(formula, inline)

    html = _article(issue, WechatHtml(numbers, titles, counted))
    typed = _typed(shown, len(html) - CONTENT_LIMIT)

    def fitting(formula: str, inline: bool) -> Markup:  # noqa: FBT001
        return (tex if (formula, inline) in typed else drawn)(formula, inline)

    return _article(issue, WechatHtml(numbers, titles, fitting)) if typed else html


def _typed(shown: Counter[tuple[str, bool]], over: int) -> set[tuple[str, bool]]:
    """The largest formulas, as many as have to be typed to be so many characters and one more below."""
    gains = {one: len(drawn(*one)) - len(tex(*one)) for one in shown}
    typed = set()
    for one in sorted(gains, key=gains.__getitem__, reverse=True):
        if over < 0:
            break
        typed.add(one)
        over -= gains[one] * shown[one]
    return typed


def copying_page(issue: CompiledIssue, html: str, site: Site) -> str:
    """The page with the button, with all that it needs inside, so that it works as a file."""
    style = static("style.css").data + static("wechat.css").data
    return rendered(
        "wechat.html",
        **_shown(issue, html, site),
        root=None,
        style=Markup(style.decode()),  # noqa: S704  ours
        script=Markup(static("wechat.js").data.decode()),  # noqa: S704  ours
        csrf="",
    )


def server_page(issue: CompiledIssue, html: str, site: Site, form: tuple[str, str, str]) -> str:
    """The page at `/issues/4/wechat`, with the form for the article's address: token, address so far, what is wrong."""
    csrf, saved, problem = form
    return rendered("wechat.html", **_shown(issue, html, site), root="../../", csrf=csrf, saved=saved, problem=problem)


def _shown(issue: CompiledIssue, html: str, site: Site) -> dict[str, object]:
    return {
        "kit": sheet(issue, html),
        "address": f"{site.archive}/issues/{issue.number}" if site.archive else "",
    }


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows beside the article; the limits are WeChat's."""

    title: str
    digest: str
    author: str
    article: Markup
    characters: int
    warnings: tuple[str, ...]
    limits: tuple[int, int, int, int] = (TITLE_LIMIT, AUTHOR_LIMIT, DIGEST_LIMIT, CONTENT_LIMIT)


def sheet(issue: CompiledIssue, html: str) -> Sheet:
    """What the page shows, for an article that is frozen."""
    marked = Markup(html)  # noqa: S704  written above
    return Sheet(title(issue), digest(issue), author(issue), marked, len(html), warnings(issue, html))


def title(issue: CompiledIssue) -> str:
    """The title for WeChat."""
    return clipped(visible(issue.title), TITLE_LIMIT)


def digest(issue: CompiledIssue) -> str:
    """The summary for WeChat."""
    return description(issue, DIGEST_LIMIT)


def author(issue: CompiledIssue) -> str:
    """The author for WeChat."""
    return clipped(visible(issue.editor or issue.name), AUTHOR_LIMIT)


def warnings(issue: CompiledIssue, html: str) -> tuple[str, ...]:
    """What an editor should know before pasting."""
    found = []
    if len(html) >= CONTENT_LIMIT:
        found.append(f"正文有 {len(html):,} 个字符，微信要求少于 {CONTENT_LIMIT:,}：请删减，或分成两篇。")
    if len(issue.title) > TITLE_LIMIT:
        found.append(f"标题超过 {TITLE_LIMIT} 个字符，已截短。")
    if len(issue.editor or issue.name) > AUTHOR_LIMIT:
        found.append(f"作者超过 {AUTHOR_LIMIT} 个字符，已截短。")
    count = html.count("【此处插入图片 ")
    if count:
        found.append(f"有 {count} 处要手动插入图片：压缩包里 pictures 目录中的文件与正文的编号相同。")
    return tuple(found)


def _article(issue: CompiledIssue, write: WechatHtml) -> str:
    parts = [paragraph(escaped(f"（本期有更正：{issue.corrected:%Y-%m-%d}）"))] if issue.corrected else []
    if issue.foreword:
        parts += [_heading(FOREWORD), write.document(issue.foreword)]
    parts += [_heading(CONTENTS), *_contents(issue)]
    for section in filled(issue):
        parts.append(_heading(section.name))
        parts += [_entry(entry, write) for entry in section.entries]
    if issue.references:
        parts += [_heading(REFERENCES), *map(_reference, issue.references)]
    return Markup('<section style="{}">{}</section>').format(_WRAPPER, Markup("").join(parts))


def _heading(words: str) -> Markup:
    return Markup('<h2 style="{}">{}</h2>').format(_H2, escaped(words))


def _contents(issue: CompiledIssue) -> Iterator[Markup]:
    for section in filled(issue):
        yield Markup("<section><strong>{}</strong></section>").format(escaped(section.name))
        for entry in section.entries:
            yield Markup("<section>• {}</section>").format(escaped(entry_name(entry)))


def _entry(entry: IssueEntry, write: WechatHtml) -> Markup:
    name = entry_name(entry)
    number = Markup("<sup>[{}]</sup>").format(entry.number) if entry.number is not None else ""
    parts = [Markup('<h3 style="{}">{}{}</h3>').format(_H3, escaped(name), number)]
    if entry.paper_authors:
        parts.append(paragraph(escaped("、".join(entry.paper_authors))))
    for one in entry.contributions:
        who = one.byline
        said = [Markup("<strong>{}</strong>").format(escaped(who))] if who and who != name else []
        said += [escaped(f"转自 {one.origin}")] if one.origin and not one.erased else []
        parts += [paragraph(Markup(" · ").join(said))] if said else []
        parts.append(paragraph(escaped(ERASED)) if one.erased else write.document(one.body))
    for before in entry.seen_before:
        parts.append(paragraph(escaped(f"第 {before.label.issue} 期 {before.readers}也读过")))
    return Markup("").join(parts)


def _reference(reference: Reference) -> Markup:
    named = reference.title and reference.title != reference.url
    words = f"{reference.title}: {reference.url}" if named else reference.url
    return Markup('<p style="{}">{}</p>').format(_REFERENCE, escaped(f"[{reference.number}] {words}"))


def _file(index: int, picture: StoredPicture) -> Artefact:
    return Artefact(f"pictures/{index}.{picture.extension}", picture.media_type, picture.data)


def _zipped(files: tuple[Artefact, ...]) -> bytes:
    """Not compressed, as another zlib would compress otherwise; pictures are already."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, _LONG_AGO), file.data)
    return buffer.getvalue()
