"""The source of a web page to the tree of what its reader would see."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Protocol, TypeAlias

from lxml import etree

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading.repair import LOST_FORMULA

MOST_ELEMENTS: Final = 60_000
_MOST_ATTRIBUTES: Final = 1000  # of one element: libxml2 compares each with each, and no real page has a hundred
_DEEPEST: Final = 2000  # where libxml2 itself gives up is a little deeper

_VALUE: Final = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_LONG_TAG: Final = re.compile(rf"<[a-zA-Z][^<>]{{{2 * _MOST_ATTRIBUTES},}}")

_UNSEEN: Final = (
    *("script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "canvas", "map"),
    *("select", "textarea", "button", "input", "dialog", "audio", "video", "rt", "rp"),
)
_STYLED_AWAY: Final = re.compile(
    r"display:none|visibility:(?:hidden|collapse)"
    r"|font-size:(?:0*\.?0*(?:px|pt|em|rem|%|vw)?|[012]?(?:\.\d+)?(?:px|pt))(?:;|!|$)"
    r"|opacity:0*\.?0*(?:;|!|$)|(?:text-indent|(?:margin-)?(?:left|top|right|bottom)):-\d{3,}(?:\.\d+)?(?:px|em|pt|rem)"
    r"|clip:rect\((?:0(?:px)?,?|1px,?){4}\)|clip-path:inset\((?:50|100)%\)|transform:scale\(0"
    r"|(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;|!|$)(?=.*overflow:hidden)"
    r"|overflow:hidden(?=.*(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;|!|$))"
)
_COLOUR: Final = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND: Final = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE: Final = re.compile(
    r"(?:#f{3,8}|#(?:f[0-9a-f]){3}|white|snow|ivory|rgba?\(2[45]\d,2[45]\d,2[45]\d(?:,[\d.]+)?\)|hsla?\(\d+,\d+%,100%.*\))$"
)
_TRANSPARENT: Final = re.compile(r"transparent$|rgba\(.*,0*\.?0*\)$")
_LONGEST_STYLE: Final = 2000
# Pages that show their text by script once it is loaded: WeChat's does, and so did some blogs.
_SHOWN_BY_SCRIPT: Final = re.compile(r"js_content|img-content|page-content")
_HIDDEN_CLASS: Final = re.compile(
    r"(?:^|\s)(?:hidden|hide|d-none|sr-only|visually-hidden|screen-reader-text|offscreen|invisible)(?:\s|$)"
)
# Pasted-in headers end the page before its text; nothing is lost where the end is not told.
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no tree of XML holds
_ENDS: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_BODY: Final = re.compile(r"<body\s[^<>]{1,2000}>", re.IGNORECASE)
_CONTROL: Final = re.compile(r"\b(?:headerlink|anchor-?link|hljs-button|copy-?(?:code)?-?(?:btn|button)|opcode)\b")
_TEX: Final = {"math/tex": "$", "math/tex; mode=display": "$$"}
_TEX_IMAGE: Final = re.compile(r"\b(?:ee_img|eeimg|latex|tex|formula|math|mathjax)\b", re.IGNORECASE)
_RENDERED: Final = re.compile(r"\b(?:MathJax(?:_\w+)?|MJX\w*|mjx-\w+|katex(?:-html)?|ztext-math)\b")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


class _Element(Protocol):
    """What is used of lxml's elements."""

    tag: str
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def get(self, name: str, default: str = ...) -> str: ...
    def iter(self, *tags: str) -> Iterator["_Element"]: ...
    def itertext(self) -> Iterator[str]: ...
    def find(self, path: str) -> "_Element | None": ...
    def getparent(self) -> "_Element | None": ...
    def getnext(self) -> "_Element | None": ...
    def set(self, name: str, value: str) -> None: ...
    def insert(self, index: int, element: "_Element") -> None: ...
    def clear(self, *, keep_tail: bool = ...) -> None: ...


Element: TypeAlias = _Element


def parse(source: str) -> Element | None:
    """The whole tree without comments; none where there is no element at all.

    Raises:
        SourceRefused: the elements are more, or deeper in each other, or have more attributes, than any page's.
    """
    tags = _LONG_TAG.findall(_VALUE.sub("= ", source))
    if source.count("<") > 4 * MOST_ELEMENTS or any(len(tag.split()) > _MOST_ATTRIBUTES for tag in tags):
        raise SourceRefused(Refusal.TOO_COMPLEX)
    root = _parsed(_ENDS.sub("", source))
    if root is None:
        return None
    _guard(root)
    _restore_body(root, source)
    return root


def _parsed(source: str) -> Element | None:
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True, no_network=True, collect_ids=False
    )
    try:
        root: Element | None = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def _restore_body(root: Element, source: str) -> None:
    """What `<body>` says counts wherever it stands; the parser forgets it where text came before."""
    body = root.find(".//body")
    written = _BODY.search(source)
    again = _parsed(written[0]) if written else None
    said = again.find(".//body") if again is not None else None
    if body is not None and said is not None:
        for name, value in said.attrib.items():
            body.set(name, _UNWRITABLE.sub("", value))


