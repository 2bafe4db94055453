"""Whether the weekly can be reviewed and published."""

from bot.doctor.findings import Finding, State
from bot.settings import Settings
from knowledge.governance.places import Places


def examine(settings: Settings, places: Places) -> Finding:
    """Where notes are reviewed and issues are published."""
    if settings.telegram_token is None:
        return Finding("weekly", State.OK, "without a token its editor is whoever talks to it in the terminal")
    if places.editors_chat is None:
        told = (
            "no editors' chat, so /submit takes nothing: choose one by /setup, or set ZIXUE_EDITORS_CHAT to the id of "
            "a group that the bot is in"
        )
        return Finding("weekly", State.WARNING, told)
    channels = 0 if places.channel is None else 1
    told = f"reviewed in {places.editors_chat}; channels: {channels}, groups: {len(places.groups)}"
    return Finding("weekly", State.OK, told if settings.archive_url else f"{told}; no archive: set ZIXUE_ARCHIVE_URL")
