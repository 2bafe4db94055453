"""Where a text introduces another name of a thing: 「长短期记忆（long short-term memory，LSTM）」."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from knowledge.language.folding import simplify
from knowledge.language.han_names import is_name, name_at_end
from knowledge.language.initials import abbreviates, is_abbreviation
from knowledge.records import NamePair

_LEFT: Final = 60  # characters before a bracket that are looked at
_MARKS: Final = ' \t*_“”"「」『』'
_VERBATIM: Final = re.compile(
    r"^[ \t]*```(?s:.*?)(?:^[ \t]*```[^\n]*|\Z)|\$\$[^$]{1,3000}\$\$|\$[^$\n]{1,300}\$|`[^`\n]{1,300}`"
    r"|https?://[!-~]+|\]\([^)\n]*\)",
    re.MULTILINE,
)
_BRACKET: Final = re.compile(r"[（(]([^()（）\n]{2,90})[)）]")
_COMMA: Final = re.compile(r"\s*[,;、|/]\s*")
_LABEL: Final = re.compile(
    r"(?:以下|下文将?|下面|也|又|或|亦|常|可)?(?:简称为?|简记为?|缩写[为是]?|称[为作]?|叫[做作]?|记为"
    r"|英文(?:[名全]?称)?[为是]?|英语|全称[为是]?|即|英)\s*:?\s*"
)
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
_WORD: Final = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]{4,19}(?![a-z0-9])")
_LATIN_WORD: Final = r"[A-Za-z][A-Za-z0-9]*(?:[-–.'’/&+][A-Za-z0-9]+)*"
_LATIN: Final = re.compile(rf"{_LATIN_WORD}(?: {_LATIN_WORD}){{0,5}}")
_NAMING: Final = re.compile(r"(?:^[\W\d_]*|[“\"「『*_]|称[为作]|称之为|叫[做作]?|名为|所谓的?|定义为|也就是|简称)$")
_LATIN_AT_END: Final = re.compile(rf"(?<![A-Za-z0-9\-]){_LATIN.pattern}$")
_NO_NAME: Final = re.compile(
    r"\b(?:et|al|the|this|that|see|e\.g|i\.e|eg|ie|etc|is|are|was|with|for|in|from|not|vs|by|on|to|as|an|it|we|you"
    r"|such|if|when|then|same|only|all|optional|default|none|true|false|return|int|float|str|bool|figure|fig|table\d*"
    r"|section|chapter|appendix|note|version|usually|also)\b|\.[a-z]|^.$",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:^|(?<=[\s,。;:、*]))(?P<name>[A-Za-z0-9\u3400-\u9fff][A-Za-z0-9\u3400-\u9fff \-]{1,24}?)"
    r"(?:\s?\([^()\n]{1,40}\))?\s?(?:,\s?)?[又也亦](?:被)?[称叫](?:之为|[为做作])?\s?[\"“「『*]{0,2}"
    r"(?P<other>[A-Za-z0-9\u3400-\u9fff][A-Za-z0-9\u3400-\u9fff \-]{1,24}?)[\"”」』*]{0,2}\s?(?=[,。;:、()\n]|$)",
    re.MULTILINE,
)
_IN_FULL: Final = re.compile(
    rf"(?<![A-Za-z0-9\-])(?P<short>[A-Za-z][A-Za-z0-9\-]{{1,8}})\s?(?:的|,)?(?:英文)?全称(?:[为是:]|叫做?)?[\s:]{{0,2}}"
    rf"(?:[\u3400-\u9fff]{{2,16}}\s?\(\s?)?(?P<long>{_LATIN.pattern})"
)


def introduced(text: str) -> frozenset[NamePair]:
    """The pairs of names that a text introduces, a Chinese one first; width and script are normal, case is kept.

    Precision comes before completeness: an abbreviation has to be spelt by the initials beside it, a Chinese name to
    begin where a word ends that leads to names, and both to be of comparable length.
    """
    prose = _VERBATIM.sub(" ", text)
    found = {*_in_brackets(prose), *_in_words(prose)}
    doubled = {
        pair for pair in found if pair.name == pair.other or (not pair.sure and replace(pair, sure=True) in found)
    }
    return frozenset(found - doubled)


def latin_words(text: str) -> frozenset[str]:
    """The Latin words of five to twenty letters and digits, in lower case, not those of addresses."""
    return frozenset(_WORD.findall(_ADDRESS.sub(" ", text.lower())))


def _in_brackets(prose: str) -> Iterator[NamePair]:
    for bracket in _BRACKET.finditer(prose):
        line = prose[max(0, bracket.start() - _LEFT) : bracket.start()].rpartition("\n")[2]
        left = _normal(line).rstrip(_MARKS)
        parts = [_unlabelled(part) for part in _COMMA.split(_normal(bracket[1]))]
        latin = list(filter(_is_latin, parts))
        if latin == parts:
            yield from _before_latin(left, latin)
        elif len(parts) == 1 and is_name(parts[0]):
            yield from _before_han(left, parts[0])
        elif is_name(parts[0]) and _is_latin(parts[-1]) and _is_latin(left):
            yield from _before_latin(left, parts[1:])


def _before_latin(left: str, names: Sequence[str]) -> Iterator[NamePair]:
    """A name, then its Latin names in brackets."""
    long = next((name for name in names if not is_abbreviation(name)), None)
    short = [name for name in names if is_abbreviation(name) and (long is None or abbreviates(name, long))]
    if long:
        yield from (NamePair(long, each) for each in short)
    han = name_at_end(left)
    if han:
        sure = long is not None and (" " in long or _NAMING.search(left.removesuffix(han)) is not None)
        yield from (NamePair(han, each, sure) for each in (long, *short) if each and _fit(han, each))
    elif latin := _LATIN_AT_END.search(left):
        yield from _latin_pairs(latin[0], [long, *short] if long else short)


def _latin_pairs(left: str, names: Sequence[str]) -> Iterator[NamePair]:
    """「… Batch Normalization (BN)」 and 「BN (batch normalization)」."""
    words = left.split(" ")
    tails = [" ".join(words[at:]) for at in range(len(words))]
    for tail, name in product(tails, names):
        if is_abbreviation(name) and abbreviates(name, tail) and tail.count(" ") < len(name):
            yield NamePair(tail, name)
        elif is_abbreviation(tail) and not is_abbreviation(name) and abbreviates(tail, name):
            yield NamePair(name, tail)


def _before_han(left: str, han: str) -> Iterator[NamePair]:
    """「LSTM（长短期记忆）」: often no more than a remark, so one such place is not enough."""
    latin = _LATIN_AT_END.search(left)
    if latin and _is_latin(latin[0]) and _fit(han, latin[0]):
        yield NamePair(han, latin[0], sure=False)


def _in_words(prose: str) -> Iterator[NamePair]:
    """「感知机也叫感知器」, 「LSTM 的全称是 long short-term memory」."""
    if not any(cue in prose for cue in "称叫稱"):
        return
    plain = _normal(prose)
    for called in _CALLED.finditer(plain):
        one, other = sorted((called["name"].strip(), called["other"].strip()), key=str.isascii)
        if all(is_name(name) or _is_latin(name) for name in (one, other)):
            yield NamePair(one, other, sure=False)
    for full in _IN_FULL.finditer(plain):
        words = full["long"].split(" ")
        heads = (" ".join(words[:end]) for end in range(len(words), 0, -1))
        yield from (NamePair(head, full["short"]) for head in heads if abbreviates(full["short"], head))


def _normal(text: str) -> str:
    return simplify(unicodedata.normalize("NFKC", text))


def _unlabelled(part: str) -> str:
    part = part.strip(_MARKS)
    label = _LABEL.match(part)
    return part[label.end() :].strip(_MARKS) if label else part


def _is_latin(name: str) -> bool:
    return _LATIN.fullmatch(name) is not None and _NO_NAME.search(name) is None


def _fit(han: str, latin: str) -> bool:
    """Whether a Chinese name is about as long as what it translates."""
    if is_abbreviation(latin):
        letters = sum(map(str.isalpha, latin.removesuffix("s")))
        return letters <= len(han) <= 3 * letters + 1
    parts = len(re.findall(r"[^ \-/]+", latin))
    return len(han) <= 5 if parts == 1 else parts < len(han) <= 2.5 * parts + 1  # noqa: PLR2004
