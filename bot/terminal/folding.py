"""Lines folded to a terminal's width as Chinese is set: between any two characters, not before a stop."""

from rich.cells import get_character_cell_size
from rich.text import Text

_NOT_FIRST = frozenset("，。、；：？！…—）》」』】〕〉”’％·,.;:?!)]}>%[")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{<")
_WIDE = 2


def fold(text: Text, width: int) -> list[Text]:
    """The line as lines of at most `width` cells, styles kept."""
    plain = text.plain
    breaks: list[int] = []
    start = used = 0
    opportunity = 0
    for at, character in enumerate(plain):
        if at > start and _may_break(plain[at - 1], character):
            opportunity = at
        cells = get_character_cell_size(character)
        while used + cells > width and at > start and not character.isspace():
            start = opportunity if opportunity > start else at
            breaks.append(start)
            used = sum(map(get_character_cell_size, plain[start:at]))
        used += cells
    lines = list(text.divide(breaks))
    for line in lines:
        line.rstrip()
    return lines


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before.isspace() or _WIDE in {get_character_cell_size(before), get_character_cell_size(after)}
