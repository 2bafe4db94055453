"""What decides when to speak, as it is put together."""

from bot.listening import fit_gate_of, should_answer_of
from bot.settings import Settings
from knowledge.finding.find_passages import FindPassages
from tests.fakes import BagOfWords, FixedClock, MemoryIndex, MemoryLibrary
from tests.knowledge.listening.speaking import Speaking
from tests.knowledge.memory_policies import MemoryPolicies


def test_the_thresholds_are_those_of_the_settings() -> None:
    """One for what is asked, a higher one for what is overheard; the question's limit too."""
    settings = Settings(_env_file=None, answer_threshold=0.3, question_limit=99)
    one = should_answer_of(MemoryPolicies(), FindPassages(MemoryLibrary(), MemoryIndex(), None, None), settings)
    assert (one.answer_threshold, one.listen_threshold, one.limit) == (0.3, 0.8, 99)


def test_vectors_are_had_from_an_embedder_of_messages() -> None:
    """By words alone, and with one that knows only questions and passages, there are none."""
    library, clock = MemoryLibrary(), FixedClock()
    assert fit_gate_of(library, None, clock).vectors is None
    assert fit_gate_of(library, BagOfWords(), clock).vectors is None
    vectors = fit_gate_of(library, Speaking(), clock).vectors
    assert vectors is not None
    assert vectors.name == "speaking"
