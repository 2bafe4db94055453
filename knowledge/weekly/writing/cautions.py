"""What a text holds that its author may not want to publish."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from knowledge.weekly.document import Document, Picture
from knowledge.weekly.writing.plain_text import plain
from knowledge.weekly.writing.walking import hyperlinks

LONGEST: Final = 3000
"""Characters of a note that is shown whole everywhere."""

_API_KEY: Final = re.compile(
    r"""
    (?<![A-Za-z0-9])(?:
      sk-[A-Za-z0-9_-]{20,} | gh[oprsu]_[A-Za-z0-9]{30,} | github_pat_\w{30,} | glpat-[\w-]{20,} | hf_[A-Za-z0-9]{30,}
      | (?:AKIA|ASIA)[0-9A-Z]{16} | AIza[\w-]{35} | LTAI[A-Za-z0-9]{12,24} | AKID[A-Za-z0-9]{32}
      | xox[abeprs]-[\w-]{10,}
      | (?:gsk|npm|r8|[rs]k_live|whsec|lsv2_(?:pt|sk))_[A-Za-z0-9_]{20,}
      | (?:xai|pypi|nvapi|tvly|pplx|GOCSPX|jina)[_-][\w-]{20,}
      | ya29\.[\w-]{20,} | SG\.[\w-]{16,32}\.[\w-]{32,} | [0-9a-f]{32}\.[A-Za-z0-9]{16}(?![A-Za-z0-9])
      | hooks\.slack\.com/services/T\w+/B\w+/\w{16,} | AccountKey=[A-Za-z0-9+/]{40,}
      | [A-Za-z0-9]{23,28}\.[\w-]{6}\.[\w-]{27,}
      | \d{8,12}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])
      | eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}
    ) | -----BEGIN[A-Z ]{0,20}PRIVATE[ ]KEY-----
    """,
    re.VERBOSE | re.ASCII,
)
"""Keys by their issuers' own marks; among them those of Zhipu, Slack's hooks, Azure and Discord, which have none."""
_NAMED_SECRET: Final = re.compile(
    r"(?:密码|口令|(?<![A-Za-z])(?:password|passwd|pwd))\s{0,3}(?:是|[:：=])\s{0,3}[\"']?"
    r"(?=[!-~]{0,40}[0-9])(?=[!-~]{0,40}[A-Za-z])[!-~]{8,}"
    r"|(?:api[_ -]?key|access[_ -]?key|secret(?:[_ -]?key)?|token|密钥|令牌)[\"']?\s{0,3}(?:是|[:：=])\s{0,3}[\"']?"
    r"(?=[A-Za-z_-]{0,60}[0-9])(?=[0-9_-]{0,60}[A-Za-z])[A-Za-z0-9_+/=-]{16,}"
    r"|://[^\s/@:]{1,60}:[^\s/@:]{3,60}@",
    re.IGNORECASE | re.ASCII,
)
"""What is called a secret; in code a call such as `Field(min_length=8)` is none."""
_PHONE: Final = re.compile(
    r"(?<![A-Za-z0-9_.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}(?![A-Za-z0-9_])", re.ASCII
)
_ID_CARD: Final = re.compile(
    r"(?<![A-Za-z0-9])[1-9]\d{5}[ -]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx]"
    r"(?![A-Za-z0-9])",
    re.ASCII,
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EMAIL: Final = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
"""It begins where such characters do: tried from each of them, 30,000 of them would take seconds."""
_ADDRESS: Final = re.compile(r"https?://[!-~]+|10\.\d{4,9}/[!-~]+")


class TextWarning(StrEnum):
    """What the author is asked about before a text is handed in."""

    API_KEY = "api_key"
    PHONE = "phone"
    ID_CARD = "id_card"
    EMAIL = "email"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"


def warnings_of(document: Document) -> tuple[TextWarning, ...]:
    """What to ask about: secrets, numbers of people, more than 3,000 characters, nothing but a link."""
    text = plain(document)
    said = unicodedata.normalize("NFKC", _ADDRESS.sub(" ", text))
    links = " ".join(link.url for link in hyperlinks(document))
    has_picture = any(isinstance(block, Picture) for block in document)
    found = {
        TextWarning.API_KEY: any(shape.search(f"{text} {links}") for shape in (_API_KEY, _NAMED_SECRET)),
        TextWarning.PHONE: _PHONE.search(said) is not None,
        TextWarning.ID_CARD: any(_is_id_card(match[0]) for match in _ID_CARD.finditer(said)),
        TextWarning.EMAIL: _EMAIL.search(said) is not None,
        TextWarning.TOO_LONG: len(text) > LONGEST,
        TextWarning.TOO_SHORT: not has_picture and re.search(r"\w", said) is None,
    }
    return tuple(warning for warning, holds in found.items() if holds)


def _is_id_card(number: str) -> bool:
    """Whether the last character is the check of the others. Source: GB 11643-1999, ISO 7064 MOD 11-2."""
    number = re.sub("[ -]", "", number)
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
    return "10X98765432"[rest] == number[-1].upper()
