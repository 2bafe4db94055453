"""The shape of an article on a content mill: site chrome above its byline, comments and spam below."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from knowledge.reading import paper_notes
from knowledge.reading.lines import is_chrome, is_closing, is_promotion, is_spam, is_token_list
from knowledge.records import Draft, Link, Page, Reading

NAME = "scraped_page"

_SIGNS_ENOUGH = 2
_BYLINE_REACH = 40
_TITLE_LENGTH = 80
_PROSE_LENGTH = 40
_DATE = re.compile(r"(20\d\d|19\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_BYLINE = re.compile(
    r"作者|[來来]源|[編编][輯辑]|[發发][布佈表]|投稿|[閱阅][讀读]|[瀏浏][覽览]|[點点][擊击]|[時时][間间]|日期|\d\d?:\d\d"
)
_AUTHOR = re.compile(r"作者\s*[:：]\s*([^\s|｜]+)")
_BYLINE_LENGTH = 120
_URL = re.compile(r"https?://[^\s<>\"'\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Article:
    """What a scraped page publishes, and the lines left `below` it."""

    title: str
    author: str | None
    date: dt.date | None
    body: tuple[str, ...]
    below: tuple[str, ...]


def score(page: Page) -> float:
    """How surely this is a scraped article: what a content mill leaves around it, each sign counted once."""
    lines = _lines(page.text)
    byline, title = _heading(lines)
    below_site = byline is not None and any(map(is_chrome, lines[:title]))
    repeated = bool(lines) and _is_repeated(lines, title, page.text)
    if not title and not repeated:  # what stands above the title and what repeats it make three of four signs
        return 0.0
    mill = (any(map(is_spam, lines[:title])), any(map(is_token_list, lines[title + 1 :])), repeated)
    if sum(mill) + below_site < _SIGNS_ENOUGH:
        return 0.0
    article = _article(lines)
    site = (
        below_site,
        any(map(is_closing, article.below)),
        bool(paper_notes.parts(article.body)),
    )
    return min(1.0, 0.25 * sum(mill) + 0.15 * sum(site))


def _is_repeated(lines: Sequence[str], title: int, text: str) -> bool:
    """Whether a line below the title begins with it; most titles stand in their page once, and that is soon seen."""
    return text.count(lines[title]) > 1 and any(line.startswith(lines[title]) for line in lines[title + 1 :])


def read(page: Page) -> Reading:
    """The notes on papers of a numbered article as an entry each, or else the article as one entry."""
    article = _article(_lines(page.text))
    notes = (paper_notes.draft(part, article.date) for part in paper_notes.parts(article.body))
    entries = tuple(note for note in notes if note.text) or _whole(article)
    return Reading(shape=NAME, title=article.title, entries=entries, date=article.date, url=page.url)


def _whole(article: _Article) -> tuple[Draft, ...]:
    text = "\n\n".join(article.body)
    if not text:
        return ()
    links = tuple(Link(url) for url in dict.fromkeys(_URL.findall(text)))
    return (Draft(title=article.title, text=text, author=article.author, date=article.date, links=links),)


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def _article(lines: Sequence[str]) -> _Article:
    if not lines:
        return _Article(title="", author=None, date=None, body=(), below=())
    byline, title = _heading(lines)
    start = title if byline is None else byline
    end = _end(lines, start + 1)
    author = _AUTHOR.search(lines[start])
    return _Article(
        title=lines[title],
        author=author[1] if author else None,
        date=_date(lines[start]),
        body=tuple(_prose(lines[start + 1 : end])),
        below=tuple(lines[end:]),
    )


def _heading(lines: Sequence[str]) -> tuple[int | None, int]:
    """Where the byline stands, if there is one, and where the title."""
    byline = _byline(lines)
    if byline is None:
        return None, _first_title(lines)
    return byline, _title_above(lines, byline)


def _byline(lines: Sequence[str]) -> int | None:
    for number, line in enumerate(lines[:_BYLINE_REACH]):
        if number and len(line) <= _BYLINE_LENGTH and _date(line) and _BYLINE.search(line):
            return number
    return None


def _title_above(lines: Sequence[str], byline: int) -> int:
    above = range(byline - 1, -1, -1)
    return next((number for number in above if _is_title(lines[number])), byline - 1)


def _first_title(lines: Sequence[str]) -> int:
    return next((number for number, line in enumerate(lines[:_BYLINE_REACH]) if _is_title(line)), 0)


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and not is_chrome(line) and not is_closing(line)


def _end(lines: Sequence[str], start: int) -> int:
    """The first closing line below the article's first prose, or the calls to follow above it."""
    prose = (number for number in range(start, len(lines)) if len(lines[number]) >= _PROSE_LENGTH)
    first = next(prose, start)
    end = next((number for number in range(first, len(lines)) if is_closing(lines[number])), len(lines))
    while end > start and (is_promotion(lines[end - 1]) or is_chrome(lines[end - 1])):
        end -= 1
    return end


def _prose(lines: Sequence[str]) -> Iterator[str]:
    return (line for line in lines if not (_NO_WORD.fullmatch(line) or is_chrome(line) or is_closing(line)))


def _date(line: str) -> dt.date | None:
    if found := _DATE.search(line):
        with suppress(ValueError):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
    return None
