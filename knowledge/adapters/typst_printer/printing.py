"""Running Typst: a folder with a program, the template and the pictures in; a PDF out."""

import asyncio
import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import manimgx_fonts
import pylopdf_fonts_zh_cn
import typst

from knowledge.adapters.typst_printer.sheet import TEMPLATE, plainly, sheet
from knowledge.weekly.compiled import CompiledIssue, Site, StoredPicture

_NOON: Final = dt.time(12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class TypstPrinter:
    """The `Printer` port: one program a issue, set in a thread."""

    async def pdf(self, issue: CompiledIssue, pictures: Mapping[int, StoredPicture], site: Site) -> bytes:
        """The issue as a PDF; its clock is noon of the issue's newest day, so that the bytes are always the same."""
        return await asyncio.to_thread(_printed, issue, pictures, site)


def _printed(issue: CompiledIssue, pictures: Mapping[int, StoredPicture], site: Site) -> bytes:
    with tempfile.TemporaryDirectory(prefix="zixue-") as folder:
        root = Path(folder)
        (root / TEMPLATE).write_bytes(files(__package__).joinpath(TEMPLATE).read_bytes())
        names = {number: f"{number}.{one.extension}" for number, one in pictures.items()}
        for number, name in names.items():
            (root / name).write_bytes(pictures[number].data)
        when = dt.datetime.combine(issue.corrected or issue.date, _NOON)
        try:
            return _compiled(root, sheet(issue, names, site), when)
        except (typst.TypstError, RecursionError):  # a picture that is none, or a text too deep for Typst or for us
            return _compiled(root, sheet(plainly(issue), {}, site), when)


def _compiled(root: Path, program: str, when: dt.datetime) -> bytes:
    main = root / "issue.typ"
    main.write_text(program, encoding="utf-8")
    return typst.compile(main, root=root, font_paths=_fonts(), timestamp=when, format="pdf")


@cache
def _fonts() -> typst.Fonts:
    """The fonts by which an issue looks the same on every machine; the system's own only fill what these lack."""
    packages = (pylopdf_fonts_zh_cn, manimgx_fonts)
    folders = [Path(package.__file__).parent for package in packages if package.__file__]
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=list(folders))
