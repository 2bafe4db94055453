"""The vectors of messages, kept only where they were labelled."""

from knowledge.listening.message_vectors import MessageVectors
from tests.fakes import MemoryLibrary
from tests.knowledge.listening.speaking import Speaking


async def test_labelled_messages_are_embedded_once() -> None:
    """The next calibration finds them in the library, in whatever order they come; each step is reported."""
    embedder, done = Speaking(), list[int]()
    vectors = MessageVectors(MemoryLibrary(), embedder)
    first = await vectors.labelled(["一", "二"], done.append)
    again = await vectors.labelled(["二", "三", "一"])
    assert embedder.heard == ["一", "二", "三"]
    assert [one.tolist() for one in (again[2], again[0])] == [one.tolist() for one in first]
    assert done == [1, 2]


async def test_nothing_is_kept_of_a_passing_message() -> None:
    """Nobody labelled it."""
    embedder, library = Speaking(), MemoryLibrary()
    await MessageVectors(library, embedder).passing("一")
    await MessageVectors(library, embedder).labelled(["一"])
    assert embedder.heard == ["一", "一"]


async def test_another_embedder_begins_again() -> None:
    """Its vectors have another name."""
    library, other = MemoryLibrary(), Speaking(messages_name="other")
    await MessageVectors(library, Speaking()).labelled(["一"])
    await MessageVectors(library, other).labelled(["一"])
    assert other.heard == ["一"]


async def test_messages_are_embedded_in_simplified_characters() -> None:
    """The model knows them better."""
    embedder = Speaking()
    await MessageVectors(MemoryLibrary(), embedder).passing("學習")
    assert embedder.heard == ["学习"]
