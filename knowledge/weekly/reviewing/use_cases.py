"""`Reviewing`: everything that editors do with notes and the issue, and authors with their entries."""

from dataclasses import dataclass

from knowledge.weekly.reviewing.agree_to_entry import AgreeToEntry
from knowledge.weekly.reviewing.arrange_issue import ArrangeIssue
from knowledge.weekly.reviewing.decide_note import DecideNote
from knowledge.weekly.reviewing.edit_note import EditNote
from knowledge.weekly.reviewing.move_note import MoveNote
from knowledge.weekly.reviewing.propose_answers import IncludeAnswer, ProposedAnswers
from knowledge.weekly.reviewing.take_amendment import TakeAmendment


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The use cases, ready to be called."""

    decide_note: DecideNote
    move_note: MoveNote
    edit_note: EditNote
    take_amendment: TakeAmendment
    arrange_issue: ArrangeIssue
    agree_to_entry: AgreeToEntry
    proposed_answers: ProposedAnswers
    include_answer: IncludeAnswer
