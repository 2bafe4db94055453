"""The one form that a stretch of a line has: no empty text, no space at an edge, no style within itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from knowledge.weekly.document import Break, Hyperlink, Inline, Styled, Text


def joined(inlines: Iterable[Inline]) -> list[Inline]:
    """The same, with neighbours of one kind made one and no space beside a new line."""
    found: list[Inline] = []
    for one in inlines:
        _add(found, one)
    return found


def edged(inlines: Iterable[Inline], around: Callable[[tuple[Inline, ...]], Inline]) -> list[Inline]:
    """What stands in a style or a link, with the spaces at its edges outside of it."""
    inside = joined(inlines)
    core = stripped(inside)
    if not core:
        return inside
    return [*_space(inside[0], before=True), around(core), *_space(inside[-1], before=False)]


def stripped(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Without spaces and new lines at its edges."""
    found = list(inlines)
    while found and (left := _stripped(found[0], str.lstrip)) is not found[0]:
        found[:1] = [] if left is None else [left]
    while found and (right := _stripped(found[-1], str.rstrip)) is not found[-1]:
        found[-1:] = [] if right is None else [right]
    return tuple(found)


def unbroken(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """On one line, for headings and the cells of a table."""
    return stripped(joined(_flat(one) for one in inlines))


def _flat(one: Inline) -> Inline:
    match one:
        case Break():
            return Text(" ")
        case Styled() | Hyperlink():
            return replace(one, inside=tuple(joined(_flat(each) for each in one.inside)))
        case _:
            return one


def _stripped(one: Inline, strip: Callable[[str], str]) -> Inline | None:
    if isinstance(one, Break):
        return None
    if not isinstance(one, Text):
        return one
    left = strip(one.text)
    return one if left == one.text else Text(left) if left else None


def _space(one: Inline, *, before: bool) -> list[Inline]:
    if isinstance(one, Break):
        return [one]
    if isinstance(one, Text):
        edge = one.text[:1] if before else one.text[-1:]
        return [Text(" ")] if edge.isspace() else []
    return []


def _add(found: list[Inline], one: Inline) -> None:
    last = found[-1] if found else None
    match last, one:
        case Text(), Text():
            found[-1] = Text(last.text + one.text)
        case Styled(), Styled() if last.style is one.style:
            found[-1] = Styled(one.style, tuple(joined((*last.inside, *one.inside))))
        case Break(), Break():
            pass
        case Break(), Text() if one.text[:1].isspace():
            _add_text(found, one.text.lstrip())
        case Text(), Break() if last.text[-1:].isspace():
            found.pop()
            _add_text(found, last.text.rstrip())
            _add(found, one)
        case _, Text():
            _add_text(found, one.text)
        case _:
            found.append(one)


def _add_text(found: list[Inline], text: str) -> None:
    if text:
        found.append(Text(text))
