"""`UploadFolder`: files that people sent, each in a folder named by what it holds."""

import asyncio
import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from knowledge.errors import LibraryUnavailable


@dataclass(frozen=True, slots=True)
class UploadFolder:
    """The `Uploads` port over a folder: `<sha256>/<name>`; a name is taken as one name, whatever is in it."""

    folder: Path

    async def keep(self, name: str, data: bytes) -> str:
        """Keep bytes under a name; the path that stands for them, the same for the same bytes and name.

        Raises:
            LibraryUnavailable: they cannot be written.
        """
        return await asyncio.to_thread(self._keep, name, data)

    async def remove(self, key: str) -> None:
        """Remove what a source of this key was read from, if it is one of these files."""
        await asyncio.to_thread(self._remove, Path(key))

    def _keep(self, name: str, data: bytes) -> str:
        place = self.folder.resolve() / hashlib.sha256(data).hexdigest() / Path(name).name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, part = mkstemp(dir=place.parent, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(part).replace(place)
        except OSError as exc:
            raise LibraryUnavailable from exc
        return str(place)

    def _remove(self, file: Path) -> None:
        if file.parent.parent != self.folder.resolve():
            return
        with suppress(OSError):  # gone, or the same bytes lie there under another name
            file.unlink()
            file.parent.rmdir()
