"""`<u>` and `</u>`, the one mark of HTML that counts: Telegram underlines, and Markdown has no sign for it."""

import re
from typing import Final

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_MARK: Final = re.compile("</?u>")
_MARKER: Final = ord("u")


def underline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    """One mark, to be matched with its other by the parser."""
    found = None if silent or state.src[state.pos] != "<" else _MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    state.push("text", "", 0).content = found[0]
    closes = found[0].startswith("</")
    state.delimiters.append(Delimiter(_MARKER, 0, len(state.tokens) - 1, end=-1, open=not closes, close=closes))
    state.pos = found.end()
    return True


def underlined(state: StateInline) -> None:
    """Turn the marks that have found each other into tokens `u_open` and `u_close`."""
    inner = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for found in (state.delimiters, *inner):
        for one in found:
            if one.marker == _MARKER and one.end >= 0:
                for token, kind, nesting in ((one.token, "u_open", 1), (found[one.end].token, "u_close", -1)):
                    state.tokens[token].type, state.tokens[token].content = kind, ""
                    state.tokens[token].nesting = 1 if nesting > 0 else -1
