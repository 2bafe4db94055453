"""What copying out of PDF files, scripts and addresses did to Chinese text, undone where it is certain."""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final
from urllib.parse import unquote

_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"
_CODE: Final = re.compile(
    r"(?ms:^[ \t>]*(?P<fence>`{3,}|~{3,})[^`\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z))|`[^`\n]+`"
)

_RADICAL: Final = re.compile("[\u2e80-\u2fd5]")
# The simplified and bound forms, which no normalization form folds (Unicode: EquivalentUnifiedIdeograph.txt).
_SUPPLEMENT: Final = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈𠂊⺉刂⺊卜⺋㔾⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬"
    "⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴罒⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶"
    "⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)

_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ODD: Final = re.compile("[\u2e80-\u2fd5\u3000０-９Ａ-Ｚａ-ｚ]")
_WIDE_RUN: Final = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:[．％／＋－＝＿＃＆＠＊＜＞＾｜～＇][０-９Ａ-Ｚａ-ｚ]+)*[％]?")
_WIDE_SPACE: Final = re.compile(r"(?<=[^\s|])\u3000(?=[^\s|])")
_WIDTH: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}

_ENTITY: Final = re.compile(r"&(?:amp;)?#(?:x[0-9a-fA-F]{2,6}|\d{3,7});")
_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\u[0-9a-fA-F]{4})+")
_PERCENT: Final = re.compile(r"(?<![\w/:?=&#(\[.%~-])[\w.~/-]*(?:%[0-9A-Fa-f]{2}[\w.~/-]*){3,}(?![\w/?=&#%])")
_QUOTED: Final = re.compile("%[Ee][0-9A-Fa-f]%")
_SENTENCE: Final = re.compile("[，。；：？！、（）“”《》\\s]")
_SOME_HAN: Final = re.compile(f"[{_HAN}]")
_CHINESE: Final = re.compile(f"[{_HAN}\u3000-\u303f\uff00-\uffef]")
_SEVERAL: Final = 3

_SPACED: Final = re.compile(f"(?<=[{_HAN}，。、；：？！（）“”])[ \u00a0](?=[{_HAN}，。、；：？！（）“”])")
_GATE: Final = re.compile(f"[{_HAN}] [{_HAN}]")
_GATE_BY_SPACE: Final = re.compile(f" (?<=[{_HAN}] )[{_HAN}]")  # finds no fewer, and looks at spaces only
_ALONE: Final = re.compile(f"(?<![{_HAN}])[{_HAN}](?![{_HAN}])")
_SPACED_SHARE: Final = 0.12
_SPLIT_SHARE: Final = 0.2
_LONGEST_LINE: Final = 5000


def undo(text: str) -> str:
    """The text with characters for their escapes, radicals, and full-width Latin, and without spaces inside words.

    Code is left alone, save for radicals.
    """
    if not _is_suspicious(text):
        return text
    text = _RADICAL.sub(lambda found: _radicals().get(found[0], found[0]), text)
    return "".join(part if code else _undo(part) for part, code in _parts(text))


def _is_suspicious(text: str) -> bool:
    if "&#" in text or "&amp;#" in text or ("\\u" in text and _ESCAPE.search(text)):
        return True
    return bool(_ODD.search(text) or _QUOTED.search(text)) or len(_GATE_BY_SPACE.findall(text)) >= _SEVERAL


def _parts(text: str) -> list[tuple[str, bool]]:
    parts, start = [], 0
    for match in _CODE.finditer(text):
        parts += [(text[start : match.start()], False), (match[0], True)]
        start = match.end()
    return [*parts, (text[start:], False)]


def _undo(text: str) -> str:
    if "&#" in text or "&amp;#" in text:
        text = _decoded(_ENTITY, text, lambda found: html.unescape(found[0].replace("&amp;", "&")))
    if "\\u" in text:
        text = _decoded(_ESCAPE, text, _unescaped)
    if _QUOTED.search(text):
        text = _by_line(text, _QUOTED, lambda line: _PERCENT.sub(_unquoted, line))
    if _WIDE.search(text):
        text = _WIDE_RUN.sub(lambda found: found[0].translate(_WIDTH), text)
    if "\u3000" in text:
        text = _WIDE_SPACE.sub(" ", text)
    if len(_GATE.findall(text)) >= _SEVERAL:
        text = _by_line(text, _GATE, _unspaced)
    return text


def _by_line(text: str, mark: re.Pattern[str], undo: Callable[[str], str]) -> str:
    return "\n".join(undo(line) if mark.search(line) else line for line in text.split("\n"))


def _decoded(escape: re.Pattern[str], text: str, decode: Callable[[re.Match[str]], str]) -> str:
    """The text with its escapes decoded where several of them are Chinese; one alone may be what it is about."""
    decoded = "".join(decode(found) for found in escape.finditer(text))
    return escape.sub(decode, text) if len(_CHINESE.findall(decoded)) >= _SEVERAL else text


def _unescaped(found: re.Match[str]) -> str:
    units = bytes.fromhex(found[0].replace("\\u", ""))
    return units.decode("utf-16-be", "replace")


def _unquoted(found: re.Match[str]) -> str:
    """A percent-encoded sentence is text; a word or a path may be the part of an address."""
    try:
        text = unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]
    return text if len(_CHINESE.findall(text)) >= _SEVERAL and _SENTENCE.search(text) else found[0]


def _unspaced(line: str) -> str:
    """The line without spaces between Chinese characters, where so many are there that some stand inside words."""
    spaces = [found.start() for found in _SPACED.finditer(line)]
    many = len(spaces) >= max(_SEVERAL, _SPACED_SHARE * len(_SOME_HAN.findall(line)))
    if not many or len(line) > _LONGEST_LINE or not _ALONE.search(line):  # a list of names has no character alone
        return line
    joined = _SPACED.sub("", line)
    inside = _inside_words(joined)
    split = sum(1 for count, at in enumerate(spaces) if at - count in inside)
    return joined if split > 1 and split >= _SPLIT_SHARE * len(spaces) else line


def _inside_words(text: str) -> set[int]:
    import rjieba  # noqa: PLC0415 — its dictionary takes 50 ms, and few lines need it

    places: set[int] = set()
    start = 0
    for word in rjieba.cut(text):
        places.update(range(start + 1, start + len(word)))
        start += len(word)
    return places


@cache
def _radicals() -> dict[str, str]:
    kangxi = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return kangxi | dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))
