"""Questions that lean on what was talked of before, made to stand by themselves."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from knowledge.finding.topics import named, own_words, topics
from knowledge.language.aliases import Glossary
from knowledge.language.folding import fold
from knowledge.language.words import topic_words
from knowledge.records import Turn

_MARK: Final = " \t?？!！。.,，、:：;；~～…"
_HAN: Final = re.compile("[\u3400-\u9fff]")
_ALIKE: Final = 0.5
_CURT: Final = 8  # characters; a Chinese question of so few that names nothing has no room for its topic
_SHORT: Final = {True: 48, False: 16}  # characters of a question that may go on with the last, if it is ASCII or not
_MANY: Final = frozenset({"它们", "they", "them", "their", "these", "those"})
_POINTING: Final = frozenset({"this", "that", "these", "those"})


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


def _alone(words: str) -> str:
    return rf"(?<![A-Za-z])(?:{words})(?![A-Za-z'’])"


_AND: Final = r"(?:那么?|所以|但是?|可是?|不过|而|and|but|so|then)"
_WHAT_OF: Final = _pattern(
    rf"^(?:{_AND}|还有|要是|如果是?|换成|换做)?\s*[,，]?\s*(?P<zh>[^?？!！,，。]{{1,24}}?)\s*"
    r"(?:呢|又?如何呢?|(?<!会)又?怎么?样呢?)$",
    rf"^{_AND}?\s*,?\s*(?:what|how) about\s+(?P<en>[^?]{{1,40}})$",
    r"^(?:and|or)\s+(?:(?:for|in|with|on|of)\s+)?(?P<and>[^?]{1,30})$",
)
_THING: Final = _pattern(
    r"它们?",
    _alone("it|they|them|this|that|these|those"),
    r"(?<!对)(?:这(?:个|种|俩|样)?|那(?:个|种|样)|(?<=.)那)(?=$|[\s?？,，是为会能要有和跟与比的怎又在到])",
)
_ITS: Final = _pattern("其(?=[^他它次实中余间])", _alone("its|their"))
_FORMER: Final = _pattern("前者|前一[个种]", _alone("the (?:former|first one)"))
_LATTER: Final = _pattern("后者|后一[个种]", _alone("the (?:latter|second one)"))
_BOTH: Final = _pattern("两者|二者|这两[个种者]|这俩|那两[个种]", _alone("both of them|the two|both"))
_BACK: Final = _pattern("上面|上述|刚才|刚刚|前面|你说的|你提到的", "第[一二三四五六七八九1-9][个点步条句种]")
_BEGINS: Final = _pattern(rf"^{_AND}\s*[,，]?\s*")
_COMPARES: Final = _pattern(
    r"^(?:那么?)?\s*(?:和|跟|与|同|比|相比|换成|改成|除了|哪[个种](?:更|最|比较|好|快)|为[什啥]么?不|为何不)",
    r"^(?:why not|compared)\b",
)
_LINK: Final = _pattern(r"\s*(?:和|与|跟|及|以及|还是|、|vs\.?|/|\band\b|\bor\b|\bversus\b)\s*")
_ON_SOMETHING: Final = tuple("和跟与比在对用")


def standalone(text: str, thread: Sequence[Turn], glossary: Glossary) -> str:
    """A question that can be understood by itself: where it leans on the thread, with what that was about.

    「那 GRU 呢」 takes the place of the last question's topic, a pronoun becomes it, and what names nothing follows it.
    """
    if not thread:
        return text
    before, asked = thread[-1].question.strip(_MARK), text.strip(_MARK)
    things = topics(before, glossary)
    whole = _replaced(asked, before, things, glossary) or _pointed(asked, before, things, glossary)
    whole = whole or _continued(asked, before, things, glossary)
    return f"{whole}{text[len(text.rstrip(_MARK)) :]}" if whole else text


def names_something(text: str, glossary: Glossary) -> bool:
    """Whether a question says what it is about: 「为什么」, 「能举个例子吗」 and 「这是什么意思」 only point to it."""
    for pointing in (_BEGINS, _ITS, _THING, _FORMER, _LATTER, _BOTH, _BACK):
        text = pointing.sub(" ", text)
    return bool(own_words(text, glossary))


def _replaced(asked: str, before: str, things: Sequence[str], glossary: Glossary) -> str | None:
    """「那 GRU 呢」 after 「LSTM 为什么有效」 asks why GRU works."""
    match = _WHAT_OF.match(asked)
    if match is None or not things:
        return None
    new = (match["zh"] or match["en"] or match["and"]).strip()
    if match["and"] or new.endswith("的") or new.startswith(_ON_SOMETHING) or not own_words(new, glossary):
        return _joined(things, asked, before)
    return before.replace(_counterpart(new, things), new, 1)


def _pointed(asked: str, before: str, things: Sequence[str], glossary: Glossary) -> str | None:
    """「前者为什么有效」, 「上面第二点是什么意思」, 「它有什么缺点」."""
    pair = _pair(before, things)
    for pattern, meant in ((_FORMER, pair[:1]), (_LATTER, pair[1:]), (_BOTH, pair)):
        if meant and (match := pattern.search(asked)):
            return _put(_list(meant, asked), asked, match)
    if _BACK.search(asked) and not named(asked, glossary):
        return f"{before}：{asked}"
    match = _ITS.search(asked) or _THING.search(asked)
    if match is None or not things or _is_explained(asked, match, glossary):
        return None
    said = match[0].lower()
    owner = _list((pair or things[:2]) if said in _MANY else things[:1], asked)
    return _put(owner + {"其": "的", "its": "'s", "their": "'s"}.get(said, ""), asked, match)


def _continued(asked: str, before: str, things: Sequence[str], glossary: Glossary) -> str | None:
    """「为什么?」, 「再详细点」, 「和 GRU 比呢」: what is asked about is not said."""
    own = own_words(asked, glossary)
    if not own or (len(asked) <= _CURT and _HAN.search(asked) and not named(asked, glossary)):
        return _joined(things, asked, before)
    if len(own) > 2 or len(asked) > _SHORT[asked.isascii()]:  # noqa: PLR2004  it says enough by itself
        return None
    begins = _BEGINS.match(asked)
    goes_on = begins and not _begins_with_name(asked[begins.end() :], glossary)
    return _joined(things, asked, before) if goes_on or _COMPARES.match(asked) else None


def _joined(things: Sequence[str], asked: str, before: str) -> str:
    """The topic in front of what is asked about it; the whole question before where that says too little."""
    says = topic_words(asked) if _HAN.search(asked) else asked.split()[2:]
    if not things or not says:
        return f"{before}：{asked}"
    return f"{_list(_pair(before, things, linked=True) or things[:1], asked)}：{asked}"


def _list(things: Sequence[str], asked: str) -> str:
    return (" 和 " if _HAN.search(asked) else " and ").join(things)


def _put(owner: str, asked: str, match: re.Match[str]) -> str:
    """A thing in the place of what pointed to it, with a space where two scripts would touch."""
    left, right = asked[: match.start()], asked[match.end() :]
    space = " " if left and owner[0].isascii() and not left[-1].isspace() else ""
    after = " " if right and owner[-1].isascii() and not right[0].isspace() else ""
    return f"{left}{space}{owner}{after}{right}"


def _pair(before: str, things: Sequence[str], *, linked: bool = False) -> list[str]:
    """The two things that are named side by side, else the first two unless they have to be linked."""
    for one, other in pairwise(things):
        start = before.find(one) + len(one)
        if _LINK.fullmatch(before[start : before.find(other, start)]):
            return [one, other]
    return list(things[:2]) if len(things) > 1 and not linked else []


def _counterpart(new: str, things: Sequence[str]) -> str:
    """What a new thing takes the place of: what is written most alike, else the first in its script, else the first."""
    alike = max(things, key=lambda thing: OSA.normalized_similarity(thing, new))
    if OSA.normalized_similarity(alike, new) >= _ALIKE:
        return alike
    return next((thing for thing in things if thing[0].isascii() == new[0].isascii()), things[0])


def _is_explained(asked: str, match: re.Match[str], glossary: Glossary) -> bool:
    """Whether the question itself says what a pronoun means: before it, or for `this` right after it."""
    if own_words(asked[: match.start()], glossary):
        return True
    return match[0].lower() in _POINTING and bool(named(asked[match.end() :], glossary))


def _begins_with_name(text: str, glossary: Glossary) -> bool:
    return any(fold(text).startswith(fold(name)) for name in named(text, glossary))
