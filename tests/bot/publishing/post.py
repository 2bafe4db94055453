"""What sends one effect, and the turns it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import Bot

from bot.publishing.outgoing import KeptFile, Outgoing
from bot.publishing.sending import SendByBot
from knowledge.records import Effect
from knowledge.spine.outbox import Sending
from knowledge.spine.outcomes import Outcome
from knowledge.spine.pacing import InProcessPaces
from tests.fakes.telegram_server import Chat, Posted


@dataclass
class Seconds:
    """A clock that a test sets."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@dataclass
class Post:
    """What sends, and the turns it takes."""

    bot: Bot
    seconds: Seconds = field(default_factory=Seconds)

    def __post_init__(self) -> None:
        self.paces = InProcessPaces(self.seconds)
        self.earlier: dict[str, int] = {}
        self.kept: dict[KeptFile, bytes] = {}
        self.send = SendByBot(self.bot, self.paces, self._earlier, self._kept)

    async def _earlier(self, key: str, chat_id: int) -> int | None:
        del chat_id
        return self.earlier.get(key)

    async def _kept(self, file: KeptFile) -> bytes | None:
        return self.kept.get(file)

    async def __call__(self, chat: Chat | int, outgoing: Outgoing | str = "门控", number: int = 1) -> Outcome:
        """Send one message."""
        said = Outgoing(outgoing) if isinstance(outgoing, str) else outgoing
        chat_id = chat.id if isinstance(chat, Chat) else chat
        return await self.send(Sending(number, Effect("k", chat_id, said.payload()), 1))


def shown(messages: Sequence[Posted]) -> list[str]:
    """What can be read."""
    return [posted.text for posted in messages]
