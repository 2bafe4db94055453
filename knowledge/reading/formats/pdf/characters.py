"""The characters of one PDF page to fragments, by PDFium's account of where each stands."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.reading.formats.pdf.lines import EM_BREAK, Fragment

_BREAKS: Final = frozenset((0x0A, 0x0D))
_BLANK: Final = _BREAKS | {0x20}
_HYPHENS: Final = frozenset((0x02, 0xFFFE))  # PDFium's signs for a hyphen at the end of a line
_NOTHING: Final = frozenset((0, 0xFFFF, 0xFEFF, 0xAD))
_SURROGATES: Final = range(0xD800, 0xE000)
_COMPATIBLE: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\u3000\u00a0]")
_RADICALS: Final = str.maketrans(
    "⺠⻅⻆⻉⻋⻓⻔⻚⻛⻜⻢⻥⻦⻩⻬⻰⻳⺟⻘⻝⻄⻣⻤⺎⻨⻙⻧⻐⻑⻒⻌⺆⺇⺁",
    "民见角贝车长门页风飞马鱼鸟黄齐龙龟母青食西骨鬼兀麦韦卤金长长辶冂几厂",
)
_ACCENTED: Final = re.compile("([¨´ˆ˜])([A-Za-zı])")  # as TeX sets them: two characters on one spot
_ACCENTS: Final = {"¨": "\u0308", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303"}
_BOLD: Final = re.compile(r"bold|black|heavy|semibold|demi|cmbx|simhei|黑体|-b[di]?$", re.IGNORECASE)
_FIXED: Final = re.compile(
    r"mono|monl|lmtt|txtt|courier|consol|typewriter|menlo|cmtt|inconsolata|sourcecode", re.IGNORECASE
)
_FORCED_BOLD: Final = 1 << 18
_FIXED_PITCH: Final = 1
_SAMPLES: Final = 30
_SLANT: Final = 0.1
_SHIFT: Final = 0.6
_Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, and the rectangle it stands in."""

    url: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class _Run:
    start: int
    size: float
    y0: float
    y1: float
    right: float
    end: int = 0
    signs: list[tuple[str, float, float]] = field(default_factory=list)

    def goes_on(self, x0: float, middle: float) -> bool:
        if abs(2 * middle - self.y0 - self.y1) > 2 * _SHIFT * (self.y1 - self.y0):
            return False
        return -self.size < x0 - self.right < EM_BREAK * self.size


def fold(text: str) -> str:
    """The text with ligatures and radicals as the letters and characters they stand for."""
    text = text.translate(_RADICALS)
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _ACCENTED.sub(_accented, text)


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[2].replace("ı", "i") + _ACCENTS[match[1]])


