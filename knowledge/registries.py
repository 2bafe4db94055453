"""What the registries of papers and code, and pages themselves, say of a link: where to ask, and how to read it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import quote

from lxml import etree

from knowledge.errors import SourceRefused
from knowledge.reading import repair
from knowledge.reading.decoding import decode
from knowledge.reading.formats.web_page import tree

_LONGEST_TITLE: Final = 300
_LONGEST_NAME: Final = 80
_MOST_AUTHORS: Final = 30
_HEAD: Final = 300_000
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV_ID: Final = re.compile(r"/abs/(.+?)(?:v\d+)?$")
_REPOSITORY: Final = re.compile(r"github:([^/]+/[^/]+)(/issues/\d+)?")
# What stands for a page where a program asked, or nobody is logged in.
_WALL: Final = re.compile(
    r"just a moment\W*|attention required.*|access denied|are you (?:a )?(?:human|robot).*|robot check|verify.*human.*"
    r"|[45]\d\d\W*(?:forbidden|unauthorized|not found|gone|too many requests|bad gateway|(?:internal|service) .*)?"
    r"|(?:page )?not found|error|untitled.*|index|home|首页|(?:安全|人机|访问)验证.*|验证码.*|登录|知乎|微信公众平台"
    r"|(?:sign|log) ?in\b.*|redirecting\W*|loading\W*|document|请稍候.*",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """The title and authors of what stands behind a link; no title where nothing usable was said."""

    title: str | None = None
    authors: tuple[str, ...] = ()


Answers: TypeAlias = Mapping[str, Said]
"""By identity; an identity that is missing was not known there."""


class Inquiry(NamedTuple):
    """One request about one or several identities; `is_page` where a page is asked about itself."""

    address: str
    identities: tuple[str, ...]
    answers: Callable[[bytes], Answers]
    is_page: bool = False


def inquiries(addresses: Mapping[str, str], most_at_once: int = 20) -> Iterator[Inquiry]:
    """The requests that tell what stands behind links, by identity; arXiv's in batches, the rest in order."""
    papers = [each for each in addresses if each.startswith("arxiv:")]
    batches = iter([papers[start : start + most_at_once] for start in range(0, len(papers), most_at_once)])
    begun: set[str] = set()
    for identity, address in addresses.items():
        if identity in begun:
            continue
        if identity in papers:
            batch = next(batches)
            begun.update(batch)
            yield _of_arxiv(batch)
        else:
            yield _of_one(identity, address)


def _of_arxiv(batch: Sequence[str]) -> Inquiry:
    ids = ",".join(identity.removeprefix("arxiv:") for identity in batch)
    address = f"https://export.arxiv.org/api/query?id_list={ids}&max_results={len(batch)}"
    return Inquiry(address, tuple(batch), arxiv)


def _of_one(identity: str, address: str) -> Inquiry:
    if identity.startswith("doi:"):
        asked = "https://api.crossref.org/works/" + quote(identity.removeprefix("doi:"), safe="")
        return Inquiry(asked, (identity,), lambda data: {identity: crossref(data)})
    if repository := _REPOSITORY.fullmatch(identity):
        asked = f"https://api.github.com/repos/{repository[1]}{repository[2] or ''}"
        return Inquiry(asked, (identity,), lambda data: {identity: github(data)})
    return Inquiry(address, (identity,), lambda data: {identity: page(data)}, is_page=True)


def arxiv(data: bytes) -> Answers:
    """The papers of an answer of arXiv's API (https://info.arxiv.org/help/api/user-manual.html)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return {}
    entries = root.iter(f"{_ATOM}entry") if root is not None else ()
    papers = ((_ARXIV_ID.search(entry.findtext(f"{_ATOM}id") or ""), entry) for entry in entries)
    return {f"arxiv:{found[1].lower()}": _of_entry(entry) for found, entry in papers if found}


def _of_entry(entry: Any) -> Said:  # noqa: ANN401  lxml ships no types
    names = [author.findtext(f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author")]
    return _said(entry.findtext(f"{_ATOM}title"), names)


def crossref(data: bytes) -> Said:
    """The work of an answer of Crossref's (https://api.crossref.org/swagger-ui/index.html)."""
    work = _object(_object(_json(data)).get("message"))
    titles = work.get("title")
    people = [_object(person) for person in _list(work.get("author"))]
    names = [" ".join(str(person[key]) for key in ("given", "family", "name") if person.get(key)) for person in people]
    return _said(titles[0] if isinstance(titles, list) and titles else titles, names)


def github(data: bytes) -> Said:
    """The repository, issue or pull request of an answer of GitHub's (https://docs.github.com/rest)."""
    answer = _object(_json(data))
    if name := answer.get("full_name"):
        about = answer.get("description")
        return _said(f"{name}: {about}" if about else name, [])
    return _said(answer.get("title"), [_object(answer.get("user")).get("login")])


def page(data: bytes) -> Said:
    """What a web page calls itself, and its authors where it names them as a paper's page does.

    `citation_title` is https://scholar.google.com/intl/en/scholar/inclusion.html, `og:title` https://ogp.me.
    """
    try:
        root = tree.parse(decode("", data[:_HEAD]))
    except SourceRefused:
        return Said()
    if root is None:
        return Said()
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        metas.setdefault((meta.get("name", "") or meta.get("property", "")).lower(), []).append(meta.get("content", ""))
    titles = [value for name in ("citation_title", "og:title", "twitter:title") for value in metas.get(name, ())]
    titles += ["".join(element.itertext()) for element in root.iter("title")]
    said = (_said(title, metas.get("citation_author", ())) for title in titles)
    return next((one for one in said if one.title and not _WALL.fullmatch(one.title)), Said())


def _said(title: object, authors: Iterable[object]) -> Said:
    known = _plain(title, _LONGEST_TITLE)
    names = dict.fromkeys(filter(None, (_plain(author, _LONGEST_NAME) for author in authors)))
    return Said(known, tuple(names)[:_MOST_AUTHORS]) if known else Said()


def _plain(value: object, longest: int) -> str | None:
    """One line without tags, controls and what cannot be seen, at most so long; a title is anybody's text."""
    if not isinstance(value, str):
        return None
    text = repair.clean(unescape(_TAG.sub("", value[: 10 * longest])))
    line = " ".join(text.encode("utf-8", "replace").decode().split())
    return (line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…") or None


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
