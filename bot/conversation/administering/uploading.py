"""Files that admins send: their names are anything, their size is looked at before they are fetched."""

import mimetypes
from pathlib import PurePosixPath
from typing import Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Document

from bot.catalogue.administering import Intake
from bot.catalogue.phrase import Phrases
from bot.rendering.runs import one_line
from knowledge.governance.taking_in import Uploads

LARGEST: Final = 20 * 1024 * 1024
"""In bytes. Source: https://core.telegram.org/bots/api#getfile"""

_LONGEST_STEM: Final = 120
_LONGEST_SUFFIX: Final = 20
"""Bytes; file systems take 255 in all."""


class IntakeRefused(Exception):
    """What was given cannot be taken in; `words` say why, with `values`."""

    def __init__(self, words: Phrases, **values: object) -> None:
        super().__init__(words, values)
        self.words = words
        self.values = values


async def keep_document(document: Document, bot: Bot, uploads: Uploads) -> str:
    """Fetch a file and keep it; the path that stands for it.

    Raises:
        IntakeRefused: it is too large for Telegram to give it to a bot.
        LibraryUnavailable: it cannot be kept.
    """
    if (document.file_size or 0) > LARGEST:
        raise IntakeRefused(Intake.TOO_LARGE)
    try:
        data = await bot.download(document.file_id)
    except TelegramBadRequest as refused:
        if "too big" in refused.message:
            raise IntakeRefused(Intake.TOO_LARGE) from refused
        raise
    return await uploads.keep(safe_name(document), data.read() if data else b"")


def safe_name(document: Document) -> str:
    """What a file is called here: the last part of its name, without what nobody sees, and not too long."""
    visible = "".join(one if one.isprintable() else "_" for one in one_line(document.file_name or ""))
    given = visible.replace("\\", "/").rstrip("/ ").rpartition("/")[2].strip(". ")
    suffix = PurePosixPath(given).suffix or mimetypes.guess_extension(document.mime_type or "") or ""
    stem = _shortened(given.removesuffix(suffix), _LONGEST_STEM).strip(". ")
    return (stem or "document") + _shortened(suffix, _LONGEST_SUFFIX).rstrip(". ")


def _shortened(text: str, most: int) -> str:
    """The beginning of a text, of at most so many bytes."""
    return text.encode()[:most].decode(errors="ignore")
