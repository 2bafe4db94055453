"""Blocks of Markdown and HTML that hold others, opened: admonitions, tabs, tables, footnotes, images with captions."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from knowledge.reading.verbatim import Aside

_HEADING: Final = re.compile(
    r"[ \t]*<h(?P<level>[1-6])\b[^<>]*>(?P<title>(?:(?!</?h[1-6])(?s:.)){1,500}?)</h(?P=level)>", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^<>]{1,300}>")
_TABLE: Final = re.compile(r"<table\b[^<>]*>(?P<rows>(?:(?!<table)(?s:.)){0,50000}?)</table>", re.IGNORECASE)
_ROW: Final = re.compile(r"<tr\b[^<>]*>((?s:.*?))(?=</tr>|<tr\b|\Z)", re.IGNORECASE)
_CELL: Final = re.compile(r"<t[dh]\b[^<>]*>((?s:.*?))(?=</?t[dhr]\b|\Z)", re.IGNORECASE)
_BLOCK_IN_CELL: Final = re.compile(r"^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d+\.[ \t]|\x02)", re.MULTILINE)
_PIPED: Final = re.compile(r"^[ \t>]*\|[^\n]*<br[^\n]*", re.MULTILINE)
_BREAK: Final = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.IGNORECASE)
_ADMONITION: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?:!!!|\?{3}\+?)[ \t]+\w[\w -]*(?:\"(?P<title>[^\"\n]*)\")?"
    r"|={3}[!+]?[ \t]+\"(?P<tab>[^\"\n]+)\")"
    r"[ \t]*(?:\n|\Z)(?P<body>(?:(?P=indent)(?:[ ]{4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)*)",
    re.MULTILINE,
)
_DEFINED: Final = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,100})\]:[ \t]*<?(?P<url>[^\s<>]+)>?"
    r"(?:[ \t]+[\"'(][^\n]*[\"')])?[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_REFERENCE: Final = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\](?:[ ]?\[(?P<label>[^\[\]\n]{0,100})\])?(?![(:\[])")
_NOTE: Final = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\[\]\s]{1,50})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK: Final = re.compile(r"\[\^([^\[\]\s]{1,50})\]")
_IMAGE: Final = (
    r"(?:\[[ \t]*)?(?:!\[(?P<{0}>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)(?:\{{[^}}\n]*\}})?"
    r"|<img\b[^<>]*>)(?:[ \t]*\]\([^()\n]*\))?"
)
_IMAGE_LINE: Final = re.compile(rf"^[ \t>]*(?:{_IMAGE.format('first')}[ \t]*)+$", re.MULTILINE)
_ALT: Final = re.compile(rf"{_IMAGE.format('alt')}", re.IGNORECASE)
_HTML_ALT: Final = re.compile(r"\balt\s*=\s*[\"']([^\"'<>]*)[\"']", re.IGNORECASE)
_SAYS_NOTHING: Final = re.compile(
    r"(?:[\w./ -]*\.)?(?:images?|img|pics?|pictures?|figures?|fig|图片?|在这里插入图片描述|查看源图像"
    r"|alt text|png|jpe?g|gif|svg|webp)"
    r"[\s\d_.-]*|[\x00-\x7f]{0,3}|[\w-]*\d[\w-]*",
    re.IGNORECASE,
)
_BADGE: Final = re.compile(r"shields\.io|badge|travis-ci|codecov", re.IGNORECASE)
_INDENTED: Final = re.compile(
    r"(?<=\n\n)(?P<code>(?:(?:[ ]{4}|\t)[ \t]*[^\s\x02>|!$<`*+-][^\n]*(?:\n|\Z)|(?:[ \t]*\n)+(?=[ ]{4}|\t))+)"
)
_IN_LIST: Final = re.compile(r"[ \t]+\S|[-*+•][ \t]|\d{1,3}[.)、]|[(（]?\d{1,3}[)）]")
_PROSE: Final = re.compile(r"[。！？；，、]|^[^\x00-\x7f]+$", re.MULTILINE)
_CODE_SIGN: Final = re.compile(r"[=(){}\[\];<>$/\\]|^\s*(?:import|from|def|class|return|pip|git)\b", re.MULTILINE)


def opened(text: str, aside: Aside) -> str:
    """The text with what is in containers as plain headings, paragraphs and pipe tables."""
    for needles, step in _STEPS:
        if any(needle in text for needle in needles):
            text = step(text)
    if "\n\n    " in text or "\n\n\t" in text:
        text = _INDENTED.sub(lambda match: _code(match, aside), text)
    return text


def _headings(text: str) -> str:
    return _HEADING.sub(lambda match: f"\n\n{'#' * int(match['level'])} {_inner(match['title'])}\n\n", text)


def _inner(text: str) -> str:
    """The words between tags, on one line."""
    return " ".join(_TAG.sub(" ", text).split())


def _tables(text: str) -> str:
    return _TABLE.sub(lambda match: _table(match) or match[0], text)


def _table(match: re.Match[str]) -> str:
    """The table in pipes; nothing where its cells hold headings, lists or code, as those of a layout do."""
    if _BLOCK_IN_CELL.search(match["rows"]):
        return ""
    rows = [[_inner(cell).replace("|", "\\|") for cell in _CELL.findall(row)] for row in _ROW.findall(match["rows"])]
    rows = [cells for cells in rows if any(cells)]
    if not rows:
        return ""
    ruled = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in ruled) + "\n\n"


def _unbroken(text: str) -> str:
    return _PIPED.sub(lambda match: _BREAK.sub(" ", match[0]), text)


def _admonitions(text: str) -> str:
    return _ADMONITION.sub(_admonition, text)


def _admonition(match: re.Match[str]) -> str:
    body = re.sub(rf"^{match['indent']}(?:[ ]{{4}}|\t)", match["indent"], match["body"], flags=re.MULTILINE)
    title = match["title"] or match["tab"] or ""
    return f"\n{match['indent']}{title}\n\n{_admonitions(body).rstrip()}\n\n"


def _references(text: str) -> str:
    """Links by reference as links with their address; the list of addresses goes."""
    urls = {found["label"].lower(): found["url"] for found in _DEFINED.finditer(text)}
    if not urls:
        return text

    def link(match: re.Match[str]) -> str:
        url = urls.get((match["label"] or match["words"]).lower())
        return f"[{match['words']}]({url})" if url else match[0]

    return _REFERENCE.sub(link, _DEFINED.sub("", text))


def _footnotes(text: str) -> str:
    """Notes stay where they are written; their marks go."""
    labels = {found["label"] for found in _NOTE.finditer(text)}
    text = _NOTE.sub("", text)
    return _NOTE_MARK.sub(lambda match: "" if match[1] in labels else match[0], text)


def _images(text: str) -> str:
    return _IMAGE_LINE.sub(lambda match: "  ".join(dict.fromkeys(_captions(match[0]))), text)


def _captions(line: str) -> Iterator[str]:
    for image in _ALT.finditer(line):
        alt = image["alt"]
        if alt is None:
            found = _HTML_ALT.search(image[0])
            alt = found[1] if found else ""
        if not _SAYS_NOTHING.fullmatch(alt.strip()) and not _BADGE.search(image[0]):
            yield alt.strip()


def _code(match: re.Match[str], aside: Aside) -> str:
    """A block of code by its indentation, unless it goes on a list or is prose with an indented first line."""
    before = match.string[: match.start()].rstrip().rpartition("\n")[2]
    code = match["code"]
    if _IN_LIST.match(before) or _PROSE.search(code) or not _CODE_SIGN.search(code):
        return match[0]
    return aside.fenced(aside.put_back(re.sub(r"^(?:[ ]{4}|\t)", "", code, flags=re.MULTILINE)))


_STEPS: Final[tuple[tuple[tuple[str, ...], Callable[[str], str]], ...]] = (
    (("<h", "<H"), _headings),
    (("<table", "<TABLE"), _tables),
    (("<br", "<BR"), _unbroken),
    (("!!!", "???", '=== "', '===! "', '===+ "'), _admonitions),
    (("[^",), _footnotes),
    (("]: ",), _references),
    (("![", "<img"), _images),
)
