"""Words that say thanks, yes or well done, and ask nothing."""

import re
import unicodedata
from typing import Final

from knowledge.language.folding import fold

_CHINESE: Final = (
    r"(?:非常|十分|真[是的]?|太|很|好|超|多|那就?|原来)?"
    r"(?:谢(?:[了啦喽]|你们?|您)?|感谢|感恩|辛苦[了啦]?|好(?:[的滴哒嘞吧呀啊]|用)?|[嗯哦噢喔啊哇哈呵嘿嘻]|行吧?|可以|收到"
    r"|明白[了啦]?|了解[了啦]?|懂了|知道[了啦]|学到了|学习了|受教了|如此|是这样|牛[逼掰啊]?|厉害[了啊]?|[强棒赞][了啊]?"
    r"|不错|有用|有帮助|没事|对[的了]?|是的|大佬|大神|老师|你们?|您|再见|晚安)"
)
_ENGLISH: Final = (
    r"(?:thank(?:s| you)(?: (?:a lot|so much|very much))?|thx|ty|ok|okay|got it|i see|great|nice|cool|good|awesome"
    r"|perfect|lol|(?:ha){2,}h?|h{2,}|wow|yes|yep|np|bye|3q|6{3,}|2?3{3,}|nb|yyds|orz)(?![a-z0-9])"
)
_COURTESIES: Final = re.compile(rf"(?:(?:{_CHINESE}|{_ENGLISH})\s*)++")
"""Nothing is tried a second time: of forty times the same sign there are a great many ways to divide it."""

_LONGEST: Final = 40


def is_courtesy(text: str) -> bool:
    """Whether a message says thanks, yes or well done, or has no words at all, and asks nothing by that."""
    if not text.strip() or len(text) > _LONGEST or "?" in text or "？" in text:
        return False
    words = "".join(one if unicodedata.category(one)[0] in "LN" else " " for one in fold(text)).split()
    return not words or _COURTESIES.fullmatch(" ".join(words)) is not None
