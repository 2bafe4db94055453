"""The weekly behind a chat, ready to be called."""

from dataclasses import dataclass

from bot.tongues import Tongues
from bot.weekly.ports import OwnName
from knowledge.weekly.history import ImportIssue
from knowledge.weekly.ports import (
    Archive,
    Attachments,
    Issues,
    Members,
    Notes,
    Waiting,
)
from knowledge.weekly.publishing import (
    CloseIssue,
    CorrectIssue,
    DraftIssue,
    FreezeIssue,
    LevelLibrary,
    ProposeForeword,
    PublishIssue,
    ReopenIssue,
    RetryIssue,
    SettlePublications,
    SkipIssue,
    UnfreezeIssue,
    WithdrawIssue,
)
from knowledge.weekly.reviewing import (
    Reviewing,
)
from knowledge.weekly.submitting import Submitting
from knowledge.weekly.taking_part import TakingPart


@dataclass(frozen=True, slots=True)
class WeeklyUseCases:
    """The weekly behind a chat: its ports and its use cases, ready to be called.

    A use case that changes an issue takes it as it was read, and gives it as it is then; None where somebody else has
    changed it since.
    """

    notes: Notes
    issues: Issues
    archive: Archive
    members: Members
    attachments: Attachments
    waiting: Waiting
    own_name: OwnName
    tongues: Tongues
    close_issue: CloseIssue
    reopen_issue: ReopenIssue
    skip_issue: SkipIssue
    draft_issue: DraftIssue
    propose_foreword: ProposeForeword
    freeze_issue: FreezeIssue
    unfreeze_issue: UnfreezeIssue
    publish_issue: PublishIssue
    retry_issue: RetryIssue
    settle_publications: SettlePublications
    level_library: LevelLibrary
    correct_issue: CorrectIssue
    withdraw_issue: WithdrawIssue
    import_issue: ImportIssue
    reviewing: Reviewing
    submitting: Submitting
    taking_part: TakingPart
