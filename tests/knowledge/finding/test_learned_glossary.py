from dataclasses import dataclass, field

from knowledge.finding.learned_glossary import LearnedGlossary
from knowledge.records import Lexicon
from tests.fakes import MemoryLibrary
from tests.notes import NOTES, shelve

QUESTION = "点互信息怎么算"
PMI = {"词的搭配": "这称为点互信息（pointwise mutual information，PMI）。"}


@dataclass
class Counting(MemoryLibrary):
    """A library that counts how often it was asked for its lexicon."""

    asked: list[Lexicon] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The dictionaries of a library."""
        super().__init__()

    async def lexicon(self, known: Lexicon) -> Lexicon:
        """What the entries teach, and that somebody asked."""
        self.asked.append(known)
        return await super().lexicon(known)


async def test_a_question_has_the_names_that_entries_teach() -> None:
    """They are searched beside its own words, and kept with it."""
    library = MemoryLibrary()
    await shelve(library, PMI)
    question = await LearnedGlossary(library).understood(QUESTION)
    assert set(question.names["点互信息"]) == {"pointwise mutual information", "pmi"}
    assert {"pointwise", "mutual", "pmi"} <= set(question.words)


async def test_names_go_with_their_entries() -> None:
    """What only a removed source taught is forgotten."""
    library = MemoryLibrary()
    await shelve(library, PMI)
    glossary = LearnedGlossary(library, pause=0)
    assert "pmi" in (await glossary.understood(QUESTION)).words
    await library.remove("s-notes")
    assert "pmi" not in (await glossary.understood(QUESTION)).words


async def test_an_unchanged_library_keeps_the_glossary() -> None:
    """It is worked out once."""
    library = Counting()
    await shelve(library, PMI)
    glossary = LearnedGlossary(library, pause=0)
    assert await glossary.current() is await glossary.current()
    assert [bool(known.version) for known in library.asked] == [False, True]


async def test_while_sources_are_read_it_is_not_looked_up_each_time() -> None:
    """Between two looks there is a pause."""
    library = Counting()
    glossary = LearnedGlossary(library, pause=3600)
    first = await glossary.current()
    await shelve(library, PMI)
    assert await glossary.current() is first
    assert len(library.asked) == 1


async def test_what_stands_in_an_entry_is_not_mended() -> None:
    """Even where it sounds like a name."""
    library = MemoryLibrary()
    await shelve(library, NOTES)
    glossary = LearnedGlossary(library, pause=0)
    mended = await glossary.understood("卷集是什么")
    assert (mended.text, mended.asked, mended.slips) == ("卷积是什么", "卷集是什么", {"卷集": "卷积"})
    assert {"卷积", "卷集"} <= set(mended.words)
    await shelve(library, {"卷集": "一种收集画卷的办法，叫卷集。"}, "scrolls")
    kept = await glossary.understood("卷集是什么")
    assert (kept.text, kept.slips) == ("卷集是什么", {})


async def test_without_aliases_nothing_is_known() -> None:
    """To measure what they bring."""
    library = MemoryLibrary()
    await shelve(library, PMI)
    question = await LearnedGlossary(library, aliases=False).understood("LSTM 的点互信息")
    assert question.names == {}
    assert "长短期" not in question.words
