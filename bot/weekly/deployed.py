"""What a deployment says of its weekly: when an issue closes, where it is published, and where it is found."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from bot.places import KnownPlaces
from bot.settings import WEEKDAYS, Settings
from bot.weekly.ports import OwnName
from knowledge.spine.schedule import Weekly
from knowledge.weekly.compiled import Site
from knowledge.weekly.publishing import Target


def cut_off_of(settings: Settings) -> Weekly:
    """When an issue closes."""
    day, time = settings.cut_off.split()
    return Weekly("cut-off", WEEKDAYS.index(day), dt.time.fromisoformat(time), ZoneInfo(settings.zone))


def targets_of(places: KnownPlaces) -> tuple[Target, ...]:
    """The chats that issues are published to."""
    channel = places.channel
    first = () if channel is None else (Target(f"channel:{channel}", channel),)
    return (*first, *(Target(f"group:{one}", one) for one in dict.fromkeys(places.groups)))


def site_of(own_name: OwnName, settings: Settings) -> Callable[[], Site]:
    """Where issues are found, as far as that is known when it is asked for."""
    return lambda: Site(settings.archive_url, own_name.username)
