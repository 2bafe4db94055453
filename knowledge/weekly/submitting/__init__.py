"""Submitting: from the messages of a member to a note that is handed in, and what its author may still do with it."""

from knowledge.weekly.submitting.desk import Desk, Hints
from knowledge.weekly.submitting.forget_pictures import ForgetPictures
from knowledge.weekly.submitting.handed import Collected, Confirmed, ConsentWanted, Handed, Previewed, Sender
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.use_cases import Submitting

__all__ = [
    "Collected",
    "Confirmed",
    "ConsentWanted",
    "Desk",
    "ForgetPictures",
    "Handed",
    "Hints",
    "NoteRefusal",
    "NoteRefused",
    "Previewed",
    "Sender",
    "Submitting",
]
