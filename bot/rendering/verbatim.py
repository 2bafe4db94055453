"""An entry's light Markdown as blocks: headings, listings and lists are marks, the rest is verbatim."""

import re
from collections.abc import Iterator

from bot.rendering.prose import with_formulas
from bot.rendering.runs import Block, Frame, Run, clean

_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#-]{0,20})[ \t]*$")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>\S.*)$")
_ITEM = re.compile(r"^(?P<indent>[ \t]*)- (?P<text>\S.*)$")
_DISPLAY = re.compile(r"^[ \t]*(?:\$\$|\\\[)")


def verbatim(text: str) -> list[Block]:
    """The blocks of an entry's or quotation's text."""
    lines = clean(text).split("\n")
    return list(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at, gap = 0, 2
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            end = _closing(lines, at, fence["mark"])
            yield Block((Run("\n".join(lines[at + 1 : end])),), Frame.PRE, language=fence["language"], gap=gap)
            at, gap = end + 1, 1
        elif not line.strip():
            at, gap = at + 1, 2
        else:
            end = _end_of_formula(lines, at)
            yield _block("\n".join(lines[at:end]), gap)
            at, gap = end, 1


def _block(text: str, gap: int) -> Block:
    if heading := _HEADING.match(text):
        return Block(tuple(with_formulas(heading["text"], "page", ("b",))), gap=2)
    if item := _ITEM.match(text):
        return Block((Run(f"{item['indent']}• "), *with_formulas(item["text"], "page")), gap=gap)
    return Block(tuple(with_formulas(text, "page")), gap=gap)


def _closing(lines: list[str], opening: int, mark: str) -> int:
    """The line that closes a listing; the end of the text where none does."""
    for at in range(opening + 1, len(lines)):
        closing = lines[at].strip()
        if closing.startswith(mark) and not closing.strip(mark[0]):
            return at
    return len(lines)


def _end_of_formula(lines: list[str], at: int) -> int:
    """The line after this one, or after the displayed formula that begins here."""
    if opening := _DISPLAY.match(lines[at]):
        closing = "$$" if opening.group().strip() == "$$" else "\\]"
        for end in range(at, len(lines)):
            rest = lines[end][opening.end() :] if end == at else lines[end]
            if closing in rest:
                return end + 1
            if not lines[end].strip():
                break
    return at + 1
