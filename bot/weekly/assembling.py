"""How the use cases of the weekly stand on its ports."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.catalogue.submitting import CardHints
from bot.settings import Settings
from bot.weekly.deployed import cut_off_of, site_of, targets_of
from bot.weekly.ports import WeeklyPorts
from bot.weekly.use_cases import WeeklyUseCases
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.spine.schedule import Weekly
from knowledge.weekly.history import ImportIssue
from knowledge.weekly.publishing import (
    CloseIssue,
    CorrectIssue,
    DraftIssue,
    FreezeIssue,
    IngestIssue,
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
from knowledge.weekly.publishing.artefacts import RenderIssue
from knowledge.weekly.publishing.drafting import Sources
from knowledge.weekly.reviewing import (
    AgreeToEntry,
    ArrangeIssue,
    DecideNote,
    EditNote,
    IncludeAnswer,
    MoveNote,
    ProposedAnswers,
    Reviewing,
    TakeAmendment,
)
from knowledge.weekly.submitting import Desk, Submitting
from knowledge.weekly.taking_part import ChangeWish, EraseMine, FindRecalled, FindUnwritten, ShowMine, TakingPart


def weekly_use_cases(ports: WeeklyPorts, settings: Settings) -> WeeklyUseCases:
    """The weekly of a deployment."""
    notes, issues, clock, tell = ports.notes, ports.issues, ports.clock, ports.announcements
    draft, render, ingest, skip, correct, unfreeze = _shared(ports, settings)
    return WeeklyUseCases(
        notes=notes,
        issues=issues,
        archive=ports.archive,
        members=ports.members,
        attachments=ports.attachments,
        waiting=ports.waiting,
        own_name=ports.own_name,
        tongues=ports.tongues,
        close_issue=CloseIssue(issues, notes, tell, clock, skip, settings.least_entries, ports.members),
        reopen_issue=ReopenIssue(issues, notes, clock),
        skip_issue=skip,
        draft_issue=draft,
        propose_foreword=ProposeForeword(issues, draft, ports.writer, clock),
        freeze_issue=FreezeIssue(issues, notes, draft, render, clock),
        unfreeze_issue=unfreeze,
        publish_issue=PublishIssue(issues, notes, tell, clock, lambda: targets_of(ports.places)),
        retry_issue=RetryIssue(issues, ports.outbox, tell, clock),
        settle_publications=SettlePublications(issues, ports.outbox, tell, ingest, clock),
        level_library=LevelLibrary(issues, ports.library, ingest),
        correct_issue=correct,
        withdraw_issue=WithdrawIssue(issues, notes, tell, clock),
        import_issue=ImportIssue(issues, render, clock, ZoneInfo(settings.zone)),
        reviewing=_reviewing(ports, correct),
        submitting=Submitting.over(_desk(ports, settings)),
        taking_part=_taking_part(ports, correct, unfreeze, cut_off_of(settings)),
    )


class _Shared(NamedTuple):
    """What several use cases of an issue stand on."""

    draft: DraftIssue
    render: RenderIssue
    ingest: IngestIssue
    skip: SkipIssue
    correct: CorrectIssue
    unfreeze: UnfreezeIssue


def _shared(ports: WeeklyPorts, settings: Settings) -> _Shared:
    notes, issues, clock, zone = ports.notes, ports.issues, ports.clock, ZoneInfo(settings.zone)
    site = site_of(ports.own_name, settings)
    sources = Sources(ports.members, ports.archive, ports.descriptions, ports.open_questions)
    render = RenderIssue(ports.attachments, ports.printer, site)
    return _Shared(
        draft=DraftIssue(issues, notes, sources, clock, settings.weekly_name, zone),
        render=render,
        ingest=IngestIssue(issues, ports.library, FoldDuplicates(ports.library), clock, site),
        skip=SkipIssue(issues, notes, clock),
        correct=CorrectIssue(issues, notes, ports.announcements, render, clock, zone),
        unfreeze=UnfreezeIssue(issues, notes, clock),
    )


def _reviewing(ports: WeeklyPorts, correct: CorrectIssue) -> Reviewing:
    notes, issues, members, tell, clock = ports.notes, ports.issues, ports.members, ports.announcements, ports.clock
    proposed = ProposedAnswers(ports.answered_questions, notes, issues, clock)
    return Reviewing(
        decide_note=DecideNote(notes, issues, members, tell, clock),
        move_note=MoveNote(notes, issues, clock),
        edit_note=EditNote(notes, issues, members, tell, clock),
        take_amendment=TakeAmendment(notes, issues, members, tell, correct, clock),
        arrange_issue=ArrangeIssue(issues, clock),
        agree_to_entry=AgreeToEntry(notes, issues, members, tell, clock),
        proposed_answers=proposed,
        include_answer=IncludeAnswer(proposed, members, tell, ports.library),
    )


def _taking_part(ports: WeeklyPorts, correct: CorrectIssue, unfreeze: UnfreezeIssue, cut_off: Weekly) -> TakingPart:
    notes, issues, members, clock = ports.notes, ports.issues, ports.members, ports.clock
    return TakingPart(
        show_mine=ShowMine(notes, members, clock, cut_off),
        change_wish=ChangeWish(members),
        erase_mine=EraseMine(notes, issues, members, ports.announcements, correct, unfreeze, clock),
        find_unwritten=FindUnwritten(notes, issues, members, clock),
        find_recalled=FindRecalled(notes, members, clock),
    )


def _desk(ports: WeeklyPorts, settings: Settings) -> Desk:
    return Desk(
        notes=ports.notes,
        issues=ports.issues,
        members=ports.members,
        attachments=ports.attachments,
        pictures=ports.pictures,
        announcements=ports.announcements,
        clock=ports.clock,
        hints=CardHints(settings.language),
        reviewed=lambda: ports.places.editors_chat is not None,
    )
