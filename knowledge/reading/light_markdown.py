"""Markdown of any habit to light Markdown: front matter, comments, tags, emphasis and layout marks gone."""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from knowledge.reading import markdown
from knowledge.reading.markdown import Kind

_MATTER: Final = re.compile(r"\A\s*---[ \t]*\n((?:[^\n]*\n){0,60}?)---[ \t]*(?:\n|\Z)")
_FIELD: Final = re.compile(r"^(\w[\w-]{0,30})[ \t]*:[ \t]*(\S[^\n]*?)[ \t]*$", re.MULTILINE)
# A fence before the comment wins, so that a comment shown as code is kept.
_COMMENT: Final = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?s:.*?)^[ \t]*(?P=fence)|<!--(?:(?!<!--)(?s:.))*?-->",
    re.MULTILINE,
)
_TAG: Final = re.compile(
    r"</?(?:a|abbr|article|audio|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|embed|figcaption|figure"
    r"|font|footer|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|main|mark|nav|ol|p|pre|section|small|source"
    r"|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video)(?P<rest>(?:\s[^<>]{0,2000})?)/?>",
    re.IGNORECASE,
)
_ANCHOR: Final = re.compile(
    r"<a\s[^<>]{0,300}?href=[\"']?(?P<url>https?://[^\"'\s<>]+)[^<>]{0,300}>(?P<words>[^<>\n]{1,300})</a>",
    re.IGNORECASE,
)
_ENDS_LINE: Final = re.compile(
    r"</?(?:br|p|div|tr|li|h[1-6]|hr|table|center|details|summary|blockquote)\b", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:nbsp|ensp|emsp|lt|gt|amp|quot|#\d{2,5});")
_SETEXT: Final = re.compile(
    r"^(?P<title>[^\s>|#-][^\n]{0,100})\n(?:(?P<first>={2,})|(?<=[^。！？.!?：:，,]\n)-{3,})[ \t]*$",
    re.MULTILINE,
)
_UNSPACED: Final = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)
_DIRECTIVE: Final = re.compile(
    r"^[ \t]*(?:\[TOC\]|[-*_]{3,}|@\[TOC\]\([^)\n]*\)|:(?:width|begin_tab|end_tab|bibliography)[^\n]*"
    r"|(?:[-*+]|\d+\.)[ \t]+\[[^\n]*\]\(#[^)\n]*\))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ROLE: Final = re.compile(r"[ \t]*:(?P<role>label|eqlabel|cite\w*|numref|ref|eqref):(?:t:)?`(?P<target>[^`\n]*)`[ \t]*")
_PLACES: Final = {
    "sec": "节",
    "subsec": "节",
    "chap": "章",
    "chapter": "章",
    "fig": "图",
    "tab": "表",
    "table": "表",
    "eq": "式",
}
# Every alternative begins with one of the first set, which makes the search fast.
_INLINE: Final = re.compile(
    r"[$`\[*\\](?:(?<=\$)\$?[^$\n]+\$\$?|(?<=`)[^`\n]+`"
    r"|(?<=\[)\*\*(?P<boxed>(?:[^*\n]|\n(?!\n)){1,300})\*\*\]|(?<=\*)\*(?P<bold>(?:[^*\n]|\n(?!\n)){1,300})\*\*"
    r"|(?<=\*)(?<![*\\A-Za-z0-9]\*)(?![\s*])(?P<italic>[^*\n]{1,150}?)(?<!\s)\*(?![*A-Za-z0-9])"
    r"|(?<=\\)(?P<escaped>[_*#~.>-]))"
)
_QUOTE: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_ITEM: Final = re.compile(r"^([ \t]*)[*+•][ \t]+", re.MULTILINE)
# A sentence that an editor wrapped at a comma, or before a closing mark.
_WRAPPED: Final = re.compile(r"\n(?:(?<=[，、]\n)[ \t]*(?=[^\s#>|`$:<!\[*+\d-])|(?<=\S\n)[ \t]*(?=[，。、；）]))")
_BLANKS: Final = re.compile(r"\n(?:[ \t]*\n){2,}")


def front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """The fields of a front matter, with their names in lower case, and the text after it."""
    match = _MATTER.match(text)
    if match is None or (match[1].strip() and not _FIELD.search(match[1])):
        return {}, text
    fields = {name.lower(): _unquoted(value) for name, value in _FIELD.findall(match[1])}
    return fields, text[match.end() :]


def simplify(text: str) -> str:
    """The same text with ATX headings and `- ` lists; links, code, formulas and tables stay as they are."""
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: match[0] if match["fence"] else "", text)
    return _BLANKS.sub("\n\n", "".join(_pieces(text))).strip()


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            pass
    return value.strip("\"'")


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for block in markdown.blocks(text):
        if block.kind in {Kind.CODE, Kind.MATH}:
            yield _prose(text[start : block.start])
            yield text[block.start : block.end]
            start = block.end
    yield _prose(text[start:])


def _prose(text: str) -> str:
    for needle, step in _STEPS:
        if needle in text:
            text = step(text)
    return text


def _untagged(text: str) -> str:
    text = _ANCHOR.sub(r"[\g<words>](\g<url>)", text)
    return _TAG.sub(lambda match: "\n" if _ENDS_LINE.match(match[0]) else "", text)


def _role(match: re.Match[str]) -> str:
    if match["role"] in {"numref", "ref", "eqref"}:
        return f"〔{_PLACES.get(match['target'].split('_')[0], '另文')}〕"
    return ""


def _inline(match: re.Match[str]) -> str:
    return match["boxed"] or match["bold"] or match["italic"] or match["escaped"] or match[0]


_STEPS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("<", _untagged),
    ("&", lambda text: _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\xa0", " "), text)),
    (">", lambda text: _QUOTE.sub("", text)),
    ("\n==", lambda text: _SETEXT.sub(r"# \g<title>", text)),
    ("\n---", lambda text: _SETEXT.sub(r"## \g<title>", text)),
    ("##", lambda text: _UNSPACED.sub(r"\1 ", text)),
    ("", lambda text: _DIRECTIVE.sub("", text)),
    (":`", lambda text: _ROLE.sub(_role, text)),
    ("* ", lambda text: _ITEM.sub(r"\1- ", text)),
    ("+ ", lambda text: _ITEM.sub(r"\1- ", text)),
    ("*", lambda text: _INLINE.sub(_inline, text)),
    ("*", lambda text: _INLINE.sub(_inline, text)),  # bold inside italics
    ("", lambda text: _WRAPPED.sub("", text)),
)