def fragments(page: pypdfium2.PdfTextPage, targets: list[Target]) -> Iterator[Fragment]:
    """The fragments of a page that are painted and written in its main direction, with their links as Markdown."""
    turn, scanned = _direction(page), _is_scanned(page)
    for run in _runs(page, turn):
        if abs(_angle(page, run.start) - turn) > _SLANT or not (scanned or _is_painted(page, run.start)):
            continue
        while run.signs and run.signs[-1][0] == " ":
            run.signs.pop()
        text = fold(_linked(run, targets)) if targets else fold("".join(sign for sign, _, _ in run.signs))
        fonts = [_font(page, index) for index in (run.start, (run.start + run.end) // 2, run.end)]
        yield Fragment(
            text.strip(),
            run.signs[0][1],
            run.signs[-1][2],
            run.y0,
            run.y1,
            run.size,
            bold=all(bold for bold, _ in fonts),
            fixed=all(fixed for _, fixed in fonts),
        )


def _runs(page: pypdfium2.PdfTextPage, turn: float) -> Iterator[_Run]:
    """Runs end at a line break, a gap, or a step back, up or down."""
    run: _Run | None = None
    for index, code, box in _characters(page.raw, page.count_chars(), turn):
        if box is None:
            if run and code in _BREAKS:
                yield run
                run = None
            elif run and run.signs[-1][0] != " ":
                run.signs.append((" ", run.right, run.right))
            continue
        x0, y0, x1, y1 = box
        if run and not run.goes_on(x0, (y0 + y1) / 2):
            yield run
            run = None
        if run is None:
            run = _Run(index, _size(page, index, y1 - y0), y0, y1, x1)
        run.signs.append(("-\u00ad" if code in _HYPHENS else chr(code), x0, x1))
        run.end, run.right = index, x1
    if run:
        yield run


def _characters(page: object, count: int, turn: float) -> Iterator[tuple[int, int, _Box | None]]:
    """Each character's index, code point and box; without a box the breaks and spaces."""
    rectangle = pdfium.FS_RECTF()
    where = ctypes.byref(rectangle)
    cosine, sine = math.cos(turn), math.sin(turn)
    locate = pdfium.FPDFText_GetLooseCharBox
    for index, code in _codes(page, count):
        if code in _BLANK:
            yield index, code, None
        elif locate(page, index, where):
            box = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            yield index, code, _turned(box, cosine, sine) if turn else box


def _codes(page: object, count: int) -> Iterator[tuple[int, int]]:
    high = 0
    read = pdfium.FPDFText_GetUnicode
    for index in range(count):
        code = read(page, index)
        if code in _SURROGATES:
            if code < 0xDC00:  # noqa: PLR2004  the first half of a pair
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if code not in _NOTHING:
            yield index, code


def _turned(box: _Box, cosine: float, sine: float) -> _Box:
    corners = [(x * cosine + y * sine, y * cosine - x * sine) for x in box[::2] for y in box[1::2]]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _direction(page: pypdfium2.PdfTextPage) -> float:
    """The angle at which most of the page is written, in radians; 0 for nearly every page."""
    count = page.count_chars()
    angles = Counter(round(_angle(page, index), 1) for index in range(0, count, max(1, count // _SAMPLES)))
    return float(angles.most_common(1)[0][0]) if angles else 0.0


def _is_scanned(page: pypdfium2.PdfTextPage) -> bool:
    """Whether most of the page's text lies unseen under a picture of it."""
    count = page.count_chars()
    painted = [_is_painted(page, index) for index in range(0, count, max(1, count // _SAMPLES))]
    return painted.count(False) > painted.count(True)


def _is_painted(page: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether the character's ink is put on the page at all; of what colour is not asked."""
    text = pdfium.FPDFText_GetTextObject(page, index)
    return not text or pdfium.FPDFTextObj_GetTextRenderMode(text) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _angle(page: pypdfium2.PdfTextPage, index: int) -> float:
    angle = pdfium.FPDFText_GetCharAngle(page, index)
    return 0.0 if angle < 0 or angle > 2 * math.pi - _SLANT / 2 else float(angle)


def _size(page: pypdfium2.PdfTextPage, index: int, height: float) -> float:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(page, index, ctypes.byref(matrix)):
        return max(height, 1.0)
    size = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
    return float(size) if 1 <= size <= 1000 else max(height, 1.0)  # noqa: PLR2004


def _font(page: pypdfium2.PdfTextPage, index: int) -> tuple[bool, bool]:
    """Whether the character's font is bold, and whether all its characters are of one width."""
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(page, index, name, 128, ctypes.byref(flags))
    words = name.value.decode("utf-8", "replace")
    bold = bool(flags.value & _FORCED_BOLD) or _BOLD.search(words) is not None
    return bold, bool(flags.value & _FIXED_PITCH) or _FIXED.search(words) is not None


def _linked(run: _Run, targets: list[Target]) -> str:
    signs = [sign for sign, _, _ in run.signs]
    middle = (run.y0 + run.y1) / 2
    for target in targets:
        if not target.y0 <= middle <= target.y1:
            continue
        inside = [n for n, (_, x0, x1) in enumerate(run.signs) if target.x0 - 1 <= (x0 + x1) / 2 <= target.x1 + 1]
        inside = [n for n in inside if run.signs[n][0] != " "]
        words = "".join(signs[inside[0] : inside[-1] + 1]) if inside else ""
        if words and words not in target.url and "](" not in words:
            signs[inside[0]] = f"[{signs[inside[0]]}"
            signs[inside[-1]] += f"]({target.url})"
    return "".join(signs)
