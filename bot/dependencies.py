"""What the handlers of a chat ask for by name."""

from zoneinfo import ZoneInfo

from bot.settings import Settings
from bot.wiring import Zixue


def dependencies(wired: Zixue, settings: Settings) -> dict[str, object]:
    """What every chat needs, on Telegram and in the terminal."""
    return {
        "converse": wired.memory.converse,
        "keep_open": wired.memory.keep_open,
        "open_questions": wired.memory.open_questions,
        "search_entries": wired.search_entries,
        "library": wired.library,
        "link_descriptions": wired.link_descriptions,
        "default_language": settings.language,
        "zone": ZoneInfo(settings.zone),
    }
