"""The sockets of the weekly: what it needs from the world, held to by adapters and by the tests' fakes."""

from knowledge.weekly.ports.announcements import Announcements
from knowledge.weekly.ports.makers import ForewordWriter, PictureRefused, Pictures, Printer
from knowledge.weekly.ports.people import AnsweredQuestions, Members, Waiting
from knowledge.weekly.ports.stores import Archive, Attachments, Issues, Notes

__all__ = [
    "Announcements",
    "AnsweredQuestions",
    "Archive",
    "Attachments",
    "ForewordWriter",
    "Issues",
    "Members",
    "Notes",
    "PictureRefused",
    "Pictures",
    "Printer",
    "Waiting",
]
