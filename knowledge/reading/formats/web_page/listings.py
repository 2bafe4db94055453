"""Code that stands in a web page, as a fenced block."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from knowledge.reading.formats.web_page.tree import Element

_GUTTER: Final = re.compile(
    r"\b(?:gutter|pre-numbering|line-?(?:numbers?|no)(?:-rows)?|linenos?|hljs-ln-n\w*|rouge-gutter)\b"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_NUMBERED: Final = re.compile(r"[ \t]*(\d{1,4})(?![\d.])[ .:|]?(.*)")
_FEW: Final = 3
_LANGUAGE: Final = re.compile(r"\b(?:lang(?:uage)?-|highlight-source-|brush:\s*)([\w+#]{1,20})")


def listing(element: Element) -> str:
    """The code in a fence with its language, without the numbers of its lines; empty where there is none."""
    lines = _unnumbered("".join(_code(element)).replace("\xa0", " ").strip("\n").rstrip())
    if not lines.strip():
        return ""
    names = " ".join(part.get("class", "") for part in (element, *list(element.iter("code"))[:1]))
    language = _LANGUAGE.search(names)
    fence = "````" if "```" in lines else "```"
    return f"{fence}{language[1] if language else ''}\n{lines}\n{fence}"


def is_gutter(element: Element) -> bool:
    """Whether a box holds the numbers beside lines of code."""
    return _GUTTER.search(element.get("class", "")) is not None


def is_prose(element: Element) -> bool:
    """Whether preformatted text is Chinese sentences: old sites kept whole articles in one."""
    text = "".join(element.itertext())
    return element.find(".//code") is None and 2 * len(_HAN.findall(text)) > len("".join(text.split())) and "。" in text


def _unnumbered(code: str) -> str:
    """Code without the line numbers that were copied into it: 1, 2, 3 … at the beginning of every line."""
    numbered = [_NUMBERED.match(line) for line in code.split("\n")]
    if len(numbered) < _FEW or [line and line[1] for line in numbered] != [str(n + 1) for n in range(len(numbered))]:
        return code
    return "\n".join(line[2] for line in numbered if line)


def _code(element: Element) -> Iterator[str]:
    events = etree.iterwalk(element, events=("start", "end"))
    for event, part in events:
        if event == "start":
            if is_gutter(part):
                events.skip_subtree()
            else:
                yield "\n" if part.tag == "br" else part.text or ""
            continue
        if part.tag in {"li", "div", "tr", "p"}:
            yield "\n"
        if part is not element:
            yield part.tail or ""
