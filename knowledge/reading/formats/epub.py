"""An EPUB book (versions 2 and 3)."""

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import metadata, xhtml
from knowledge.reading.archive import Archive, Node
from knowledge.records import Page

SANDBOXED: Final = True

_ZIP: Final = b"PK\x03\x04"
_TYPE: Final = b"application/epub+zip"
_HEAD: Final = 200
_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
# Only fonts are made unreadable by these, and only so that they are not copied out of the book.
_FONTS_ONLY: Final = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"))
_TEXT: Final = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml", ""))
_HEADING: Final = re.compile(r"^#{1,6} ", re.MULTILINE)
_MARKED: Final = re.compile(r"^(`{3,})[^`\n]*\n(?s:.*?)^\1[ \t]*$|^(#{1,6})(?= )", re.MULTILINE)


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a book, by its name or the type that is its first part."""
    return data.startswith(_ZIP) and (name.lower().endswith(".epub") or _TYPE in data[:_HEAD])


def read(name: str, data: bytes, url: str | None) -> Page:
    """The chapters in reading order as light Markdown, each under its heading or its name in the table of contents.

    Raises:
        SourceRefused: it is damaged, protected, or larger inside than any book is.
    """
    archive = Archive(data)
    if _is_protected(archive):
        raise SourceRefused(Refusal.ENCRYPTED)
    path = next((node.get("full-path", "") for node in archive.xml(_CONTAINER).iter("{*}rootfile")), "")
    package = archive.xml(path)
    title = metadata.title(_about(package, "title"))
    chapters = "\n\n".join(_chapters(archive, package, posixpath.dirname(path)))
    return Page(
        name,
        metadata.under(title, chapters),
        url,
        title=title,
        author=metadata.author(_about(package, "creator")),
        date=metadata.date(_about(package, "date")),
    )


def _is_protected(archive: Archive) -> bool:
    if _ENCRYPTION not in archive:
        return False
    methods = archive.xml(_ENCRYPTION).iter("{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod")
    return any(method.get("Algorithm", "") not in _FONTS_ONLY for method in methods)


def _about(package: Node, name: str) -> str | None:
    texts = (node.text for node in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"))
    return next((text for text in texts if text and text.strip()), None)


def _chapters(archive: Archive, package: Node, folder: str) -> Iterator[str]:
    items = {node.get("id", ""): node for node in package.iter("{*}item")}
    names = _contents(archive, package, folder)
    seen: set[str] = set()
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split() or item.get("media-type", "") not in _TEXT:
            continue
        path = _path(folder, item.get("href", ""))
        if path in archive and path not in seen:
            seen.add(path)
            text = xhtml.markdown(archive.part(path))
            yield _named(text, *names[path]) if path in names else text


def _named(text: str, level: int, title: str) -> str:
    """The chapter below its name, its headings below the level of that."""
    heading = f"{'#' * level} {title}"
    first = next((line for line in text.split("\n") if line.strip()), "")
    if not text.strip() or _letters(first) == _letters(title):
        body = text.partition(first)[2] if first else ""
        return heading + _lowered(body, level) if text.strip() else ""
    if _HEADING.match(first):
        return _lowered(text, level - 1)
    return f"{heading}\n\n{_lowered(text, level)}"


def _lowered(text: str, level: int) -> str:
    """The text with its highest heading one below the level."""
    marks = [match[2] for match in _MARKED.finditer(text) if match[2]]
    shift = level + 1 - min((len(mark) for mark in marks), default=1)
    return _MARKED.sub(lambda match: "#" * max(1, min(6, len(match[2]) + shift)) if match[2] else match[0], text)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()


def _contents(archive: Archive, package: Node, folder: str) -> dict[str, tuple[int, str]]:
    """The level and name of each file's first mention in the table of contents."""
    found: dict[str, tuple[int, str]] = {}
    for item in package.iter("{*}item"):
        path = _path(folder, item.get("href", ""))
        if path in archive:
            for level, title, target in _mentions(archive, item, path):
                if title:
                    found.setdefault(_path(posixpath.dirname(path), target), (level, title))
    return found


def _mentions(archive: Archive, item: Node, path: str) -> Iterator[tuple[int, str, str]]:
    is_nav = "nav" in item.get("properties", "").split()
    if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
        return
    try:
        root = archive.xml(path)
    except SourceRefused:  # the book can be read without
        return
    yield from _from_nav(root) if is_nav else _from_ncx(root)


def _from_nav(root: Node) -> Iterator[tuple[int, str, str]]:
    for nav in root.iter("{*}nav"):
        if nav.get("{http://www.idpf.org/2007/ops}type", "toc") == "toc":
            for link in nav.iter("{*}a"):
                yield _depth(link, "{*}li"), _words(link), link.get("href", "")


def _from_ncx(root: Node) -> Iterator[tuple[int, str, str]]:
    for point in root.iter("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and content is not None:
            yield _depth(point, "{*}navPoint") + 1, _words(label), content.get("src", "")


def _depth(node: Node, tag: str) -> int:
    return min(sum(1 for _ in node.iterancestors(tag)), 5)


def _words(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(target.partition("#")[0])))