def prune(root: Element) -> None:
    """Take out of the tree what its reader does not see or cannot read, and put TeX for formulas."""
    grounds: dict[Element | None, str] = {}
    for element in list(root.iter()):
        grounds[element] = _ground(element) or grounds.get(element.getparent(), "white")
        formula = _formula(element)
        if formula is not None:
            _replace(element, formula)
        elif (
            element.tag in _UNSEEN or _CONTROL.search(element.get("class", "")) or is_hidden(element, grounds[element])
        ):
            _replace(element, "")


def is_hidden(element: Element, ground: str = "white") -> bool:
    """Whether an element's own attributes keep it from the reader's eyes, on a ground of some colour."""
    if element.tag in {"html", "body"}:  # a page that hides itself is shown by script
        return False
    if "hidden" in element.attrib:
        return True
    attributes = element.get("class", "") + " " + element.get("id", "")
    if _SHOWN_BY_SCRIPT.search(attributes):
        return False
    if _HIDDEN_CLASS.search(element.get("class", "")):
        return True
    style = _style(element)
    if style and _STYLED_AWAY.search(style):
        return True
    return _is_invisible_ink(style, element.get("color", "").strip().lower(), ground)


def _is_invisible_ink(style: str, font: str, ground: str) -> bool:
    """Transparent, or of the colour of its ground, as far as the page says which that is."""
    colour = _COLOUR.search(style)
    ink = colour[1] if colour else font
    if not ink:
        return False
    white = _WHITE.match(ink) is not None and _WHITE.match(ground) is not None
    return white or ink == ground or _TRANSPARENT.search(ink) is not None


def _ground(element: Element) -> str:
    """The background that an element names; empty where what is behind it is seen."""
    named = _BACKGROUND.search(_style(element))
    ground = named[1] if named else element.get("bgcolor", "").strip().lower() or element.get("background", "")
    return "" if _TRANSPARENT.search(ground) else ground


def _style(element: Element) -> str:
    return re.sub(r"\s+", "", element.get("style", "")[:_LONGEST_STYLE]).lower()


def _guard(root: Element) -> None:
    depth = 0
    count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEEPEST or count > MOST_ELEMENTS:
            raise SourceRefused(Refusal.TOO_COMPLEX)


def _formula(element: Element) -> str | None:
    """The TeX of an element that is a formula, the sign for a lost one, or none where it is no formula."""
    if element.tag == "script":
        return _from_script(element)
    if element.tag == "img":
        return _from_image(element)
    name = element.get("class", "")
    if element.tag != "math" and not _RENDERED.search(name) and "data-tex" not in element.attrib:
        return None
    return _from_rendered(element, name)


def _from_script(element: Element) -> str | None:
    kind = re.sub(r";\s*", "; ", element.get("type", "").strip().lower())
    mark = _TEX.get(kind)
    return f"{mark}{(element.text or '').strip()}{mark}" if mark else None


def _from_image(element: Element) -> str | None:
    source = element.get("data-formula", "") or element.get("alt", "")
    marked = _TEX_IMAGE.search(element.get("class", "")) or "/equation?tex=" in element.get("src", "")
    if not marked:
        return None
    source = source.strip().strip("$")
    return LOST_FORMULA if not source or _HAN.search(source) else f"${source}$"


def _from_rendered(element: Element, name: str) -> str | None:
    source = element.get("data-tex", "") or element.get("data-latex", "")
    notes = element.iter("annotation")
    source = source or next((note.text or "" for note in notes if "tex" in note.get("encoding", "")), "")
    source = source.strip().strip("$") or element.get("alttext", "").strip() or _last_line(element)
    if source:
        display = "display" in name or element.get("display") == "block" or element.get("mode") == "display"
        return f"$${source}$$" if display else f"${source}$"
    if "Preview" in name or _has_source_behind(element):  # MathJax shows its work beside the script with the source
        return ""
    return LOST_FORMULA if element.tag == "math" or "MathJax" in name or "katex" in name else None


def _last_line(element: Element) -> str:
    """The TeX that one large site leaves behind the symbols, where it took the element around it away."""
    for part in element.iter("span"):
        if part.get("class", "") == "katex-mathml":
            lines = [line.strip() for line in "".join(part.itertext()).split("\n") if line.strip()]
            return lines[-1] if lines else ""
    return ""


def _has_source_behind(element: Element) -> bool:
    after = element.getnext()
    return after is not None and after.tag == "script" and after.get("type", "").startswith("math/tex")


def _replace(element: Element, text: str) -> None:
    """Put a text where an element stood; the empty shell stays, since moving tails would cost quadratic time."""
    element.clear(keep_tail=True)
    element.tag = "span"
    element.text = _UNWRITABLE.sub("", text)
