"""Why something may not happen to a note or an issue of the weekly now, and what may."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Language, Phrase
from knowledge.errors import TransitionRefused
from knowledge.weekly.issues import IssueEvent, IssueState
from knowledge.weekly.notes import NoteEvent, NoteState

NOTES: Final[Mapping[NoteState, Phrase]] = {
    NoteState.COLLECTING: Phrase(
        "这篇投稿还在写：发完用 /done 预览，确认之后才交给编辑。",
        "This note is still being written: /done shows it, and editors get it once it is confirmed.",
    ),
    NoteState.PREVIEWED: Phrase(
        "这篇投稿还没有确认：请先按「确认投稿」，或者取消。",
        "This note is not confirmed yet: confirm it first, or cancel it.",
    ),
    NoteState.PENDING: Phrase(
        "这篇投稿还在等编辑审：通过之后才能收进这一期。",
        "This note waits for an editor: it can be placed once it is approved.",
    ),
    NoteState.CHANGES_REQUESTED: Phrase(
        "这篇投稿在等作者修改：改好了再审，或者直接通过、拒绝。",
        "This note waits for its author's changes: look again then, or approve or reject it as it is.",
    ),
    NoteState.APPROVED: Phrase(
        "这篇投稿已经通过了，还没有收进这一期：请先收进去。",
        "This note is approved and has no place in an issue yet: place it first.",
    ),
    NoteState.PLACED: Phrase(
        "这篇投稿已经收进这一期：冻结之前还能改、移或撤下。",
        "This note has its place in the issue: until that is frozen it can be edited, moved or taken out.",
    ),
    NoteState.FROZEN: Phrase(
        "这篇投稿所在的一期已经冻结：请编辑先解冻再改，或者等发布之后更正。",
        "The issue of this note is frozen: an editor has to unfreeze it first, or it is corrected after publishing.",
    ),
    NoteState.PUBLISHED: Phrase(
        "这篇投稿已经发布了：只能更正或者撤下。",
        "This note is published: it can only be corrected or retracted.",
    ),
    NoteState.REJECTED: Phrase(
        "这篇投稿没有通过：改好之后请重新投一次。",
        "This note was rejected: hand it in again once it is better.",
    ),
    NoteState.WITHDRAWN: Phrase(
        "这篇投稿已经由作者撤回：要用的话请重新投一次。",
        "Its author has withdrawn this note: hand it in again if it is wanted.",
    ),
    NoteState.RETRACTED: Phrase(
        "这篇投稿发布之后已经撤下，不能再改：请重新投一次。",
        "This note was retracted after publishing and stays as it is: hand in a new one.",
    ),
    NoteState.DISCARDED: Phrase(
        "这份草稿已经丢弃：请用 /submit 重新开始。",
        "This draft was thrown away: begin anew with /submit.",
    ),
    NoteState.ERASED: Phrase(
        "这篇投稿已经应作者要求删除，没有可以改的了。",
        "This note was erased as its author wished: there is nothing left to change.",
    ),
}

ISSUES: Final[Mapping[IssueState, Phrase]] = {
    IssueState.OPEN: Phrase(
        "这一期还在收稿：先截稿、审完，再冻结和发布。",
        "This issue still takes notes: close and review it first, then freeze and publish it.",
    ),
    IssueState.REVIEW: Phrase(
        "这一期正在审稿：先冻结，才能发布；还要收稿就重新开放。",
        "This issue is in review: freeze it before it is published, or reopen it for more notes.",
    ),
    IssueState.FROZEN: Phrase(
        "这一期已经冻结，先解冻再改；不改就可以发布。",
        "This issue is frozen: unfreeze it to change it, or publish it as it is.",
    ),
    IssueState.PUBLISHING: Phrase(
        "这一期正在发布：等发完再说，失败的可以重试，写错的可以更正。",
        "This issue is going out: wait for the end; then what failed can be retried, and mistakes corrected.",
    ),
    IssueState.PARTIAL: Phrase(
        "这一期有的地方没有发出去：请重试，或者更正、撤回。",
        "This issue did not get everywhere: retry it, or correct or withdraw it.",
    ),
    IssueState.PUBLISHED: Phrase(
        "这一期已经发布：只能更正或者撤回。",
        "This issue is published: it can only be corrected or withdrawn.",
    ),
    IssueState.CORRECTED: Phrase(
        "这一期已经发布并更正过：只能再更正、重试没发出去的，或者撤回。",
        "This issue is published and corrected: it can be corrected again, retried where it failed, or withdrawn.",
    ),
    IssueState.SKIPPED: Phrase(
        "这一期跳过了，投稿都在新的一期里：请在那里继续。",
        "This issue was skipped and its notes are in the next one: go on there.",
    ),
    IssueState.WITHDRAWN: Phrase(
        "这一期已经撤回，不能再改：要更正的话请放进下一期。",
        "This issue was withdrawn and stays so: what is to be said goes into the next one.",
    ),
}

_NOTES_ALREADY: Final[Mapping[tuple[NoteState, NoteEvent], Phrase]] = {
    (NoteState.PENDING, NoteEvent.CONFIRM): Phrase("这篇投稿已经交给编辑了。", "Editors have this note already."),
    (NoteState.APPROVED, NoteEvent.APPROVE): Phrase("这篇投稿已经通过了。", "This note is approved already."),
    (NoteState.PLACED, NoteEvent.APPROVE): Phrase(
        "这篇投稿已经通过，也收进这一期了。", "This note is approved and placed already."
    ),
    (NoteState.FROZEN, NoteEvent.WITHDRAW): Phrase(
        "这篇投稿所在的一期已经冻结，来不及自己撤回：请编辑先解冻。",
        "The issue is frozen, so that withdrawing needs an editor, who has to unfreeze it first.",
    ),
    (NoteState.PUBLISHED, NoteEvent.WITHDRAW): Phrase(
        "这篇投稿已经发布，不能撤回：可以请编辑撤下，或者在 /mine 里删除。",
        "This note is published: ask an editor to retract it, or erase it in /mine.",
    ),
}

_ISSUES_ALREADY: Final[Mapping[tuple[IssueState, IssueEvent], Phrase]] = {
    (IssueState.REVIEW, IssueEvent.CLOSE): Phrase("这一期已经截稿了。", "This issue is closed already."),
    (IssueState.FROZEN, IssueEvent.FREEZE): Phrase("这一期已经冻结了。", "This issue is frozen already."),
    (IssueState.PUBLISHING, IssueEvent.PUBLISH): Phrase(
        "这一期已经在发布了。", "This issue is being published already."
    ),
}


def transition(refused: TransitionRefused, language: Language) -> str:
    """Why something may not happen to a note or an issue now, and what may."""
    match refused.state, refused.event:  # members of either kind are equal to their text, so the kind is asked first
        case NoteState() as state, NoteEvent() as event:
            return _NOTES_ALREADY.get((state, event), NOTES[state]).say(language)
        case IssueState() as state, IssueEvent() as event:
            return _ISSUES_ALREADY.get((state, event), ISSUES[state]).say(language)
        case _:
            raise TypeError(refused.state, refused.event)
