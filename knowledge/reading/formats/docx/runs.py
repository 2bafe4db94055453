"""The runs of one Word paragraph to a line of light Markdown: text, links, formulas, footnote marks."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from knowledge.reading.archive import Node
from knowledge.reading.formats.docx.formulas import MATH, tex
from knowledge.reading.formats.docx.styles import WORD, Role, Styles, value
from knowledge.reading.repair import LOST_FORMULA

RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_SKIPPED: Final = frozenset(
    [f"{WORD}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "txbxContent", "delText")]
    + [f"{_COMPATIBLE}Fallback"]
)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TARGET: Final = re.compile(r'HYPERLINK\s+"([^"]+)"')
_WEB: Final = ("http://", "https://")


@dataclass
class Line:
    """What a paragraph's runs come to; `notes` are the identities of its footnotes, in order."""

    styles: Styles
    targets: Mapping[str, str]
    pieces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _field: list[str] = field(default_factory=list)
    _linked: list[tuple[int, str]] = field(default_factory=list)

    def text(self) -> str:
        """The line as it stands, unstripped."""
        return "".join(self.pieces)

    def add(self, node: Node) -> None:
        """Append what the element shows."""
        if node.tag in _SKIPPED:
            return
        if node.tag.startswith(WORD):
            self._word(node)
        elif node.tag == f"{MATH}oMathPara":
            formulas = (tex(formula).strip() for formula in node.findall(f"{MATH}oMath"))
            self.pieces += [f"$${formula}$$" if formula else LOST_FORMULA for formula in formulas]
        elif node.tag == f"{MATH}oMath":
            formula = tex(node).strip()
            self.pieces.append(f"${formula}$" if formula else LOST_FORMULA)
        else:
            self._all(node)

    def _all(self, node: Node) -> None:
        for child in node:
            self.add(child)

    def _word(self, node: Node) -> None:
        name = node.tag.removeprefix(WORD)
        read: Mapping[str, Callable[[Node], None]] = {
            "r": self._run,
            "t": self._text,
            "hyperlink": self._hyperlink,
            "fldChar": self._field_mark,
            "instrText": self._instruction,
            "footnoteReference": self._note,
            "object": self._object,
        }
        if name in _SIGNS:
            self.pieces.append(_SIGNS[name])
        else:
            read.get(name, self._all)(node)

    def _run(self, node: Node) -> None:
        properties = node.find(f"{WORD}rPr")
        if properties is not None and _is_on(properties, "vanish"):
            return
        start = len(self.pieces)
        self._all(node)
        style = self.styles.by_id.get(value(properties, "rStyle"))
        words = "".join(self.pieces[start:])
        if style and style.role is Role.CODE and words.strip() and "`" not in words:
            self.pieces[start:] = [f"`{words}`"]

    def _text(self, node: Node) -> None:
        self.pieces.append(node.text or "")

    def _hyperlink(self, node: Node) -> None:
        start = len(self.pieces)
        self._all(node)
        self._link(start, self.targets.get(node.get(f"{RELATION}id", ""), ""))

    def _link(self, start: int, target: str) -> None:
        words = "".join(self.pieces[start:])
        if target.startswith(_WEB) and words.strip() and words.strip() != target:
            self.pieces[start:] = [f"[{words}]({target})"]

    def _field_mark(self, node: Node) -> None:
        """A field's instruction stands between `begin` and `separate`, what it shows between that and `end`."""
        match value(node, name="fldCharType"):
            case "begin":
                self._linked.append((-1, ""))
                self._field.clear()
            case "separate" if self._linked:
                target = _TARGET.search("".join(self._field))
                self._linked[-1] = (len(self.pieces), target[1] if target else "")
            case "end" if self._linked:
                start, target_of = self._linked.pop()
                if start >= 0:
                    self._link(start, target_of)
            case _:
                pass

    def _instruction(self, node: Node) -> None:
        self._field.append(node.text or "")

    def _note(self, node: Node) -> None:
        self.notes.append(value(node, name="id"))
        self.pieces.append(f"[^{self.notes[-1]}]")

    def _object(self, node: Node) -> None:
        kinds = (ole.get("ProgID", "") for ole in node.iter(f"{_OFFICE}OLEObject"))
        if any(kind.startswith(("Equation", "MathType")) for kind in kinds):
            self.pieces.append(LOST_FORMULA)


def boxes(paragraph: Node) -> Iterator[Node]:
    """The text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter(f"{WORD}txbxContent"):
        outside = (f"{_COMPATIBLE}Fallback", f"{WORD}txbxContent")
        if next(box.iterancestors(*outside), None) is None:
            yield box


def _is_on(properties: Node, name: str) -> bool:
    node = properties.find(f"{WORD}{name}")
    return node is not None and value(node) not in {"0", "false", "off"}


def is_bold(paragraph: Node) -> bool:
    """Whether every run that shows something is bold."""
    runs = [run for run in paragraph.iter(f"{WORD}r") if "".join(t.text or "" for t in run.iter(f"{WORD}t")).strip()]
    properties = [run.find(f"{WORD}rPr") for run in runs]
    return bool(runs) and all(one is not None and _is_on(one, "b") for one in properties)
