"""Days as people name them."""

import datetime as dt
from typing import Final

from bot.catalogue.phrase import Language, Phrase

_NAMED: Final = (Phrase("今天", "today"), Phrase("昨天", "yesterday"), Phrase("前天", "two days ago"))
_WEEKDAYS: Final = (
    Phrase("一", "Monday"),
    Phrase("二", "Tuesday"),
    Phrase("三", "Wednesday"),
    Phrase("四", "Thursday"),
    Phrase("五", "Friday"),
    Phrase("六", "Saturday"),
    Phrase("日", "Sunday"),
)
_THIS_WEEK: Final = Phrase("本周{day}", "on {day}")
_LAST_WEEK: Final = Phrase("上周{day}", "last {day}")


def day(then: dt.date, today: dt.date, language: Language) -> str:
    """A day that is not to come, as it is named on another; weeks begin on Monday."""
    ago = (today - then).days
    if 0 <= ago < len(_NAMED):
        return _NAMED[ago].say(language)
    weeks = (_monday(today) - _monday(then)).days // 7
    if weeks in {0, 1}:
        return (_LAST_WEEK if weeks else _THIS_WEEK).say(language, day=_WEEKDAYS[then.weekday()].say(language))
    return _dated(then, today.year, language)


def _dated(day: dt.date, this_year: int, language: Language) -> str:
    if language == "en":
        return f"on {day.isoformat()}"
    year = "" if day.year == this_year else f"{day.year} 年 "
    return f"{year}{day.month} 月 {day.day} 日"


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
