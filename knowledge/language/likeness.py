"""Whether two names of one script are forms of each other: 长短期记忆 and 长短期记忆网络."""

from typing import Final

from rapidfuzz.distance import OSA

_LIKE: Final = 0.6


def akin(one: str, other: str) -> bool:
    """Whether two folded names share most of what they are written with, or one of them begins or ends the other."""
    if one.isascii() != other.isascii():
        return False
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and (long.startswith(short) or long.endswith(short)):
        return True
    return OSA.normalized_similarity(one, other) >= _LIKE
