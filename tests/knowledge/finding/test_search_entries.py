import pytest

from knowledge.errors import QuestionRefused
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.search_entries import SearchEntries
from knowledge.indexing import FollowLibrary
from tests.fakes import MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve


async def searching() -> SearchEntries:
    """The notes, and one long enough for several passages."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, {**NOTES, "池化的历史": "池化的故事很长，一年一年地讲下去。" * 40})
    await FollowLibrary(library, index, "none")()
    return SearchEntries(FindPassages(library, index, None, None))


async def test_each_entry_comes_once_best_first() -> None:
    """With its best passage, and the score it was ranked by."""
    found = await (await searching())("池化 参数")
    assert found[0].entry.title == "池化层的作用"
    assert len({one.entry.id for one in found}) == len(found) == 2
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


async def test_no_more_than_wanted() -> None:
    """The limit counts entries."""
    assert len(await (await searching())("池化", limit=1)) == 1


async def test_words_are_wanted() -> None:
    """None, or too many, are refused as a question is."""
    search = await searching()
    for words in ("  ", "词" * 3000):
        with pytest.raises(QuestionRefused):
            await search(words)
