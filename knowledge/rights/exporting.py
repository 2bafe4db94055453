"""Giving somebody all that is kept about them, as JSON and as Markdown, with their pictures."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from knowledge.ports import Clock
from knowledge.rights.inventory import sections
from knowledge.rights.ports import PersonalData, Rows
from knowledge.weekly.compiled import StoredPicture

FORMAT: Final = 1
"""Of the JSON; a section may be added without another number, none is taken away or renamed."""

_MOST_BYTES: Final = 45_000_000
"""A bot may send files of 50 MB. Source: https://core.telegram.org/bots/api#senddocument"""

_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export, by a name without folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ExportMine:
    """Write down everything of somebody's, and nothing of anybody else.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    data: PersonalData
    clock: Clock

    async def __call__(self, user_id: int) -> list[ExportedFile]:
        """`zixue-….json`, `zixue-….md`, and where there are pictures archives of them, each small enough to be sent."""
        now = self.clock.now()
        rows = await self.data.of(user_id)
        stem = f"zixue-{now:%Y-%m-%d}"
        whole = {"format": FORMAT, "exported_at": now.isoformat(), "user_id": user_id} | in_order(rows)
        return [
            ExportedFile(f"{stem}.json", json.dumps(whole, ensure_ascii=False, indent=1).encode()),
            ExportedFile(f"{stem}.md", markdown(rows).encode()),
            *archives(f"{stem}-pictures", await self.data.pictures(user_id)),
        ]


def in_order(rows: Rows) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Every section, also those in which there is nothing."""
    return {section: rows.get(section, ()) for section in sections()}


def markdown(rows: Rows) -> str:
    """A section a heading, a row a list; what stands in several lines is a block of its own."""
    lines = ["# zixue"]
    for section, held in in_order(rows).items():
        lines += ["", f"## {section} ({len(held)})"]
        for row in held:
            lines += ["", *_listed(row)]
    return "\n".join(lines) + "\n"


def archives(stem: str, pictures: Mapping[int, StoredPicture], most: int = _MOST_BYTES) -> Iterator[ExportedFile]:
    """Pictures in as few archives as are small enough; pictures are compressed already."""
    for n, taken in enumerate(_shared_out(pictures, most), 1):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for number, picture in taken:
                archive.writestr(f"{number}.{_ENDINGS.get(picture.media_type, 'bin')}", picture.data)
        yield ExportedFile(f"{stem}-{n}.zip", packed.getvalue())


def _shared_out(pictures: Mapping[int, StoredPicture], most: int) -> Iterator[list[tuple[int, StoredPicture]]]:
    taken: list[tuple[int, StoredPicture]] = []
    size = 0
    for number, picture in sorted(pictures.items(), key=lambda one: one[0]):
        if taken and size + len(picture.data) > most:
            yield taken
            taken, size = [], 0
        taken.append((number, picture))
        size += len(picture.data)
    if taken:
        yield taken


def _listed(row: Mapping[str, Any]) -> Iterator[str]:
    for n, (name, value) in enumerate((name, value) for name, value in row.items() if value not in (None, "", [], {})):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        mark = "-" if n == 0 else " "
        if "\n" in text or len(text) > _LONG:
            fence = _fence(text)
            yield from (f"{mark} {name}:", "", *(f"  {line}" for line in (fence, *text.splitlines(), fence)))
        else:
            yield f"{mark} {name}: {text}\\"


_LONG: Final = 200


def _fence(text: str) -> str:
    """Longer than any that stands in the text."""
    fence = "```"
    while fence in text:
        fence += "`"
    return fence
