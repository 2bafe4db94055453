"""The layers that a call to Telegram passes, in their order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiogram.client.session.base import BaseSession

from bot.conversation.requests.counting import Counting
from bot.conversation.requests.deciphering import Deciphering
from bot.conversation.requests.lost_chats import LostChats
from bot.conversation.requests.once_only import OnceOnly
from bot.conversation.requests.pacing import Pacing
from bot.conversation.requests.retrying import Retrying
from bot.metrics import Metrics
from knowledge.ports import Clock
from knowledge.spine.chats import Chats
from knowledge.spine.pacing import Paces
from knowledge.spine.replies import Replies


@dataclass(frozen=True, slots=True)
class Layers:
    """What stands behind the layers."""

    replies: Replies
    chats: Chats
    paces: Paces
    clock: Clock
    metrics: Metrics = field(default_factory=Metrics)
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Takes seconds."""

    def put_over(self, session: BaseSession) -> None:
        """Let every call of a session pass them: the first is the outermost."""
        session.middleware(OnceOnly(self.replies, self.clock, self.metrics))
        session.middleware(LostChats(self.chats, self.clock))
        session.middleware(Retrying(self.chats, self.paces, self.metrics, self.pause))
        session.middleware(Pacing(self.paces, self.pause))
        session.middleware(Counting(self.metrics))
        session.middleware(Deciphering())
