"""The archive on the web: issues as they were frozen, the search, the feeds, and the editors' WeChat page."""

from bot.web.archive.editor_keys import EditorKeys
from bot.web.archive.routes import ArchiveParts, archive_routes

__all__ = ["ArchiveParts", "EditorKeys", "archive_routes"]
