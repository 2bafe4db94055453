"""What the handlers of a chat ask for by name."""

from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.publishing.cut_off import closing
from bot.settings import Settings
from bot.web.archive import EditorKeys
from bot.wiring import SystemClock, Zixue


def dependencies(wired: Zixue, settings: Settings) -> dict[str, object]:
    """What every chat needs, on Telegram and in the terminal."""
    return {
        "converse": wired.memory.converse,
        "keep_open": wired.memory.keep_open,
        "weekly": wired.weekly,
        "open_questions": wired.memory.open_questions,
        "search_entries": wired.search_entries,
        "library": wired.library,
        "link_descriptions": wired.link_descriptions,
        "default_language": settings.language,
        "zone": ZoneInfo(settings.zone),
        "archive_url": settings.archive_url,
        "next_cut_off": closing(settings).next_after,
        "editors_link": editor_keys(wired, settings).link,
    }


def editor_keys(wired: Zixue, settings: Settings) -> EditorKeys:
    """What lets editors into the archive, the same in every process of a bot on Telegram; in the terminal nobody."""
    token = settings.telegram_token
    secret, archive = (token.get_secret_value(), settings.archive_url) if token is not None else (token_hex(), "")
    return EditorKeys.of(secret, wired.spine.leases, SystemClock(), archive)
