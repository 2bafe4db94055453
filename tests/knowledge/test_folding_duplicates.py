"""Folding duplicates: one of several stands for all, and takes their place back when it is gone."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.duplicates import repeats
from knowledge.entries import identify
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.passages import cut
from knowledge.records import Draft, Passage
from tests.fakes import MemoryLibrary
from tests.notes import source

GATES = (
    "遗忘门看一眼当前的输入和上一步的输出，给记忆里的每个数一个系数，系数小的那些数就被忘掉了。"
    "输入门决定新的候选值写进去多少，输出门决定露出多少。三个门都是一层全连接加一个 Sigmoid，参数一起学到。"
)
POOLING = (
    "池化层在每个小窗口里只留下最大的值，或者窗口里各值的平均。它没有要学习的参数，却让网络不在意物体挪动了几个像素。"
    "窗口的步长越大，留下的特征图越小，后面各层要算的也越少。有人用带步长的卷积代替它，效果相差无几。"
)
EDITED = GATES.replace("系数小的那些数就", "小的那些就")


EXCERPT = f"{GATES[:-8]}..."
TEXTS = ["没有。", GATES, EDITED, POOLING, GATES + POOLING, EXCERPT]
CHANGES = st.tuples(st.sampled_from("abc"), st.none() | st.lists(st.sampled_from(TEXTS), max_size=4), st.booleans())


async def keep(library: MemoryLibrary, name: str, *texts: str, hours: int = 0) -> None:
    """Read a source of that name, fetched so many hours after noon, as ingesting does."""
    kept = source(name, hours)
    drafts = [Draft("笔记", text, truncated=text.endswith("...")) for text in texts]
    entries = identify(kept.id, drafts, [entry for entry, _ in await library.entries(kept.id)])
    cuts = [passage for entry in entries if entry.duplicate_of is None for passage in cut(entry)]
    await library.keep(kept, entries, cuts)


async def named(library: MemoryLibrary) -> dict[str, str | None]:
    """For each entry, by source and position, the one it is folded into."""
    names = {entry.id: f"{kept.id.removeprefix('s-')}{entry.position}" for entry, kept in await library.entries()}
    return {names[entry.id]: names.get(entry.duplicate_of or "") for entry, _ in await library.entries()}


async def held(library: MemoryLibrary) -> dict[str, list[Passage]]:
    """The passages of each entry that has any, by its id."""
    _, present, _ = await library.changes(0, 10_000, "none")
    passages: dict[str, list[Passage]] = {}
    for each in sorted(present, key=lambda each: each.passage.position):
        passages.setdefault(each.passage.entry_id, []).append(each.passage)
    return passages


async def has_chain(library: MemoryLibrary) -> bool:
    """Whether a duplicate points to a duplicate."""
    folded = {entry.id: entry.duplicate_of for entry, _ in await library.entries() if entry.duplicate_of}
    return not folded.keys().isdisjoint(folded.values())


async def is_consistent(library: MemoryLibrary) -> bool:
    """Every duplicate points to an entry that is none and holds no passage; every other holds all of its own."""
    entries = {entry.id: entry for entry, _ in await library.entries()}
    standing = {each: cut(entry) for each, entry in entries.items() if entry.duplicate_of is None}
    return await held(library) == standing and {entry.duplicate_of for entry in entries.values()} <= {None, *standing}


async def test_of_copies_the_one_read_first_stands() -> None:
    """Across sources and within one; the others are listed without passages."""
    library = MemoryLibrary()
    await keep(library, "new", GATES, hours=1)
    await keep(library, "old", POOLING, GATES, EDITED)
    assert await FoldDuplicates(library)() == 2
    assert await named(library) == {"old0": None, "old1": None, "old2": "old1", "new0": "old1"}
    assert await is_consistent(library)


async def test_folding_again_changes_nothing() -> None:
    """Not even the log."""
    library = MemoryLibrary()
    await keep(library, "a", GATES, POOLING)
    await keep(library, "b", EDITED, hours=1)
    await FoldDuplicates(library)()
    before = await library.last_change()
    assert await FoldDuplicates(library)() == 0
    assert await library.last_change() == before


async def test_when_the_original_is_gone_the_next_stands_for_the_rest() -> None:
    """It has its passages again, as if the original had never been there."""
    library = MemoryLibrary()
    for hours, name in enumerate("abc"):
        await keep(library, name, GATES, hours=hours)
    await FoldDuplicates(library)()
    await library.remove("s-a")
    assert await FoldDuplicates(library)() == 2
    assert await named(library) == {"b0": None, "c0": "b0"}
    assert await is_consistent(library)


async def test_when_the_original_says_something_else_the_copy_stands() -> None:
    """What it said is still found."""
    library = MemoryLibrary()
    await keep(library, "a", GATES)
    await keep(library, "b", GATES, hours=1)
    await FoldDuplicates(library)()
    await keep(library, "a", POOLING, hours=2)
    assert await FoldDuplicates(library)() == 1
    assert await named(library) == {"b0": None, "a0": None}
    assert await is_consistent(library)


async def test_a_copy_that_says_something_else_stands_without_being_unfolded() -> None:
    """Reading it again made it an entry of its own already."""
    library = MemoryLibrary()
    await keep(library, "a", GATES)
    await keep(library, "b", GATES, hours=1)
    await FoldDuplicates(library)()
    await keep(library, "b", POOLING, hours=2)
    assert await FoldDuplicates(library)() == 0
    assert await is_consistent(library)


async def test_an_original_that_is_read_again_goes_on_standing() -> None:
    """Its source is the newest now, but an answer's sources do not change with a line elsewhere on the page."""
    library = MemoryLibrary()
    await keep(library, "a", GATES)
    await keep(library, "b", GATES, hours=1)
    await FoldDuplicates(library)()
    await keep(library, "a", GATES, POOLING, hours=2)
    assert await FoldDuplicates(library)() == 0
    assert (await named(library))["b0"] == "a0"


