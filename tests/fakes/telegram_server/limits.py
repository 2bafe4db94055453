"""Flood limits, where a test wants them."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fakes.telegram_server.chats import Chat
from tests.fakes.telegram_server.errors import Refused, too_many

COUNTED = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "copymessage",
        "forwardmessage",
        "editmessagetext",
        "editmessagecaption",
        "editmessagemedia",
        "editmessagereplymarkup",
    }
)
"""Calls that show something in a chat. That edits count like messages is in no document; bots found it out."""


@dataclass
class Limits:
    """How much a bot may send. Bots FAQ, "My bot is hitting limits": 1/s a chat, 20/min a group, 30/s in all.

    Telegram forgives short bursts; here a limit is a limit.
    """

    per_chat_second: int = 1
    per_group_minute: int = 20
    per_second: int = 30
    _sent: defaultdict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat: Chat | None, now: float) -> Refused | None:
        """Count a call, or say how it is refused."""
        windows: list[tuple[object, int, float]] = [("all", self.per_second, 1.0)]
        if chat is not None:
            windows.append((("second", chat.id), self.per_chat_second, 1.0))
        if chat is not None and not chat.private:
            windows.append((("minute", chat.id), self.per_group_minute, 60.0))
        wait = max(self._wait(key, most, seconds, now) for key, most, seconds in windows)
        if wait > 0:
            return too_many(math.ceil(wait))
        for key, _, _ in windows:
            self._sent[key].append(now)
        return None

    def _wait(self, key: object, most: int, seconds: float, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return 0.0 if len(sent) < most else sent[0] + seconds - now
