"""Whether the bot speaks to one message of one chat."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from knowledge.errors import EmbedderRefused, QuestionRefused
from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.question import DEFAULT_LIMIT
from knowledge.listening.gate import score
from knowledge.listening.message_vectors import MessageVectors
from knowledge.ports import Policies
from knowledge.records import Addressing, ChatPolicy, ListenGate, Policy, Reason, Verdict

_SPOKEN_TO: Final = {
    Policy.QUIET: {Addressing.COMMAND},
    Policy.MENTION: {Addressing.COMMAND, Addressing.MENTION},
    Policy.LISTEN: {Addressing.COMMAND, Addressing.MENTION},
}


class Heard(NamedTuple):
    """What the bot makes of a message that nobody addressed to it, and from which entry it would answer."""

    verdict: Verdict
    entry_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShouldAnswer:
    """Decide whether to speak: to whoever asks the bot, by the chat's policy; unasked, by its gate and the evidence.

    A chat that listens has to have evidence of at least the listen threshold; where a gate was fitted, for it or for
    every chat, the message has to pass that first. A gate whose embedder is not the one in use, or cannot be reached,
    is as none.

    Raises:
        LibraryUnavailable: the library cannot be read.
        IndexUnavailable: the index cannot be read.
    """

    policies: Policies
    find_passages: FindPassages
    vectors: MessageVectors | None
    answer_threshold: float
    listen_threshold: float
    limit: int = DEFAULT_LIMIT

    async def __call__(self, chat_id: int, text: str, addressing: Addressing) -> Verdict:
        """The verdict on one message; its threshold is that for the evidence of an answer to it."""
        chat = await self.policies.policy(chat_id)
        if addressing is not Addressing.NONE:
            threshold = self.answer_threshold if chat.answer_threshold is None else chat.answer_threshold
            speaks = addressing in _SPOKEN_TO[chat.policy]
            return Verdict(speaks, Reason.ADDRESSED if speaks else Reason.POLICY, threshold)
        if chat.policy is not Policy.LISTEN:
            return Verdict(speaks=False, reason=Reason.POLICY, threshold=self._least(chat))
        return (await self.unasked(chat, text)).verdict

    async def unasked(self, chat: ChatPolicy, text: str, *, between: bool = False, whole: bool = False) -> Heard:
        """What is made of a message that nobody addressed to the bot, as where the chat listens.

        `between` people, what one says to another, nothing but a gate can tell that the bot may join in. With `whole`
        the evidence is weighed even where the gate says no.
        """
        least = self._least(chat)
        gate = await self.policies.gate(chat.chat_id)
        scored = None if gate is None else await self._score(gate, text)
        passes = not between if gate is None or scored is None else scored >= gate.threshold
        if not passes and not whole:
            return Heard(Verdict(speaks=False, reason=Reason.NOT_ASKED, threshold=least, score=scored))
        confidence, entry_id = await self._evidence(text)
        speaks = passes and confidence >= least
        silent = Reason.NO_EVIDENCE if passes else Reason.NOT_ASKED
        return Heard(Verdict(speaks, Reason.OVERHEARD if speaks else silent, least, scored, confidence), entry_id)

    def _least(self, chat: ChatPolicy) -> float:
        return self.listen_threshold if chat.listen_threshold is None else chat.listen_threshold

    async def _score(self, gate: ListenGate, text: str) -> float | None:
        """What the gate says; None where it needs a vector that cannot be had."""
        if gate.sense is None:
            return score(gate, text)
        if self.vectors is None or self.vectors.name != gate.sense.embedder:
            return None
        try:
            return score(gate, text, await self.vectors.passing(text))
        except EmbedderRefused:
            return None

    async def _evidence(self, text: str) -> tuple[float, str | None]:
        """The chance (0..1) that what was read answers, and its best entry; 0 for what is no question at all."""
        try:
            question = await self.find_passages.understood(text, self.limit)
        except QuestionRefused:
            return 0.0, None
        evidence, _ = weigh(question, await self.find_passages(question))
        return evidence.confidence, evidence.entries[0].found[0].entry.id if evidence.entries else None
