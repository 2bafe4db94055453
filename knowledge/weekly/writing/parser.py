"""The one Markdown parser of members' text, put together."""

from collections.abc import Callable
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from knowledge.weekly.writing.addresses import bare_address
from knowledge.weekly.writing.flanking import delimiters
from knowledge.weekly.writing.formulas import displayed_formula, inline_formula
from knowledge.weekly.writing.underlines import underline, underlined

_DEEPEST: Final = 16
_LONGEST_LINE: Final = 6_000
"""Characters of one paragraph; what is longer is no prose, and is taken as plain words: hostile marks cost time."""

_Rule = Callable[[StateBlock, int, int, bool], bool]


class _Parser(MarkdownIt):
    """Leaves addresses as they are: which of them become links is decided when the tree is built."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the library's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the library's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return bool(url)


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables, struck text, footnotes, formulas and bare addresses; a new line is one."""
    made = _Parser("commonmark", {"html": False, "breaks": True, "inline_definitions": True, "maxNesting": 40})
    made.use(footnote_plugin, inline=False, move_to_end=False)
    made.enable(["table", "strikethrough"])
    # Chinese paragraphs are indented, and a line of dashes below a sentence makes no heading of it
    made.disable(["code", "lheading", "html_block", "html_inline"])
    made.inline.ruler.at("emphasis", delimiters)
    made.inline.ruler.at("strikethrough", delimiters)
    made.inline.ruler.before("escape", "formula", inline_formula)
    made.inline.ruler.before("autolink", "underline", underline)
    made.inline.ruler.push("bare_address", bare_address)
    made.inline.ruler2.after("balance_pairs", "underline", underlined)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    made.block.ruler.before("fence", "displayed_formula", displayed_formula, interrupts)
    # an author's list of addresses follows the text, with no empty line between
    made.block.ruler.at("reference", reference, {"alt": ["paragraph"]})
    for name in ("blockquote", "list", "footnote_def"):
        _bound(made, name)
    made.core.ruler.at("inline", _inline)
    return made


def _bound(made: MarkdownIt, name: str) -> None:
    """Let what holds blocks stand in so many others and no more: the marks below stay text."""
    rule = next(each for each in made.block.ruler.__rules__ if each.name == name)
    found: _Rule = rule.fn

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        return state.level < _DEEPEST and found(state, start, end, silent)

    made.block.ruler.at(name, bounded, {"alt": rule.alt})


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if len(token.content) > _LONGEST_LINE:
            token.children.extend(_words(token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _words(content: str) -> list[Token]:
    found: list[Token] = []
    for line in content.split("\n"):
        found += [Token("text", "", 0, content=line.strip()), Token("softbreak", "br", 0)]
    return found[:-1]
