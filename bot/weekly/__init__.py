"""The weekly, put together over the ports that keep it."""

from bot.weekly.assembling import weekly_use_cases
from bot.weekly.deployed import cut_off_of, site_of, targets_of
from bot.weekly.ports import OwnName, WeeklyPorts
from bot.weekly.use_cases import WeeklyUseCases

__all__ = [
    "OwnName",
    "WeeklyPorts",
    "WeeklyUseCases",
    "cut_off_of",
    "site_of",
    "targets_of",
    "weekly_use_cases",
]
