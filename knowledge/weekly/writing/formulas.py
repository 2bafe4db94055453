r"""Formulas in members' Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, and what only looks like one."""

import re
from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from knowledge.weekly.writing.flanking import is_cjk
from knowledge.weekly.writing.visible import spaced, visible

_INLINE: Final = re.compile(
    r"""
    \$\$(?P<double>(?:[^$\\]|\\.){1,1000}?)\$\$
    | \\\((?P<round>.{1,1000}?)\\\)
    | \\\[(?P<square>.{1,1000}?)\\\]
    | (?<!\d)\$(?![\s$])(?P<single>(?:[^$\\]|\\.){1,1000}?)(?<!\s)\$(?!\d)  # `$5` is money
    """,
    re.VERBOSE | re.DOTALL,
)
_TEX: Final = re.compile(r"(?:[^$\\]|\\.)+", re.DOTALL)
_WORDS: Final = re.compile(r"\\(?:text\w*|mbox|operatorname\*?|mathrm)\s*\{[^{}]*\}")
_ENDS: Final = {"$$": re.compile(r"(?<!\\)\$\$"), "\\[": re.compile(r"(?<!\\)\\\]")}
_MOST_LINES: Final = 100


def inline_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    """A formula within a line, before Markdown eats its backslashes and underscores."""
    found = _INLINE.match(state.src, state.pos, state.posMax) if state.src[state.pos] in "$\\" else None
    tex = one_line(next(group for group in found.groups() if group)) if found else ""
    if found is None or not is_inline_tex(tex):
        return False
    if not silent:
        state.push("formula", "", 0).content = tex
    state.pos = found.end()
    return True


def one_line(tex: str) -> str:
    """TeX without line ends and what is invisible."""
    return re.sub(r"\s+", " ", spaced(visible(tex))).strip()


def is_inline_tex(tex: str) -> bool:
    r"""Whether it can be a formula within a line: Chinese stands in none outside `\text{}`."""
    return _TEX.fullmatch(tex) is not None and not any(map(is_cjk, _WORDS.sub("", tex)))


def displayed_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A formula on lines of its own, before Markdown takes its `+` and `-` for list marks."""
    opening = _content(state, start)[:2]
    closing = _ENDS.get(opening)
    if closing is None:
        return False
    lines: list[str] = []
    for line in range(start, min(end, start + _MOST_LINES)):
        text = _content(state, line)[2 if line == start else 0 :]
        found = closing.search(text)
        lines.append(text[: found.start()] if found else text)
        if found and text[found.end() :].strip():
            return False
        if found:
            return _displayed(state, (start, line + 1), lines, silent=silent)
        if line > start and (not text.strip() or state.sCount[line] < state.blkIndent):
            return False
    return False


def _displayed(state: StateBlock, lines: tuple[int, int], texts: list[str], *, silent: bool) -> bool:
    tex = "\n".join(filter(None, (one_line(text) for text in texts)))
    if not tex or "$$" in tex:
        return False
    if not silent:
        token = state.push("displayed_formula", "", 0)
        token.content, token.map = tex, list(lines)
        state.line = lines[1]
    return True


def _content(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
