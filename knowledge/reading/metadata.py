"""What a file says of itself outside its text, as far as it is sensible."""

import datetime as dt
import re
from typing import Final

_LONGEST: Final = 200
_LONGEST_NAMES: Final = 120
_NO_TITLE: Final = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|(?:untitled|无标题|未命名|new document|新建).*"
    r"|(?:文档|document|doc)\s?\d*"
    r"|(?:powerpoint|word) ?(?:presentation|演示文稿|文档)?|title|标题|slide \d+|幻灯片 ?\d+|about:blank|.*\\.*|\(.*\)"
    r"|\S+\.(?:docx?|pdf|wps|tex|dvi|indd|qxd|pptx?|html?|rtf|txt|md|ps|eps)|[\W\d_]*",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r".*(?:administrator|\badmin\b|windows|用户|\buser\b|microsoft|lenovo|thinkpad|unknown|anonymous|匿名|未知|root\b"
    r"|python-docx|latex|adobe|\(|[@\\/]).*",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[\u4e00-\u9fff·•]{2,}|[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+)+")
_SEPARATOR: Final = re.compile(r"\s*[,;，；、&]\s*|\s+and\s+")
_DATE: Final = re.compile(r"(?:D:)?\s*(\d{4})-?(\d{2})-?(\d{2})")
_EARLIEST: Final = 1990
_LATEST: Final = 2100
_HEADING: Final = re.compile(r"#{1,6}(?= )")
_FENCED: Final = re.compile(r"^(`{3,}|~{3,})[^`\n]*\n(?s:.*?)^\1[ \t]*$|^#(?=#{0,4} )", re.MULTILINE)


def title(words: str | None) -> str | None:
    """The words where a person may have given them as a title, rather than a program."""
    words = _line(words)
    return words if words and len(words) <= _LONGEST and not _NO_TITLE.fullmatch(words) else None


def author(words: str | None) -> str | None:
    """The words where they are people's names, rather than how somebody logs in."""
    words = _line(words)
    if not words or len(words) > _LONGEST_NAMES or _NO_NAME.fullmatch(words):
        return None
    names = [name for name in _SEPARATOR.split(words) if name]
    return words if names and all(_NAME.fullmatch(name) for name in names) else None


def date(words: str | None) -> dt.date | None:
    """The day of a date as PDF (`D:20240131…`) and XML (`2024-01-31T…`) write it, from 1990 on."""
    match = _DATE.match(words or "")
    if match is None or not _EARLIEST <= int(match[1]) <= _LATEST:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def under(heading: str | None, text: str) -> str:
    """The text under its title: a first heading that says the same stays, otherwise all headings go down by one."""
    text = text.strip()
    if not heading or not text:
        return text
    first = text.partition("\n")[0]
    if _HEADING.match(first) and _letters(first) == _letters(heading):
        return text
    if _letters(first) == _letters(heading):
        return f"# {text}"
    lower = _FENCED.sub(lambda match: match[0] if match[1] else "##", text)
    return f"# {heading}\n\n{lower}"


def _line(words: str | None) -> str:
    return " ".join((words or "").replace("\0", "").split())


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()
