"""A model's Markdown as blocks: a safe subset, in which no address becomes a link."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from bot.rendering.prose import FORMULA, formula, prose, tex_of
from bot.rendering.runs import Block, Frame, Run, clean

_TAGS = {"strong": "b", "em": "i", "s": "s"}
_LANGUAGE = re.compile(r"[\w+#.-]{1,20}", re.ASCII)
_DISPLAY = re.compile(r"(?:\$\$|\\\[)")
_CJK = re.compile(
    "[\u2014-\u201d\u2026\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


def markdown(text: str) -> list[Block]:
    """The blocks of a model's answer; links, images and HTML in it stay text."""
    writer = _Writer()
    for token in _parser().parse(clean(text)):
        writer.take(token)
    return writer.blocks


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
    parser.disable(["link", "image", "autolink", "reference", "html_block", "html_inline", "code"])
    parser.enable("strikethrough")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("escape", "formula", _inline_formula)
    parser.block.ruler.before("fence", "formula", _displayed_formula, {"alt": ["paragraph", "blockquote", "list"]})
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    """CommonMark's emphasis, except that Chinese text beside the marks counts as letters.

    By the letter of the rule `**损失函数：**衡量` would not close, because a punctuation mark stands before
    the asterisks and no space after them. https://github.com/commonmark/commonmark-spec/issues/650
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[state.pos + scanned.length : state.pos + scanned.length + 1]
    beside_cjk = marker == "*" and bool(_CJK.match(before) or _CJK.match(after))
    opens = bool(after.strip()) if beside_cjk else scanned.can_open
    closes = bool(before.strip()) if beside_cjk else scanned.can_close
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos += scanned.length
    return True


def _inline_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    """A formula within a line, before Markdown eats its backslashes and underscores."""
    match = FORMULA.match(state.src, state.pos) if state.src[state.pos] in "$\\" else None
    if not match:
        return False
    if not silent:
        state.push("formula", "", 0).content = tex_of(match)
    state.pos = match.end()
    return True


def _displayed_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A formula on lines of its own, before Markdown takes its `+` and `-` for list marks."""
    begin = state.bMarks[start] + state.tShift[start]
    match = FORMULA.match(state.src, begin, state.eMarks[end - 1]) if _DISPLAY.match(state.src, begin) else None
    if not match:
        return False
    last = next(line for line in range(start, end) if state.eMarks[line] >= match.end())
    if state.src[match.end() : state.eMarks[last]].strip(" 。，.,"):
        return False
    if not silent:
        state.push("formula_block", "", 0).content = tex_of(match)
    state.line = last + 1
    return True


@dataclass(slots=True)
class _Writer:
    """Collects blocks while it walks over the parser's tokens."""

    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    quoted: int = 0
    marker: str = ""
    heading: bool = False
    tight: bool = False

    def take(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._add(_inline(token.children or (), ("b",) if self.heading else ()))
            case "formula_block":
                self._add([formula(token.content)])
            case "hr":
                self._add([Run("———")])
            case "fence":
                self._listing(token)
            case _:
                self._enter_or_leave(token)

    def _enter_or_leave(self, token: Token) -> None:
        match token.tag:
            case "ul" | "ol":
                self.depth += token.nesting
            case "blockquote":
                self.quoted += token.nesting
            case "li" if token.nesting > 0:
                self.marker = f"{token.info}{token.markup} " if token.info else "• "
            case "p":
                self.tight = token.hidden
            case _:
                self.heading = token.nesting > 0

    def _add(self, runs: Sequence[Run]) -> None:
        indent = "\u3000" * (self.depth - 1) + self.marker if self.depth else ""
        frame = Frame.QUOTE if self.quoted else Frame.NONE
        gap = 1 if self.tight and self.blocks and (self.depth or frame) else 2
        self.blocks.append(Block((Run(indent), *runs), frame, gap=gap))
        self.marker = ""

    def _listing(self, token: Token) -> None:
        info = token.info.strip()
        known = _LANGUAGE.fullmatch(info)
        code = token.content if known or not info else f"{info}\n{token.content}"
        if self.marker:
            self._add([])
        self.blocks.append(Block((Run(code),), Frame.PRE, language=info if known else ""))


def _inline(tokens: Sequence[Token], tags: tuple[str, ...]) -> list[Run]:
    runs: list[Run] = []
    text = ""
    for token in tokens:
        if token.type in {"text", "softbreak", "hardbreak"}:
            text += token.content if token.type == "text" else "\n"
            continue
        runs += prose(text, "model", tags)
        text = ""
        if token.nesting:
            tags = _nested(tags, token)
        elif token.type == "formula":
            runs.append(formula(token.content, tags))
        else:
            runs.append(Run(token.content, (*tags, "code"), whole=True))
    return [*runs, *prose(text, "model", tags)]


def _nested(tags: tuple[str, ...], token: Token) -> tuple[str, ...]:
    tag = _TAGS[token.tag]
    return (*tags, tag) if token.nesting > 0 else tags[:-1]
