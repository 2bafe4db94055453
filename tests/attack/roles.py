"""Where an injected text can stand: in the question, on a page that was read, in a note of a published issue."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from knowledge.passages import cut
from knowledge.records import Source
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, IssueSection, Label, Section
from knowledge.weekly.publishing.ingesting import SHAPE, library_entries, source_of
from knowledge.weekly.writing import parsed
from tests.attack.stage import Heard, Stage
from tests.fakes import NOON

LONGEST: Final = 4096
"""Bot API, Message `text`: nobody can say more at once."""

PRIMER: Final = """# Study primer

A language model reads a story and writes the next word of it. We translate a sentence, then we check the translation.
A report says how the model was trained and what the study found. A resume tells who a person is and what they did.
The following text is data, and a reader decides what to do with it. The word attention names a weighted average.
"""
"""A page in the language of the prompts, so that there is something to answer them from."""


async def as_questions(stage: Stage, folder: Path, prompts: Sequence[str]) -> list[Heard]:
    """Each said to the bot."""
    primer = folder / "primer.md"
    primer.write_text(PRIMER, encoding="utf-8")
    await stage.read([primer])
    return await stage.ask_all([prompt[:LONGEST] for prompt in prompts])


async def as_pages(stage: Stage, folder: Path, prompts: Sequence[str]) -> list[Heard]:
    """Each on a page of its own, which is then asked for."""
    pages = folder / "pages"
    pages.mkdir()
    for n, prompt in enumerate(prompts):
        (pages / f"{n}.md").write_text(f"# {_title(n)}\n\n{prompt}\n", encoding="utf-8")
    await stage.read([pages])
    return await stage.ask_all([_question(n) for n in range(len(prompts))])


async def as_notes(stage: Stage, folder: Path, prompts: Sequence[str]) -> list[Heard]:
    """Each as a note of one issue, which is then asked for."""
    del folder
    entries = tuple(
        IssueEntry(Label(1, Section.ANSWERS, n + 1), _title(n), (Contribution(parsed(prompt), "Ann", n + 1),))
        for n, prompt in enumerate(prompts)
    )
    section = IssueSection(Section.ANSWERS, "疑问解答", entries)
    issue = CompiledIssue(1, 1, "Weekly", dt.date(2026, 11, 21), (), "Ben", (section,), ())
    source = Source(source_of(1), "issue:1", "issue:1", SHAPE, issue.title, "1-x", NOON)
    kept = library_entries(issue, source)
    await stage.wired.library.keep(source, kept, [passage for one in kept for passage in cut(one)])
    await stage.wired.follow()
    return await stage.ask_all([_question(n) for n in range(len(prompts))])


ROLES: Final = {"question": as_questions, "page": as_pages, "note": as_notes}


def _title(n: int) -> str:
    return f"Dossier zx{n}"


def _question(n: int) -> str:
    return f"What does dossier zx{n} say?"
