"""Which blocks of a web page are its main text: the run of them that holds most prose and fewest links."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from knowledge.reading.formats.web_page.blocks import Block, Kind
from knowledge.reading.formats.web_page.hints import Hint
from knowledge.reading.formats.web_page.site_lines import is_of_more, is_of_site, is_of_stranger

_MARK: Final = re.compile(r"[。，；！？：、…”」]|[,.;!?](?=\s|$)")
_COMMENT_COST: Final = 80.0
_BASE: Final = 8.0
_LITTLE: Final = 60
_BESIDE: Final = 0.3
_SHORTEST_TITLE: Final = 4
_SENTENCE: Final = 60
_NEARLY: Final = 0.6
_CHROME_COST: Final = 20.0
_PROSE: Final = 0.8
_DENSE: Final = 0.5


def main_blocks(blocks: Sequence[Block], title: str = "") -> list[Block]:
    """The best run of blocks, without what stands between its parts and belongs to the site.

    Posts of a thread all belong to it, however much of the site's stands between them. A page without sentences,
    such as a poem or a list of names, gives its lines outside links.
    """
    worths = [_worth(block) for block in blocks]
    best = _best_run(worths)
    named = _title_line(blocks, title)
    if named is not None and not (best[0] <= named < best[1] and blocks[best[0]].hint >= Hint.BODY):
        best = _preferred(blocks, worths, best, named + 1)
    run = blocks[_with_heading(blocks, best[0]) : _before_more(blocks, best)]
    chosen = [block for block in run if not _is_chrome(block)]
    if any(block.hint is Hint.POST for block in chosen):
        return _thread(blocks, best)
    return chosen if _size(chosen) >= _LITTLE else max(chosen, _lines(blocks), key=_size)


def posts(blocks: Sequence[Block]) -> list[Block]:
    """The posts of a thread whose writers are named, and nothing that stands between them."""
    return [
        block for block in blocks if block.hint is Hint.POST and (block.kind is Kind.HEADING or not _is_chrome(block))
    ]


def _before_more(blocks: Sequence[Block], run: tuple[int, int]) -> int:
    """The end of the run, or where its writer's other texts begin in the second half of it."""
    begin, end = run
    return next((at for at in range((begin + end) // 2, end) if is_of_more(blocks[at].plain)), end)


def _with_heading(blocks: Sequence[Block], start: int) -> int:
    """The start, moved before the headings right above it, but not before the title."""
    while start and blocks[start - 1].markdown.startswith("##") and not _is_chrome(blocks[start - 1]):
        start -= 1
    return start


def _lines(blocks: Sequence[Block]) -> list[Block]:
    """The best run of lines outside links, sentences or not, whatever their boxes are called."""
    told = [replace(block, hint=Hint.NONE) if block.hint is Hint.CHROME else block for block in blocks]
    worths = [-_CHROME_COST if _is_chrome(block) else block.words - 2.0 * block.linked for block in told]
    return [block for block in told[slice(*_best_run(worths))] if not _is_chrome(block)]


def _size(blocks: Sequence[Block]) -> int:
    return sum(block.words for block in blocks)


def _thread(blocks: Sequence[Block], best: tuple[int, int]) -> list[Block]:
    """The posts, and of what stands between them only headings and whole sentences."""
    posts = [at for at, block in enumerate(blocks) if block.hint is Hint.POST]
    span = range(posts[0], max(posts[-1] + 1, best[1]))
    return [blocks[at] for at in span if not _is_chrome(blocks[at]) and _reads(blocks[at])]


def _reads(block: Block) -> bool:
    return block.hint is Hint.POST or block.kind is Kind.HEADING or _MARK.search(block.plain) is not None


def _preferred(blocks: Sequence[Block], worths: Sequence[float], best: tuple[int, int], begin: int) -> tuple[int, int]:
    """The run behind the title's line, unless the best one is worth far more: a text follows its title."""
    sums = list(accumulate(worths[begin:]))
    if not sums or max(sums) < _BESIDE * sum(worths[slice(*best)]):
        return best
    end = begin + max(range(len(sums)), key=sums.__getitem__) + 1
    start = next(at for at in range(begin, end) if worths[at] > 0)
    while start > begin and _may_begin(blocks[start - 1]):
        start -= 1
    return start, end


def _may_begin(block: Block) -> bool:
    """Whether a line before the first sentence may be a subtitle, not the site's."""
    return block.words >= _SHORTEST_TITLE and not block.linked and not _is_chrome(block)


def _title_line(blocks: Sequence[Block], title: str) -> int | None:
    """The last block before the first sentence, or else the first, that repeats the main part of the page's title."""
    whole = re.sub(r"\s+", "", title)
    least = max(_SHORTEST_TITLE, _NEARLY * max(map(len, re.split(r"[-_|—–·]", whole))))
    found = None
    for at, block in enumerate(blocks):
        if found is not None and block.words > _SENTENCE:
            break
        line = re.sub(r"\s+", "", block.plain)
        if len(line) >= least and line in whole and not block.linked:
            found = at
    return found


def _worth(block: Block) -> float:
    """How much a block speaks for the main text: its characters, less what stands in links and what a block costs."""
    words = float(min(block.words, 2000))
    if _is_chrome(block):
        if is_of_stranger(block.plain) or (block.kind is Kind.HEADING and block.hint < Hint.BODY):
            return -_COMMENT_COST
        return -_CHROME_COST - (words / 2 if block.hint < Hint.NONE else 0)
    if block.kind in {Kind.CODE, Kind.TABLE}:
        worth = words / 2
    elif _MARK.search(block.plain):
        worth = max(words * _PROSE - _BASE, -1.0) - block.linked / 2
    else:
        worth = -min(words / 10, 2.0) - 2 * block.linked
    if block.hint >= Hint.BODY:
        return max(worth * 2, 0.0) + 2 if block.linked <= block.words else max(worth / 2, -_BASE)
    return worth


def _is_chrome(block: Block) -> bool:
    if block.hint < Hint.NONE:
        return True
    if block.kind in {Kind.CODE, Kind.TABLE}:
        return False
    size = block.words + block.linked
    return is_of_site(block.plain, size) or (block.linked > _DENSE * size and not _MARK.search(block.plain))


def _best_run(worths: Sequence[float]) -> tuple[int, int]:
    """The contiguous run of the highest sum (Kadane 1984; for pages: Pasternack and Roth 2009)."""
    best, start, end = 0.0, 0, 0
    total, begin = 0.0, 0
    for at, worth in enumerate(worths):
        if total <= 0:
            total, begin = 0.0, at
        total += worth
        if total > best:
            best, start, end = total, begin, at + 1
    return start, end
