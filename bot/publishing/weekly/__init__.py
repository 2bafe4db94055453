"""What the weekly sends of itself: its words and pictures, as effects."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.publishing.weekly import issues, reviews, submissions
from bot.publishing.weekly.context import Context
from knowledge.records import Effect
from knowledge.weekly.compiled import CompiledIssue
from knowledge.weekly.issues import Issue, Publication
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, Revision, Written

__all__ = ["Context", "WeeklyAnnouncements"]


@dataclass(frozen=True, slots=True)
class WeeklyAnnouncements:
    """The `Announcements` port in the words of the catalogue."""

    context: Context

    def preview(
        self, written: Written, member: Member, near: Written | None = None, *, again: bool = False
    ) -> Sequence[Effect]:
        """A note as it will be handed in, for its author to confirm, where they began it."""
        return submissions.preview(self.context, written, member, near, again=again)

    def dropped(self, note: Note, member: Member, same_as: int | None = None) -> Sequence[Effect]:
        """That a draft is thrown away, to its author."""
        return submissions.dropped(self.context, note, member, same_as)

    def card(
        self, written: Written, member: Member | None, hints: Sequence[str], before: Revision | None
    ) -> Sequence[Effect]:
        """The card of a note in the editors' chat, new or in the place of the old one."""
        return reviews.card(self.context, written, member, hints, before)

    def decided(self, written: Written, member: Member | None) -> Sequence[Effect]:
        """What became of a note, quietly, to its author."""
        return reviews.decided(self.context, written, member)

    def edited(self, before: Revision, after: Revision, note: Note, member: Member | None) -> Sequence[Effect]:
        """That an editor has edited a note, to its author."""
        return reviews.edited(self.context, before, after, note, member)

    def consent(self, written: Written) -> Sequence[Effect]:
        """The question to whom a note quotes."""
        return submissions.consent(self.context, written)

    def proposed(self, written: Written) -> Sequence[Effect]:
        """Whether an answered question may stand in the weekly, to whoever asked it."""
        return reviews.proposed(self.context, written)

    def closed(self, issue: Issue, notes: Sequence[Written], members: Sequence[Member]) -> Sequence[Effect]:
        """That review has begun: to the editors and to each author."""
        return reviews.closed(self.context, issue, notes, members)

    def published(self, issue: CompiledIssue, target: str, chat_id: int, corrects: str | None) -> Sequence[Effect]:
        """The card of an issue for one chat."""
        return issues.published(self.context, issue, target, chat_id, corrects)

    def withdrawn(self, issue: CompiledIssue, target: str, chat_id: int, shown: str) -> Sequence[Effect]:
        """That an issue is withdrawn, in the place of what was shown."""
        return issues.withdrawn(self.context, issue, target, chat_id, shown)

    def finished(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors: an issue has gone out everywhere."""
        return reviews.finished(self.context, issue, publications)

    def doubtful(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors: of these nobody knows whether they went out, or they failed."""
        return reviews.doubtful(self.context, issue, publications)
