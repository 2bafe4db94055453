"""Review: what editors decide on notes and on the issue, and what authors say to it."""

from knowledge.weekly.reviewing.agree_to_entry import AgreeToEntry
from knowledge.weekly.reviewing.arrange_issue import Arranged, ArrangeIssue, Arrangement
from knowledge.weekly.reviewing.changing import NOT_FOR_EDITORS
from knowledge.weekly.reviewing.decide_note import DecideNote
from knowledge.weekly.reviewing.differences import Change, Piece, difference, elided
from knowledge.weekly.reviewing.edit_note import EditNote
from knowledge.weekly.reviewing.forget_unanswered import ForgetUnanswered
from knowledge.weekly.reviewing.move_note import IntoReview, Join, Move, MoveNote, Shift, ToSection
from knowledge.weekly.reviewing.outcomes import Obstacle, Reviewed, ReviewRefused
from knowledge.weekly.reviewing.propose_answers import IncludeAnswer, ProposedAnswers
from knowledge.weekly.reviewing.take_amendment import TakeAmendment
from knowledge.weekly.reviewing.use_cases import Reviewing

__all__ = [
    "NOT_FOR_EDITORS",
    "AgreeToEntry",
    "ArrangeIssue",
    "Arranged",
    "Arrangement",
    "Change",
    "DecideNote",
    "EditNote",
    "ForgetUnanswered",
    "IncludeAnswer",
    "IntoReview",
    "Join",
    "Move",
    "MoveNote",
    "Obstacle",
    "Piece",
    "ProposedAnswers",
    "ReviewRefused",
    "Reviewed",
    "Reviewing",
    "Shift",
    "TakeAmendment",
    "ToSection",
    "difference",
    "elided",
]
