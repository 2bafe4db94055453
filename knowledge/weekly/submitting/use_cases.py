"""`Submitting`: everything that members do with their notes, over one desk."""

from dataclasses import dataclass

from knowledge.weekly.submitting.agreeing import AnswerConsent
from knowledge.weekly.submitting.changing import ArrangePreview, CancelDraft, JumpQueue, WithdrawNote
from knowledge.weekly.submitting.collecting import AddMessage, BeginNote, FindDraft
from knowledge.weekly.submitting.confirming import ConfirmNote
from knowledge.weekly.submitting.desk import Desk
from knowledge.weekly.submitting.holding import HoldItem
from knowledge.weekly.submitting.naming import ChooseNickname
from knowledge.weekly.submitting.preview_due import PreviewDue
from knowledge.weekly.submitting.previewing import PreviewNote
from knowledge.weekly.submitting.revising import AmendNote, ReviseNote


@dataclass(frozen=True, slots=True)
class Submitting:
    """The use cases, ready to be called."""

    desk: Desk
    find_draft: FindDraft
    begin_note: BeginNote
    add_message: AddMessage
    hold_item: HoldItem
    preview_note: PreviewNote
    preview_due: PreviewDue
    confirm_note: ConfirmNote
    arrange_preview: ArrangePreview
    cancel_draft: CancelDraft
    withdraw_note: WithdrawNote
    jump_queue: JumpQueue
    revise_note: ReviseNote
    amend_note: AmendNote
    answer_consent: AnswerConsent
    choose_nickname: ChooseNickname

    @classmethod
    def over(cls, desk: Desk) -> "Submitting":
        """All of them over these ports."""
        add, preview = AddMessage(desk), PreviewNote(desk)
        return cls(
            desk=desk,
            find_draft=FindDraft(desk),
            begin_note=BeginNote(desk, add),
            add_message=add,
            hold_item=HoldItem(desk),
            preview_note=preview,
            preview_due=PreviewDue(desk, preview),
            confirm_note=ConfirmNote(desk),
            arrange_preview=ArrangePreview(desk),
            cancel_draft=CancelDraft(desk),
            withdraw_note=WithdrawNote(desk),
            jump_queue=JumpQueue(desk),
            revise_note=ReviseNote(desk),
            amend_note=AmendNote(desk),
            answer_consent=AnswerConsent(desk),
            choose_nickname=ChooseNickname(desk),
        )
