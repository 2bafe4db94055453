"""Blocks into Telegram HTML messages, split on both of Telegram's limits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from bot.rendering.runs import Block, Frame, Run

_LINE = re.compile(r"\n+")
_SENTENCE = re.compile(r"(?:[。！？；!?;]|\.(?=\s|\[))[”’」』）)\"']*(?:\s*\[\d+\])*\s*")
_CLAUSE = re.compile(r"[，、：,:]\s*|\s+")
_WORD = re.compile(r"\S+")
_AUTOLINK = re.compile(r"://|[@#$][\w·]|(?<!\w)[/+]\w|\S\.[^\W\d_]{2}|\d\.\d{1,3}\.\d")
"""Something of every mention, tag, command, number and address that Telegram finds by itself.

Source: https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp `find_entities`
"""

_STYLES = frozenset({"b", "i", "u", "s"})
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one message may hold: UTF-16 units of visible text, and entities.

    Telegram's own are the defaults; entities beyond the hundredth are dropped without a word.
    https://core.telegram.org/bots/api#sendmessage, https://limits.tginfo.me/en
    """

    units: int = 4096
    entities: int = 100


_FULL = Limits(0, 0)


def messages(blocks: Iterable[Block], limits: Limits | None = None) -> list[str]:
    """Blocks as HTML messages; a block is split only where it alone is too large for one message."""
    return [_html(packed) for packed in _pack(filter(_visible, map(_tidy, blocks)), limits or Limits())]


def _pack(blocks: Iterable[Block], limits: Limits) -> Iterator[list[Block]]:
    packed: list[Block] = []
    room = limits
    for block in blocks:
        rest: Block | None = block
        while rest:
            head, tail = _taken(room, limits, rest, first=not packed)
            if head and _visible(head):
                packed.append(head)
                room = _left(room, head, first=len(packed) == 1) or _FULL
            if packed and (head is None or tail):
                yield packed
                packed, room = [], limits
            rest = rest if head is None else tail
    if packed:
        yield packed


def _taken(
    room: Limits, limits: Limits, block: Block, *, first: bool
) -> tuple[Block, Block | None] | tuple[None, None]:
    """What of a block goes into the room, and the rest of it; nothing where the next message is better."""
    if _left(room, block, first=first):
        return block, None
    if not first and (_left(limits, block, first=True) or room.units * 4 < limits.units):
        return None, None
    head, tail = _cut(block, room if first else replace(room, units=room.units - block.gap))
    return (head, tail) if first or _left(room, head, first=False) else (None, None)


def _left(room: Limits, block: Block, *, first: bool) -> Limits | None:
    """The room that is left after a block; None where it does not fit."""
    text = "".join(run.text for run in block.runs)
    units = room.units - _units(text) - (0 if first else block.gap)
    if units < 0:
        return None
    entities = room.entities - len(_entity_starts(block)) - (block.frame is not Frame.NONE)
    return Limits(units, entities) if entities >= 0 else None


def _cut(block: Block, room: Limits) -> tuple[Block, Block | None]:
    """What of an oversized block fits into the room, at least one character, and the rest."""
    near = replace(block, runs=_divide(block.runs, room.units + 1)[0])
    text = "".join(run.text for run in near.runs)
    at = _border(text, _reach(near, text, room), _spans(near))
    head, tail = _divide(block.runs, at)
    rest = _trim(replace(block, runs=tail), "\n" if block.frame is Frame.PRE else None)
    return _trim(replace(block, runs=head), end=True), rest if _visible(rest) else None


def _reach(block: Block, text: str, room: Limits) -> int:
    """How many characters of the block fit."""
    starts = sorted(_entity_starts(block))
    allowed = max(room.entities - (block.frame is not Frame.NONE), 0)
    by_entities = starts[allowed] if len(starts) > allowed else len(text)
    units = 0
    for at, character in enumerate(text[:by_entities]):
        units += _units(character)
        if units > room.units:
            return at
    return by_entities


