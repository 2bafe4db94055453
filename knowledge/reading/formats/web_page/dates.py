"""Dates in what a page says: the day alone, as people write it, never one that cannot be."""

import datetime as dt
import re
from typing import Final

_DATE: Final = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)(?!\.\d)"
    r"|(?<!\d)((?:19|20)\d\d)(0\d|1[0-2])([0-3]\d)(?!\d)"
)
_ENGLISH: Final = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+"
    r"(?(day)|(?P<second>\d{1,2})(?:st|nd|rd|th)?,?\s+)(?P<year>(?:19|20)\d\d)\b"
)
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])[-/]?([0-3]\d)(?:/|_|\b)")
_EARLIEST: Final = 1990
_HEAD: Final = 500
_CHINA: Final = dt.timezone(dt.timedelta(hours=8))


def first_date(text: str) -> dt.date | None:
    """The first date in the beginning of a text."""
    for match in _DATE.finditer(text[:_HEAD]):
        if date := _of(match):
            return date
    english = _ENGLISH.search(text[:_HEAD])
    if english is None:
        return None
    return _date(english["year"], _MONTHS.index(english["month"]) // 3 + 1, english["day"] or english["second"])


def date_in_address(url: str) -> dt.date | None:
    """The date that sites put into the address of an article."""
    match = _IN_ADDRESS.search(url)
    return _of(match) if match else None


def date_of_stamp(seconds: str) -> dt.date:
    """The day in China of a Unix time in seconds."""
    return dt.datetime.fromtimestamp(int(seconds), _CHINA).date()


def _of(match: re.Match[str]) -> dt.date | None:
    year, month, day = [part for part in match.groups() if part][:3]
    return _date(year, month, day)


def _date(year: str, month: str | int, day: str) -> dt.date | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if date.year >= _EARLIEST else None
