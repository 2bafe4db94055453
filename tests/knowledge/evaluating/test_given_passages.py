"""Passages that a set brings along."""

from knowledge.evaluating.cases import GivenPassage, Relevant, passage_entry_id
from knowledge.evaluating.given_passages import keep
from knowledge.evaluating.relevance import Shelved
from knowledge.evaluating.sets import PASSAGES_PATH
from tests.fakes import FixedClock, MemoryLibrary

GIVEN = [GivenPassage("p-1", "战国", "第一段。"), GivenPassage("p-11", "战国", "第二段。")]


async def test_each_passage_is_an_entry_known_by_its_id() -> None:
    """The id of one may begin that of another."""
    library = MemoryLibrary()
    await keep(library, FixedClock(), GIVEN)
    kept = await library.entries()
    assert [(entry.title, entry.text) for entry, _ in kept] == [("战国", "第一段。"), ("战国", "第二段。")]
    assert Shelved.of(kept).meant(Relevant(PASSAGES_PATH, "p-1")) == {passage_entry_id(GIVEN[0])}


async def test_the_id_is_not_searched() -> None:
    """It is no part of any passage's heading or text."""
    library = MemoryLibrary()
    await keep(library, FixedClock(), GIVEN)
    _, passages, _ = await library.changes(0, 10, "none")
    assert len(passages) == 2
    assert all("p-1" not in "".join((*one.passage.heading, one.passage.text)) for one in passages)
