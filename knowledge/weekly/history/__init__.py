"""Issues that were published before there was this program."""

from knowledge.weekly.history.import_issue import Imported, ImportIssue

__all__ = ["ImportIssue", "Imported"]
