"""`TakingPart`: everything that members do with their own part in the weekly."""

from dataclasses import dataclass

from knowledge.weekly.taking_part.erasing import EraseMine
from knowledge.weekly.taking_part.own_notes import ChangeWish, ShowMine
from knowledge.weekly.taking_part.reminding import FindRecalled, FindUnwritten


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The use cases, ready to be called."""

    show_mine: ShowMine
    change_wish: ChangeWish
    erase_mine: EraseMine
    find_unwritten: FindUnwritten
    find_recalled: FindRecalled
