"""What makes something for the weekly: pictures that are safe to keep, pages, a foreword."""

from collections.abc import Mapping
from typing import Protocol

from knowledge.weekly.compiled import CompiledIssue, Site, StoredPicture


class PictureRefused(Exception):
    """Bytes are no picture that may be kept: not one at all, too large, or of another kind than JPEG, PNG or WebP."""


class Pictures(Protocol):
    """Makes pictures safe to keep and to show."""

    async def cleaned(self, data: bytes) -> StoredPicture:
        """The same picture as JPEG or PNG, upright, at most 2,560 pixels wide or high, without any metadata.

        Raises:
            PictureRefused: it is none.
        """
        ...


class Printer(Protocol):
    """Sets an issue in pages."""

    async def pdf(self, issue: CompiledIssue, pictures: Mapping[int, StoredPicture], site: Site) -> bytes:
        """The issue as a PDF, with the fonts that it needs; the same bytes for the same issue."""
        ...


class ForewordWriter(Protocol):
    """A language model that proposes a foreword from an issue's contents and numbers."""

    async def propose(self, issue: CompiledIssue) -> str:
        """Markdown of at most 300 characters.

        Raises:
            WriterFailed: no whole proposal came.
        """
        ...