def _border(text: str, reach: int, whole: Sequence[tuple[int, int]]) -> int:
    """The best place to cut up to `reach`: at a line, a sentence, a clause; rather late than early."""
    starts_whole = {at for start, end in whole for at in range(start + 1, end)}
    for least in (reach // 2, 1):
        for pattern in (_LINE, _SENTENCE, _CLAUSE):
            ends = [m.end() for m in pattern.finditer(text, 0, reach) if m.end() not in starts_whole]
            if ends and ends[-1] >= max(least, 1):
                return ends[-1]
    anywhere = (at for at in range(reach, 0, -1) if at not in starts_whole and not _COMBINING.match(text, at))
    return next(anywhere, max(reach, 1))


def _divide(runs: Sequence[Run], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    head: list[Run] = []
    tail: list[Run] = []
    for run in runs:
        cut = min(max(at, 0), len(run.text))
        head.append(replace(run, text=run.text[:cut]))
        tail.append(replace(run, text=run.text[cut:]))
        at -= cut
    return tuple(r for r in head if r.text), tuple(r for r in tail if r.text)


def _spans(block: Block) -> list[tuple[int, int]]:
    """The character ranges of the runs that are to stay whole."""
    spans, at = [], 0
    for run in block.runs:
        if run.whole:
            spans.append((at, at + len(run.text)))
        at += len(run.text)
    return spans


def _entity_starts(block: Block) -> list[int]:
    """Where entities begin: one for each tag and link of a run, and those of what Telegram finds by itself."""
    starts, at = [], 0
    for run in block.runs:
        starts += [at] * (len(run.tags) + (run.href is not None))
        at += len(run.text)
    return starts if block.frame is Frame.PRE else starts + list(_found_starts(block.runs))


def _found_starts(runs: Sequence[Run]) -> Iterator[int]:
    """Where something may be found outside code and links, as often as entities come of it.

    Telegram splits a style at both borders of what lies in it, so that each style around it counts twice more.
    """
    text = "".join(" " * len(run.text) if run.href or "code" in run.tags else run.text for run in runs)
    if not _AUTOLINK.search(text):  # nearly always, and what follows is done for every character
        return
    styles = [len(_STYLES.intersection(run.tags)) for run in runs for _ in run.text]
    for word in _WORD.finditer(text):
        pieces = 1 + 2 * max(styles[word.start() : word.end()])
        yield from (m.start() for m in _AUTOLINK.finditer(text, *word.span()) for _ in range(pieces))


def _tidy(block: Block) -> Block:
    """The block with equal neighbours joined and no blank edges, which Telegram would cut off anyway."""
    keyed = groupby(block.runs, key=lambda run: (run.tags, run.href, run.whole))
    joined = tuple(
        Run("".join(run.text for run in runs), tags, href, whole=whole) for (tags, href, whole), runs in keyed
    )
    return _trim(_trim(replace(block, runs=joined), "\n"), end=True)


def _trim(block: Block, blank: str | None = None, *, end: bool = False) -> Block:
    """Strip one edge of a block, of all white space or of what is named."""
    runs = list(block.runs)
    while runs:
        edge = runs.pop() if end else runs.pop(0)
        text = edge.text.rstrip(blank) if end else edge.text.lstrip(blank)
        if text:
            runs.insert(len(runs) if end else 0, replace(edge, text=text))
            break
    return replace(block, runs=tuple(runs))


def _visible(block: Block) -> bool:
    return any(run.text.strip() for run in block.runs)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _html(blocks: Sequence[Block]) -> str:
    return "".join(("\n" * block.gap if at else "") + _framed(block) for at, block in enumerate(blocks))


def _framed(block: Block) -> str:
    inner = "".join(map(_tagged, block.runs))
    if block.frame is Frame.PRE and block.language:
        return f'<pre><code class="language-{escape(block.language)}">{inner}</code></pre>'
    return f"<{block.frame}>{inner}</{block.frame.split()[0]}>" if block.frame else inner


def _tagged(run: Run) -> str:
    html = escape(run.text, quote=False)
    for tag in reversed(run.tags):
        html = f"<{tag}>{html}</{tag}>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html
