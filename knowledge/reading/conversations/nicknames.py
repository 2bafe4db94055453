"""What people are called in an entry: a nickname out of the name they show, and nothing that finds them."""

import re
from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

from knowledge.reading.conversations.masking import MASK, mask

UNKNOWN: Final = "群友"

_K = TypeVar("_K", bound=Hashable)

_LONGEST: Final = 16
_ADDRESS: Final = re.compile(
    r"https?://\S+|(?<!\w)@\w+|\b[\w.-]+\.(?:com|cn|net|org|io|me)\b|\d[\d\s-]{3,}\d", re.ASCII
)
_ASIDE: Final = re.compile(r"[(（\[【<《「][^)）\]】>》」]*[)）\]】>》」]?")
_PARTS: Final = re.compile(r"[\s|｜/\\·•,，、;；:：—–~@]+|(?<=[\u3400-\u9fff])[-_]+|[-_]+(?=[\u3400-\u9fff])")
_MARKS: Final = re.compile(r"[^\w-]|^[\W_]+|[\W_]+$")
_TITLE: Final = re.compile(r"(?:dr|mr|mrs|ms|prof|the)\.?", re.IGNORECASE)
_AFFILIATION: Final = re.compile(
    r".*(?:大学|学院|公司|集团|科技|研究院|研究所|实验室|医院|银行|中学)|清华|北大|复旦|浙大|上交|中科院|字节|腾讯|阿里|百度|华为|美团"
)


def nickname(name: str | None) -> str:
    """The first word of a shown name that is no title and no employer, at most 16 characters.

    Telephone numbers, addresses and @names in it are left out; `UNKNOWN` where nothing is left.
    """
    plain = _ASIDE.sub(" ", _ADDRESS.sub(" ", mask(name or "").replace(MASK, " ")))
    parts = [part for part in (_MARKS.sub("", part) for part in _PARTS.split(plain)) if part and not part.isdigit()]
    named = [part for part in parts if not _TITLE.fullmatch(part) and not _AFFILIATION.fullmatch(part)]
    return next(iter(named or parts), UNKNOWN)[:_LONGEST].strip("-_") or UNKNOWN


def nicknames(names: Mapping[_K, str | None]) -> dict[_K, str]:
    """A nickname for each person, by whatever tells people apart: the second 小王 is 小王2."""
    given: dict[_K, str] = {}
    taken: set[str] = set()
    count: dict[str, int] = {}
    for key, name in names.items():
        short = chosen = nickname(name)
        while chosen in taken:
            count[short] = count.get(short, 1) + 1
            chosen = f"{short}{count[short]}"
        taken.add(chosen)
        given[key] = chosen
    return given
