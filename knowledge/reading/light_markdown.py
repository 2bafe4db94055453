"""Markdown of any habit to light Markdown: front matter, comments, tags, emphasis and layout marks gone."""

import html
import json
import re
from collections.abc import Callable, Mapping
from typing import Final

from knowledge.reading import containers
from knowledge.reading.verbatim import Aside

_MATTER: Final = re.compile(r"\A\s*---[ \t]*\n((?:[^\n]*\n){0,60}?)---[ \t]*(?:\n|\Z)")
_FIELD: Final = re.compile(
    r"^(?P<name>\w[\w-]{0,30})[ \t]*:(?:[ \t]*(?P<value>\S[^\n]*?)[ \t]*$|[ \t]*(?P<items>(?:\n[ \t]*-[ \t]+[^\n]+)+))",
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
_AUTOLINK: Final = re.compile(r"<(https?://[^\s<>]+)>")
_RAISED: Final = re.compile(r"<sup>(?:\s*(?P<mark>\[[^<>\n]{1,20}\])\s*|(?P<power>[^<>\n]{1,20}))</sup>", re.IGNORECASE)
_ENDS_LINE: Final = re.compile(
    r"</?(?:br|p|div|tr|li|h[1-6]|hr|table|center|details|summary|blockquote)\b", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:nbsp|ensp|emsp|lt|gt|amp|quot|#\d{2,5});")
_SETEXT: Final = re.compile(
    r"^(?P<title>[^\s>|#\x02-][^\n]{0,100})\n(?:(?P<first>={2,})|(?<=[^。！？.!?：:，,]\n)-{3,})[ \t]*$",
    re.MULTILINE,
)
_UNSPACED: Final = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)
_DIRECTIVE: Final = re.compile(
    r"^[ \t]*(?:\[TOC\]|[-*_]{3,}|@\[TOC\]\([^)\n]*\)|:(?:width|begin_tab|end_tab|bibliography)[^\n]*"
    r"|\[Discussions\]\([^)\n]*\)|(?:[-*+]|\d+\.)[ \t]+\[[^\n]*\]\(#[^)\n]*\))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
# Every alternative begins with one of the first set, which makes the search fast.
_INLINE: Final = re.compile(
    r"[\[*\\_~=](?:(?<=\[)\*\*(?P<boxed>(?:[^*\n]|\n(?!\n)){1,300})\*\*\](?!\()"
    r"|(?<=\*)\*(?P<bold>(?:[^*\n]|\n(?!\n)){1,300})\*\*"
    r"|(?<=\*)(?<![*\\A-Za-z0-9]\*)(?![\s*])(?P<italic>[^*\n]{1,150}?)(?<!\s)\*(?![*A-Za-z0-9])"
    r"|(?<=_)(?<![A-Za-z0-9_\\]_)_(?![\s_])(?![A-Za-z0-9]+__)(?P<strong>[^_\n]{1,300})(?<!\s)__(?![A-Za-z0-9_])"
    r"|(?<=~)(?<!~~)~(?![\s~])(?P<struck>[^~\n]{1,300})~~(?!~)"
    r"|(?<==)(?<!==)=(?![\s=])(?P<marked>[^=\n]{1,150})(?<!\s)==(?!=)"
    r"|(?<=\\)(?P<escaped>[_*#~.>\[\](){}!+`-]))"
)
_QUOTE: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_ITEM: Final = re.compile(r"^([ \t]*)[*+•][ \t]+", re.MULTILINE)
_TASK: Final = re.compile(r"^([ \t]*(?:-|\d+[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
# A sentence that an editor wrapped at a comma, or before a closing mark.
_WRAPPED: Final = re.compile(r"\n(?:(?<=[，、]\n)[ \t]*(?=[^\s#>|`$:<!\[*+\d\x02-])|(?<=\S\n)[ \t]*(?=[，。、；）]))")
_BLANKS: Final = re.compile(r"\n(?:[ \t]*\n){2,}")


def front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """The fields of a front matter, with their names in lower case, and the text after it; a list reads `[a, b]`."""
    match = _MATTER.match(text)
    if match is None or (match[1].strip() and not _FIELD.search(match[1])):
        return {}, text
    fields = {found["name"].lower(): _value(found) for found in _FIELD.finditer(match[1])}
    return fields, text[match.end() :]


def simplify(text: str) -> str:
    """The same text with ATX headings and `- ` lists; links, code, formulas and tables stay as they are."""
    aside = Aside()
    text = aside.put(text)
    text = containers.opened(text, aside)
    for needle, step in _STEPS:
        if needle in text:
            text = step(text)
    return aside.put_back(_BLANKS.sub("\n\n", text).strip())


def _value(field: re.Match[str]) -> str:
    if field["items"]:
        items = (item.strip().removeprefix("-") for item in field["items"].strip().split("\n"))
        return f"[{', '.join(_unquoted(item.strip()) for item in items)}]"
    return _unquoted(field["value"])


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            pass
    return value.strip("\"'")


def _untagged(text: str) -> str:
    text = _ANCHOR.sub(r"[\g<words>](\g<url>)", _AUTOLINK.sub(r"\1", text))
    text = _RAISED.sub(lambda match: f"^{match['power']}" if match["power"] else "", text)
    return _TAG.sub(lambda match: "\n" if _ENDS_LINE.match(match[0]) else "", text)


def _inline(match: re.Match[str]) -> str:
    return match[match.lastgroup] if match.lastgroup else match[0]


_STEPS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("<", _untagged),
    ("&", lambda text: _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\xa0", " "), text)),
    (">", lambda text: _QUOTE.sub("", text)),
    ("\n==", lambda text: _SETEXT.sub(r"# \g<title>", text)),
    ("\n---", lambda text: _SETEXT.sub(r"## \g<title>", text)),
    ("##", lambda text: _UNSPACED.sub(r"\1 ", text)),
    ("", lambda text: _DIRECTIVE.sub("", text)),
    ("* ", lambda text: _ITEM.sub(r"\1- ", text)),
    ("+ ", lambda text: _ITEM.sub(r"\1- ", text)),
    ("] ", lambda text: _TASK.sub(r"\1", text)),
    ("", lambda text: _INLINE.sub(_inline, text)),
    ("*", lambda text: _INLINE.sub(_inline, text)),  # bold inside italics
    ("", lambda text: _WRAPPED.sub("", text)),
)
