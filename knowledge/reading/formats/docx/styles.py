"""What the styles and numberings of a Word document mean for its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from knowledge.reading.archive import Node

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:heading|标题|標題)\s*([1-9])(?: (?:char|字符))?", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|标题|標題|文档标题", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|目录|目錄)\s*\d*|toc heading|目录标题|table of figures", re.IGNORECASE)
_CODE: Final = re.compile(r".*(?:\bcode|代码|代碼|源码|preformatted|source|verbatim|程序).*", re.IGNORECASE)
_BULLETED: Final = re.compile(r"list bullet.*|项目符号.*", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"list number.*|编号.*", re.IGNORECASE)
_BODY_LEVEL: Final = 9


class Role(StrEnum):
    """What a paragraph is, by its style."""

    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    CODE = "code"
    CONTENTS = "contents"
    BULLETED = "bulleted"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Style:
    """A role; `level` is 1–6 for a heading."""

    role: Role = Role.TEXT
    level: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by identity, and whether a list level (`numId`, `ilvl`) is bulleted."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    bulleted: Mapping[tuple[str, str], bool] = field(default_factory=dict)


def value(node: Node | None, path: str = "", name: str = "val") -> str:
    """An attribute of an element or of one below it; empty where there is none."""
    for step in path.split("/") if path else ():
        node = node.find(f"{WORD}{step}") if node is not None else None
    return node.get(f"{WORD}{name}", "") if node is not None else ""


def read(styles: Node | None, numbering: Node | None) -> Styles:
    """The meaning of the parts `styles.xml` and `numbering.xml`."""
    return Styles(_styles(styles) if styles is not None else {}, _lists(numbering) if numbering is not None else {})


def _styles(root: Node) -> dict[str, Style]:
    nodes = {value(node, name="styleId"): node for node in root.findall(f"{WORD}style")}
    return {identity: _inherited(identity, nodes) for identity in nodes}


def _inherited(identity: str, nodes: Mapping[str, Node]) -> Style:
    seen: set[str] = set()
    while identity in nodes and identity not in seen:
        seen.add(identity)
        style = _own(nodes[identity])
        if style.role is not Role.TEXT:
            return style
        identity = value(nodes[identity], "basedOn")
    return Style()


def _own(node: Node) -> Style:
    name = value(node, "name").strip()
    heading = _HEADING.fullmatch(name)
    if heading:
        return Style(Role.HEADING, min(int(heading[1]), 6))
    for pattern, role in _ROLES:
        if pattern.fullmatch(name):
            return Style(role, 1 if role is Role.TITLE else 0)
    outline = value(node, "pPr/outlineLvl")
    if outline.isdecimal() and int(outline) < _BODY_LEVEL:
        return Style(Role.HEADING, min(int(outline) + 1, 6))
    return Style()


_ROLES: Final = (
    (_TITLE, Role.TITLE),
    (_CONTENTS, Role.CONTENTS),
    (_CODE, Role.CODE),
    (_BULLETED, Role.BULLETED),
    (_NUMBERED, Role.NUMBERED),
)


def _lists(root: Node) -> dict[tuple[str, str], bool]:
    abstract = {value(node, name="abstractNumId"): node for node in root.findall(f"{WORD}abstractNum")}
    lists: dict[tuple[str, str], bool] = {}
    for number in root.findall(f"{WORD}num"):
        node = abstract.get(value(number, "abstractNumId"))
        for level in node.findall(f"{WORD}lvl") if node is not None else ():
            bullet = value(level, "numFmt") in {"bullet", "none"}
            lists[value(number, name="numId"), value(level, name="ilvl")] = bullet
    return lists
