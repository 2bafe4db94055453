"""Putting the passages that a set brings along into a library."""

from collections.abc import Sequence
from typing import Final

from knowledge import passages
from knowledge.evaluating.cases import GivenPassage, passage_entry_id
from knowledge.evaluating.sets import PASSAGES_PATH
from knowledge.ports import Clock, Library
from knowledge.records import Entry, Source

_SOURCE_ID: Final = "given"


async def keep(library: Library, clock: Clock, given: Sequence[GivenPassage]) -> None:
    """Make an entry of each passage, in one source; the passage's id is its section, which is not searched.

    Raises:
        LibraryUnavailable: the library cannot be written.
    """
    entries = [
        Entry(passage_entry_id(one), _SOURCE_ID, position, one.title, one.text, section=one.id)
        for position, one in enumerate(given)
    ]
    source = Source(_SOURCE_ID, PASSAGES_PATH, PASSAGES_PATH, "given", PASSAGES_PATH, "", clock.now())
    await library.keep(source, entries, [passage for entry in entries for passage in passages.cut(entry)])
