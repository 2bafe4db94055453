"""The shape of a blog's index page: titled posts one below the other, each cut off after its excerpt."""

import re

from knowledge.reading.lines import is_chrome, is_cut, most_cut
from knowledge.records import Draft, Page, Reading

NAME = "blog_index"

_POSTS_ENOUGH = 3
_TITLE_LENGTH = 100
_EXCERPT_LENGTH = 3000
_NO_TITLE = re.compile(r"^[#>|`$\-*!\\]|[。,，;；:：、]$")
_MARKDOWN = re.compile(r"#{1,6} |```|~~~|\$\$|---$|!\[|\|.*\|$")
_CODE = re.compile(r"(?:import|from|def|class|pip|for|with|return)\s|[A-Za-z_][\w.]*\s?[=(\[]|[#$>@%]")
_SINGLE_LINE_OF_CODE = re.compile(r"1(?:(?:import|from|pip)\s|[A-Za-z_][\w.]*\()")
_HAN_SHARE_OF_CODE = 0.3
_HAN = re.compile("[\u3400-\u9fff]")


def score(page: Page) -> float:
    """How surely this is an index of excerpts: by how far more blocks begin with a title than do not."""
    if most_cut(page.text) < _POSTS_ENOUGH:
        return 0.0
    if sum(map(is_cut, map(str.rstrip, page.text.split("\n")))) < _POSTS_ENOUGH:
        return 0.0
    blocks = _blocks(page.text)
    return max(0.0, 2 * sum(map(_is_excerpt, blocks)) / len(blocks) - 1)


def read(page: Page) -> Reading:
    """Every block up to a cut-off end as one entry, titled by its first line; glued code is fenced."""
    drafts = tuple(_draft(block) for block in _blocks(page.text))
    title = f"{drafts[0].title} 等 {len(drafts)} 篇" if drafts else ""
    return Reading(shape=NAME, title=title, entries=drafts, url=page.url)


def _blocks(text: str) -> list[list[str]]:
    lines = (line for line in map(str.strip, text.split("\n")) if line and not is_chrome(line))
    blocks: list[list[str]] = [[]]
    for line in lines:
        blocks[-1].append(line)
        if is_cut(line):
            blocks.append([])
    return [block for block in blocks if block]


def _is_excerpt(block: list[str]) -> bool:
    head, *body = block
    if not body or not _is_title(head) or any(map(_MARKDOWN.match, body)):
        return False
    return sum(map(len, body)) <= _EXCERPT_LENGTH


def _is_title(line: str) -> bool:
    if len(line) > _TITLE_LENGTH or _NO_TITLE.search(line):
        return False
    return not is_cut(line) and _unnumbered(line) is None


def _draft(block: list[str]) -> Draft:
    prose = (line for line in block if _unnumbered(line) is None)
    title = next(prose, "代码")
    body = list(block)
    if title in body:
        body.remove(title)
    text = "\n".join(_fenced(line) for line in body or [title])
    return Draft(title=title[:_TITLE_LENGTH], text=text, truncated=is_cut(block[-1]))


def _fenced(line: str) -> str:
    code = _unnumbered(line)
    return line if code is None else f"```\n{code}\n```"


def _unnumbered(line: str) -> str | None:
    """The code of a listing whose line numbers 1…n stand glued in front of it, or None where it is none."""
    if _SINGLE_LINE_OF_CODE.match(line):
        return line[1:]
    last, end = 0, 0
    while line.startswith(str(last + 1), end):
        last += 1
        end += len(str(last))
    code = line[end:]
    return code if last > 1 and _is_code(code) else None


def _is_code(text: str) -> bool:
    if not _CODE.match(text):
        return False
    return len(_HAN.findall(text)) <= _HAN_SHARE_OF_CODE * len(text)
