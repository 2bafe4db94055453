"""What decides when to speak, and is taught it, put together over the ports that it needs."""

from bot.settings import Settings
from knowledge.finding.find_passages import FindPassages
from knowledge.listening.fit_gate import FitGate
from knowledge.listening.message_vectors import MessageVectors
from knowledge.listening.should_answer import ShouldAnswer
from knowledge.ports import Clock, Library, MessageEmbedder, Policies


def should_answer_of(policies: Policies, find: FindPassages, settings: Settings) -> ShouldAnswer:
    """What decides on a message in a deployment that finds in this way."""
    return ShouldAnswer(
        policies,
        find,
        _vectors(find.library, find.embedder),
        settings.answer_threshold,
        settings.listen_threshold,
        settings.question_limit,
    )


def fit_gate_of(library: Library, embedder: object, clock: Clock) -> FitGate:
    """What fits listen gates, with vectors where the embedder has some for messages."""
    return FitGate(_vectors(library, embedder), clock)


def _vectors(library: Library, embedder: object) -> MessageVectors | None:
    return MessageVectors(library, embedder) if isinstance(embedder, MessageEmbedder) else None
