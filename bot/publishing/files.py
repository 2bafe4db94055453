"""Where the bytes of a file lie that a message brings."""

from dataclasses import dataclass
from typing import Protocol

from bot.publishing.outgoing import ArtefactFile, AttachmentFile, KeptFile
from knowledge.weekly.ports import Attachments, Issues


class Files(Protocol):
    """Gives the bytes of files that messages bring.

    Raises:
        LibraryUnavailable: they cannot be read now.
    """

    async def __call__(self, file: KeptFile) -> bytes | None:
        """The bytes; None where there is no such file any more."""
        ...


@dataclass(frozen=True, slots=True)
class WeeklyFiles:
    """The renderings of issues, and the pictures of notes."""

    issues: Issues
    attachments: Attachments

    async def __call__(self, file: KeptFile) -> bytes | None:
        """The bytes; None where there is no such file any more."""
        match file:
            case ArtefactFile(issue, revision, name):
                artefact = await self.issues.artefact(issue, name, revision)
                return None if artefact is None else artefact.data
            case AttachmentFile(number):
                picture = (await self.attachments.pictures([number])).get(number)
                return None if picture is None else picture.data
