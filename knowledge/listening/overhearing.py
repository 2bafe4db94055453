"""Hearing what nobody said to the bot: whether it speaks up, or only writes down that it would."""

from dataclasses import dataclass

from knowledge.listening.should_answer import ShouldAnswer
from knowledge.ports import Clock, Overhearings
from knowledge.records import ChatPolicy, Origin, Overheard, Policy, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Overhear:
    """Decide on a message of a chat that nobody addressed to the bot; where there is a shadow, keep it and be silent.

    Raises:
        LibraryUnavailable: the library cannot be read, or the message not be kept.
        IndexUnavailable: the index cannot be read.
    """

    should_answer: ShouldAnswer
    overhearings: Overhearings
    clock: Clock

    async def __call__(self, text: str, origin: Origin, chat: ChatPolicy, *, between: bool = False) -> Verdict:
        """The verdict on what was said in this chat; `between`: somebody says it to somebody else."""
        decide = self.should_answer
        if chat.shadow:
            heard, entry_id = await decide.unasked(chat, text, between=between, whole=True)
            await self._keep(text, origin, heard, entry_id)
            return Verdict(speaks=False, reason=Reason.POLICY, threshold=heard.threshold)
        if chat.policy is not Policy.LISTEN:
            return Verdict(speaks=False, reason=Reason.POLICY, threshold=decide.listen_threshold)
        return (await decide.unasked(chat, text, between=between)).verdict

    async def _keep(self, text: str, origin: Origin, heard: Verdict, entry_id: str | None) -> None:
        overheard = Overheard(
            id=0,
            chat_id=origin.chat_id,
            message_id=origin.message_id,
            user_id=origin.user_id,
            text=text,
            heard_at=self.clock.now(),
            would_answer=heard.speaks,
            topic_id=origin.topic_id,
            score=heard.score,
            confidence=heard.confidence,
            entry_id=entry_id,
        )
        await self.overhearings.hear(overheard)