async def test_an_excerpt_makes_way_for_the_whole() -> None:
    """Also where it was read first and stood for others: they point to the whole then."""
    library = MemoryLibrary()
    await keep(library, "index", EXCERPT)
    await keep(library, "mirror", EXCERPT, hours=1)
    await FoldDuplicates(library)()
    assert await named(library) == {"index0": None, "mirror0": "index0"}
    await keep(library, "post", GATES + POOLING, hours=2)
    assert await FoldDuplicates(library)() == 2
    assert await named(library) == {"index0": "post0", "mirror0": "post0", "post0": None}
    assert await is_consistent(library)


async def test_an_entry_that_two_originals_are_like_does_not_join_them() -> None:
    """Only what repeats the original itself is folded: no drifting from copy to copy to something else."""
    library = MemoryLibrary()
    drift = [GATES + POOLING[:length] for length in (0, 8, 16, 24, 32, 40)]
    await keep(library, "a", *reversed(drift))
    await FoldDuplicates(library)()
    folds = await named(library)
    assert folds["a1"] == "a0"
    assert folds["a5"] not in {None, "a0"}
    assert await is_consistent(library)


@dataclass
class StoppingLibrary(MemoryLibrary):
    """A library whose process is killed before the change of this number."""

    changes_left: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    async def fold(self, entry_id: str, duplicate_of: str | None, passages: Sequence[Passage]) -> None:
        """Fold, or be killed."""
        if not self.changes_left:
            raise KeyboardInterrupt
        self.changes_left -= 1
        await super().fold(entry_id, duplicate_of, passages)


@pytest.mark.parametrize("done", range(4))
async def test_a_run_that_was_stopped_is_completed_by_the_next(done: int) -> None:
    """What it left has no chain, and every duplicate's original is there or about to be replaced."""
    library = StoppingLibrary(changes_left=10)
    for hours, name in enumerate("abcde"):
        await keep(library, name, GATES, hours=hours)
    await FoldDuplicates(library)()
    await library.remove("s-a")
    library.changes_left = done
    with pytest.raises(KeyboardInterrupt):
        await FoldDuplicates(library)()
    assert not await has_chain(library)
    library.changes_left = 10
    assert await FoldDuplicates(library)() == 4 - done
    assert await named(library) == {"b0": None, "c0": "b0", "d0": "b0", "e0": "b0"}
    assert await is_consistent(library)


async def test_who_points_to_an_original_is_pointed_elsewhere_before_it_is_folded() -> None:
    """Killed in between, a duplicate must not point to a duplicate."""
    library = StoppingLibrary(changes_left=10)
    await keep(library, "index", EXCERPT)
    await keep(library, "mirror", EXCERPT, hours=1)
    await FoldDuplicates(library)()
    await keep(library, "post", GATES + POOLING, hours=2)
    library.changes_left = 1
    with pytest.raises(KeyboardInterrupt):
        await FoldDuplicates(library)()
    assert await named(library) == {"index0": None, "mirror0": "post0", "post0": None}


@given(st.lists(CHANGES, max_size=12))
async def test_nothing_is_lost_through_any_history(changes: list[tuple[str, list[str] | None, bool]]) -> None:
    """Whatever is kept and removed: no chain ever, and after folding each text is held by an entry that stands."""
    library = MemoryLibrary()
    for hours, (name, texts, fold) in enumerate(changes):
        if texts is None:
            await library.remove(f"s-{name}")
        else:
            await keep(library, name, *texts, hours=hours)
        assert not await has_chain(library)
        if fold:
            await FoldDuplicates(library)()
            entries = {entry.id: entry for entry, _ in await library.entries()}
            assert all(repeats(each, entries[each.duplicate_of]) for each in entries.values() if each.duplicate_of)
            assert await is_consistent(library)
            assert await FoldDuplicates(library)() == 0
