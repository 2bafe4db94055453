"""XHTML of a book's chapter to light Markdown: all of it, since a book has no boilerplate."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from lxml import etree

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import mathml
from knowledge.reading.archive import MOST_TAGS, Node
from knowledge.reading.repair import LOST_FORMULA
from knowledge.reading.tables import table

_DEEPEST: Final = 100
_SKIPPED: Final = frozenset(("head", "script", "style", "svg", "nav", "rt", "rp", "audio", "video", "object", "iframe"))
_BLOCKS: Final = frozenset(
    (
        *("html", "body", "div", "section", "article", "main", "header", "footer", "aside", "figure", "figcaption"),
        *("p", "blockquote", "dl", "dt", "dd", "address", "center", "details", "summary", "hgroup", "fieldset", "form"),
    )
)
_HEADING: Final = re.compile(r"h([1-6])$")
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_CLOSED: Final = frozenset((b"lt", b"gt", b"amp", b"quot", b"apos"))
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"(?:language|lang|brush)[-:]\s*(\w+)")
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_LOOKS_LIKE_HEADING: Final = re.compile(r"^(?=#{1,6}\s)")
_HAN: Final = "\u2e80-\u9fff\u3000-\u303f\uff00-\uffef"
_MARK: Final = "\u3000-\u303f\uff00-\uffef"
_WRAPPED: Final = re.compile(f"(?<=[{_HAN}])[ \\t\\r\\f]*\\n[ \\t\\r\\n\\f]*(?=[{_HAN}])")
_BESIDE_MARK: Final = re.compile(f"(?<=[{_MARK}]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=[{_MARK}])")


def markdown(data: bytes) -> str:
    """The chapter as light Markdown.

    Raises:
        SourceRefused: its elements are nested deeper than any chapter's.
    """
    root = _root(data)
    return "\n\n".join(_blocks(root, 0)) if root is not None else ""


def _root(data: bytes) -> Node | None:
    """The tree: as XML where it is well-formed, and as old books are written, as HTML."""
    if data.count(b"<") > MOST_TAGS:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    entities = _ENTITY.sub(_character, _DOCTYPE.sub(b"", data, count=1))
    strict = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(entities, strict)
    except (etree.XMLSyntaxError, ValueError):
        root = _loose(data)
    for node in root.iter("{*}*") if root is not None else ():
        node.tag = etree.QName(node).localname.lower()
    return root  # type: ignore[no-any-return]  # lxml ships no types


def _loose(data: bytes) -> "etree._Element | None":
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding=_encoding(data))
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _encoding(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _character(match: re.Match[bytes]) -> bytes:
    character = html5.get(match[1].decode("ascii") + ";")
    if character is None or match[1] in _CLOSED:
        return match[0]
    return "".join(f"&#{ord(one)};" for one in character).encode()


def _blocks(node: Node, depth: int) -> Iterator[str]:
    """The blocks of a container: its block children, and the inline stretches between them."""
    if depth > _DEEPEST:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    inline = [node.text or ""]
    for child in node:
        if _is_block(child):
            yield from _paragraph("".join(inline))
            yield from _block(child, depth + 1)
            inline = []
        elif child.tag not in _SKIPPED:
            inline.append(_inline(child, depth + 1))
        inline.append(child.tail or "")
    yield from _paragraph("".join(inline))


def _is_block(node: Node) -> bool:
    tag = node.tag
    if not isinstance(tag, str):
        return False
    if tag in _BLOCKS or tag in {"ul", "ol", "pre", "table"} or _HEADING.match(tag):
        return True
    return tag in {"span", "a", "font", "b", "strong"} and any(_is_block(child) for child in node)


def _block(node: Node, depth: int) -> Iterator[str]:
    heading = _HEADING.match(node.tag)
    if heading:
        words = _tidy(_inline_all(node, depth)).replace("\n", " ").strip()
        if words:
            yield f"{'#' * int(heading[1])} {words}"
    elif node.tag == "pre":
        yield from _code(node)
    elif node.tag == "table":
        yield from _table(node, depth)
    elif node.tag in {"ul", "ol"}:
        yield "\n".join(_items(node, depth, ""))
    else:
        yield from _blocks(node, depth)


def _paragraph(text: str) -> Iterator[str]:
    words = _tidy(text)
    if words:
        yield _LOOKS_LIKE_HEADING.sub(r"\\", words)


def _tidy(text: str) -> str:
    """The lines of a text; a line break of the source joins Han characters, a space between them was meant."""
    lines = (_BESIDE_MARK.sub("", _SPACE.sub(" ", _WRAPPED.sub("", line))).strip() for line in text.split("\x0b"))
    return "\n".join(line for line in lines if line)


def _code(node: Node) -> Iterator[str]:
    text = "".join(node.itertext()).strip("\n")
    inner = node.find("code")
    names = node.get("class", "") + " " + (inner.get("class", "") if inner is not None else "")
    language = _LANGUAGE.search(names)
    if text.strip():
        fence = "````" if "```" in text else "```"
        yield f"{fence}{language[1] if language else ''}\n{text}\n{fence}"


def _table(node: Node, depth: int) -> Iterator[str]:
    if node.find(".//table") is not None or node.find(".//pre") is not None:
        for cell in node.iter("td", "th"):
            if not any(True for parent in cell.iterancestors("td", "th")):
                yield from _blocks(cell, depth)
        return
    rows = [[_flat(cell, depth) for cell in row.iter("td", "th")] for row in node.iter("tr")]
    if max((len(row) for row in rows), default=0) > 1:
        yield table(rows)
    else:
        yield from (cell for row in rows for cell in row if cell)


def _flat(cell: Node, depth: int) -> str:
    return " ".join(" ".join(_blocks(cell, depth)).split())


def _items(node: Node, depth: int, indent: str) -> Iterator[str]:
    if depth > _DEEPEST:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    number = 0
    for item in node:
        if item.tag in {"ul", "ol"}:  # a list directly in a list, as converters write it
            yield from _items(item, depth + 1, indent + "  ")
        elif item.tag == "li":
            number += 1
            mark = "-" if node.tag == "ul" else f"{number}."
            yield from _item(item, depth + 1, indent, mark)


def _item(item: Node, depth: int, indent: str, mark: str) -> Iterator[str]:
    inline = [item.text or ""]
    nested: list[Node] = []
    for child in item:
        if child.tag in {"ul", "ol"}:
            nested.append(child)
        elif _is_block(child):
            inline.append("\x0b" + "\x0b".join(_block(child, depth)) + "\x0b")
        elif child.tag not in _SKIPPED:
            inline.append(_inline(child, depth))
        inline.append(child.tail or "")
    words = _tidy("".join(inline)).replace("\n", f"\n{indent}  ")
    if words:
        yield f"{indent}{mark} {words}"
    for one in nested:
        yield from _items(one, depth + 1, indent + "  ")


def _inline_all(node: Node, depth: int) -> str:
    if depth > _DEEPEST:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    pieces = [node.text or ""]
    for child in node:
        if child.tag not in _SKIPPED:
            pieces.append(_inline(child, depth + 1))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _inline(node: Node, depth: int) -> str:
    match node.tag:
        case "br":
            return "\x0b"
        case "math" | "img":
            return _formula(node) if node.tag == "math" else _image(node)
        case "code" | "tt" | "kbd":
            words = _tidy("".join(node.itertext()))
            return f"`{words}`" if words and "`" not in words else words
        case "a":
            return _link(node, _inline_all(node, depth))
        case str():
            return _inline_all(node, depth)
        case _:  # an entity that stayed closed
            return ""


def _link(node: Node, words: str) -> str:
    url = node.get("href", "").strip()
    shown = _tidy(words).replace("\n", " ")
    if url.startswith(("http://", "https://")) and shown and shown != url:
        return f"[{shown}]({url})"
    return words


def _image(node: Node) -> str:
    """Nothing, but for the picture of a formula whose source stands beside it."""
    words = node.get("alt", "").strip()
    if words.startswith("$") and words.endswith("$") and len(words) > 2:  # noqa: PLR2004  both signs
        return words
    if re.search(r"math|formula|equation|latex", node.get("class", ""), re.IGNORECASE):
        return f"${words}$" if words else LOST_FORMULA
    return ""


def _formula(node: Node) -> str:
    notes = (note.text or "" for note in node.iter("annotation") if "tex" in note.get("encoding", "").lower())
    source = next(notes, "").strip() or node.get("alttext", "").strip() or mathml.tex(node)
    if not source:
        return LOST_FORMULA
    mark = "$$" if node.get("display") == "block" else "$"
    return f"{mark}{source.strip('$')}{mark}"
