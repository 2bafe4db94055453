"""Undoing what collecting did to a page's text, and telling what cannot be undone."""

import re
import unicodedata

from knowledge.reading import copying, mojibake

LOST = "\ufffd"
LOST_FORMULA = "〔公式缺失〕"

# One picture may be several joined by an invisible character, which is part of it.
_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}](?<!{_EMOJI}\u200d)|\u200d(?!{_EMOJI})")
_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_END = re.compile(f"[{_ENDS}]\n?")
# One look at a page spares the nine in ten that have none of these a look for each.
_ODD = re.compile(f"[{mojibake.SIGNS}{_ENDS}{_UNSEEN}]")

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LETTER = "a-zA-Z\u00fc\u0300-\u030c"
_TONED = rf"[{_LETTER}]{{0,5}}[\u00e0-\u01dc\u0300-\u030c][{_LETTER}]{{0,5}}"
_BRACKETED = f"[(（]{_TONED}[)）]"
_INSERTION = re.compile(f"{_BRACKETED}(?:{_BRACKETED})*")
_ONE_HAN = re.compile(f"[{_HAN}]")
_SYLLABLE = re.compile("(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?[aeiou]{1,3}(?:ng?|r)?")
_TONES = frozenset("\u0300\u0301\u0304\u030c")
# Traditional characters that GB2312 holds all the same, as variants.
_TRADITIONAL_IN_GB2312 = frozenset("乾徵瞭夥藉著於麼後裏隻")
_INSERTIONS_ENOUGH = 3
_INSERTED_SHARE = 0.8

_INTERROGATIVE = re.compile("[吗嗎呢么麼吧啊呀谁誰哪几幾何否]|多少|怎")
_LOST_INSERTION = re.compile(rf"\?(?<=[{_HAN}]\?){_TONED}[)）]")
_LOST_BEFORE_MARK = re.compile(rf"\?(?=[,，。、;；])(?<=[{_HAN}]\?)(?<![吗嗎呢么麼吧啊呀]\?)")
_LOST_DOUBLE = re.compile(rf"\?\?+(?=[{_HAN}])(?<=[{_HAN}]\?\?)(?<![吗嗎呢么麼吧啊呀]\?\?)")
_LOST_AFTER_STOP = re.compile(rf"(?:^|[。，,；;])\?(?=[{_HAN}])")
_DOUBLE = re.compile(rf"\?\?(?<=[{_HAN}]\?\?)")
_GONE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]|锟斤拷")

_PLACEHOLDER = re.compile(
    r"[\[［](?<![!\]].)\s?"
    r"(?:数学公式|數學公式|公式|(?<![A-Za-z0-9_)]\[)(?:[Mm]ath|MATH|[Ff]ormula|FORMULA|[Ee]quation))"
    r"\s?[\]］](?![(\[:（])"
)


def clean(text: str) -> str:
    r"""A page's text without the damage that can be undone; what is undamaged comes out as it went in.

    Line ends become `\n`; control, zero-width, bidi and tag characters go; UTF-8 that was read as Latin-1
    or as any other encoding it is taken for comes back; escapes, PDF radicals, full-width Latin and spaces inside
    words are undone; pinyin inserted behind traditional characters goes where the whole page is full of it;
    placeholders of lost formulas become `LOST_FORMULA`. Idempotent.
    """
    text = _decode_again(text)
    while (undone := copying.undo(text)) != text:
        text = _decode_again(undone)
    return _PLACEHOLDER.sub(LOST_FORMULA, _without_pinyin(text))


def is_damaged(text: str) -> bool:
    """Whether characters of this sentence are lost, so that it should not be quoted where another can be."""
    if any(lost.search(text) for lost in (_GONE, _LOST_INSERTION, _LOST_BEFORE_MARK, _LOST_AFTER_STOP)):
        return True
    return any(not _INTERROGATIVE.search(text, 0, found.start()) for found in _DOUBLE.finditer(text))


def _decode_again(text: str) -> str:
    """Decoding comes before stripping: half of a character's misread bytes look like controls."""
    if not _ODD.search(text):
        return text
    text = mojibake.reread(text)
    visible = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return visible if visible == text else _decode_again(visible)


def _without_pinyin(text: str) -> str:
    """The converter that left the pinyin glossed each traditional character it made, every time."""
    hosts = [text[found.start() - 1] for found in _INSERTION.finditer(text) if _is_inserted(found)]
    if len(hosts) < _INSERTIONS_ENOUGH:
        return text
    if len(hosts) < _INSERTED_SHARE * sum(text.count(host) for host in set(hosts)):
        return text
    text = _INSERTION.sub(lambda found: "" if _is_inserted(found) else found[0], text)
    for lost in (_LOST_INSERTION, _LOST_BEFORE_MARK, _LOST_DOUBLE):
        text = lost.sub(LOST, text)
    return _LOST_AFTER_STOP.sub(lambda found: found[0][:-1] + LOST, text)


def _is_inserted(found: re.Match[str]) -> bool:
    host = found.string[max(found.start() - 1, 0)]
    return _is_traditional(host) and all(map(_is_pinyin, re.findall(r"[^()（）]+", found[0])))


def _is_pinyin(syllable: str) -> bool:
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    letters = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return bool(_TONES & set(decomposed)) and _SYLLABLE.fullmatch(letters) is not None


def _is_traditional(character: str) -> bool:
    if not _ONE_HAN.match(character):
        return False
    if character in _TRADITIONAL_IN_GB2312:
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
