"""The members' side of the weekly: their own notes, streaks, wishes, reminders, and the end of it all."""

from knowledge.weekly.taking_part.erasing import EraseMine, Erasure
from knowledge.weekly.taking_part.own_notes import ChangeWish, Mine, Person, ShowMine, Wish, wants
from knowledge.weekly.taking_part.reminding import FindRecalled, FindUnwritten
from knowledge.weekly.taking_part.streaks import Streak, streak, week_of
from knowledge.weekly.taking_part.use_cases import TakingPart

__all__ = [
    "ChangeWish",
    "EraseMine",
    "Erasure",
    "FindRecalled",
    "FindUnwritten",
    "Mine",
    "Person",
    "ShowMine",
    "Streak",
    "TakingPart",
    "Wish",
    "streak",
    "wants",
    "week_of",
]
