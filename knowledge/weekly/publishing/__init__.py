"""How an issue goes from open to published, and what happens to it after that."""

from knowledge.errors import Hindrance, IssueHindered
from knowledge.weekly.publishing.closing import CloseIssue, ReopenIssue, SkipIssue
from knowledge.weekly.publishing.correcting import Correction, CorrectIssue, WithdrawIssue
from knowledge.weekly.publishing.drafting import DraftIssue
from knowledge.weekly.publishing.foreword import ProposeForeword
from knowledge.weekly.publishing.freezing import FreezeIssue, UnfreezeIssue
from knowledge.weekly.publishing.ingesting import IngestIssue
from knowledge.weekly.publishing.levelling import LevelLibrary
from knowledge.weekly.publishing.publishing import Doubts, PublishIssue, RetryIssue, Target
from knowledge.weekly.publishing.settling import SettlePublications

__all__ = [
    "CloseIssue",
    "CorrectIssue",
    "Correction",
    "Doubts",
    "DraftIssue",
    "FreezeIssue",
    "Hindrance",
    "IngestIssue",
    "IssueHindered",
    "LevelLibrary",
    "ProposeForeword",
    "PublishIssue",
    "ReopenIssue",
    "RetryIssue",
    "SettlePublications",
    "SkipIssue",
    "Target",
    "UnfreezeIssue",
    "WithdrawIssue",
]
