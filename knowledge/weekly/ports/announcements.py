"""What the weekly sends of itself."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.records import Effect
from knowledge.weekly.compiled import CompiledIssue
from knowledge.weekly.issues import Issue, Publication
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, Revision, Written


class Announcements(Protocol):
    """What is sent of itself when the weekly changes, as effects: the words and the pictures of it are the bot's."""

    def preview(
        self, written: Written, member: Member, near: Written | None = None, *, again: bool = False
    ) -> Sequence[Effect]:
        """A note as it will be handed in, for its author to confirm, where they began it.

        `near` is a note of the same issue about the same thing, whose entry it may join. `again` says that it takes the
        place of the preview of the revision before.
        """
        ...

    def dropped(self, note: Note, member: Member, same_as: int | None = None) -> Sequence[Effect]:
        """That a note is gone, to its author.

        A draft says what note `same_as` says, or has waited for a day; what was withdrawn quotes somebody who declined.
        """
        ...

    def card(
        self, written: Written, member: Member | None, hints: Sequence[str], before: Revision | None
    ) -> Sequence[Effect]:
        """The card of a note in the editors' chat, new or in the place of the old one.

        `hints` are texts for editors (near notes, warnings); `before` is the wording of which this is a revision.
        """
        ...

    def decided(self, written: Written, member: Member | None) -> Sequence[Effect]:
        """What became of a note, quietly, to its author: by its state and reason."""
        ...

    def edited(self, before: Revision, after: Revision, note: Note, member: Member | None) -> Sequence[Effect]:
        """That an editor has edited a note, to its author, with the difference."""
        ...

    def consent(self, written: Written) -> Sequence[Effect]:
        """The question to whom a note quotes, whether their words may stand in the weekly."""
        ...

    def proposed(self, written: Written) -> Sequence[Effect]:
        """Whether an answered question may stand in the weekly, to whoever asked it, where they did."""
        ...

    def closed(self, issue: Issue, notes: Sequence[Written], members: Sequence[Member]) -> Sequence[Effect]:
        """That review has begun: to the editors, and to each author their own entry to confirm."""
        ...

    def published(self, issue: CompiledIssue, target: str, chat_id: int, corrects: str | None) -> Sequence[Effect]:
        """The card of an issue for one chat, its first effect keyed `issue:<number>:<revision>:<target>`.

        With `corrects`, the key of the effect that it takes the place of.
        """
        ...

    def withdrawn(self, issue: CompiledIssue, target: str, chat_id: int, shown: str) -> Sequence[Effect]:
        """That an issue is withdrawn, in the place of the effect with the key `shown`."""
        ...

    def finished(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors: an issue has gone out everywhere, and where that is; keyed `finished:<number>:<revision>`."""
        ...

    def doubtful(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors: of these nobody knows whether they went out, or they failed."""
        ...
