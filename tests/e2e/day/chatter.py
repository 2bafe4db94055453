"""What people of a group say and send to each other all day, and nobody to the bot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.e2e.day.people import COMERS, PEOPLE
from tests.e2e.day.running import Hours
from tests.e2e.week.handing_in import picture
from tests.fakes.telegram_server import Chat, Posted, TelegramServer, Upload, User, origins
from tests.fakes.telegram_server.asked import Json

WHO: Final = ("我", "我们组", "同桌", "导师", "隔壁实验室", "昨天那位同学")
DID: Final = ("刚跑完", "又调了一遍", "终于看懂了", "打算重写", "还没弄明白", "把结果贴在网盘了：")
WHAT: Final = ("第三章的习题", "那个卷积网络", "数据清洗的脚本", "梯度检查", "周五要讲的论文", "交叉验证")
HOW: Final = ("，累死了", "，比想的简单", "……先去吃饭", "，晚上再说", " 😂", "，有人一起吗？")
ENGLISH: Final = (
    "anyone up for the reading circle tonight?",
    "my loss went to nan again lol",
    "I think the batch size matters more than people say",
    "pushed the notebook, please have a look",
    "see you at eight, same room",
    "why is everybody talking about transformers today?",
)
LEFT_OPEN: Final = (
    "有人知道批归一化在批很小的时候怎么办吗？",
    "谁能说说梯度裁剪到底治什么？",
    "dropout 在推断的时候要不要关掉啊",
    "AUC 直观上是什么意思来着",
)
"""Questions to everybody, which the sources would answer: the bot is not asked."""

_STICKER: Final = {"file_id": "s1", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
_VOICE: Final = {"file_id": "v1", "file_unique_id": "v", "duration": 4, "mime_type": "audio/ogg", "file_size": 9000}


@dataclass
class Chatter:
    """A group in which so many messages come between two hours."""

    telegram: TelegramServer
    group: Chat
    topics: tuple[int, ...]
    random: Random
    said: list[Posted] = field(default_factory=list)
    board: Upload = field(default_factory=lambda: Upload("board.jpg", picture("seagreen")))

    async def go_on(self, hours: Hours, many: int, ends: float) -> None:
        """Say them one after the other, at uneven distances."""
        begins = hours.now
        at = sorted(self.random.uniform(begins, ends) for _ in range(many))
        acts = self._acts()
        for hour in at:
            await hours.until(hour)
            (act,) = self.random.choices(*zip(*acts, strict=True), k=1)
            act(self._somebody())

    def words(self) -> str:
        """A sentence that nobody has to answer, or a question to everybody."""
        kind = self.random.random()
        if kind < 0.05:
            return self.random.choice(LEFT_OPEN)
        if kind < 0.25:
            return self.random.choice(ENGLISH)
        return "".join(map(self.random.choice, (WHO, DID, WHAT, HOW)))

    def _acts(self) -> list[tuple[Callable[[User], object], int]]:
        return [
            (self._say, 62),
            (self._reply, 8),
            (self._sticker, 7),
            (self._photo, 4),
            (self._voice, 4),
            (self._poll, 2),
            (self._forward, 4),
            (self._edit, 4),
            (self._come, 3),
            (self._go, 2),
        ]

    def _somebody(self) -> User:
        return self.random.choice(PEOPLE)

    def _topic(self) -> int:
        return self.random.choice((0, *self.topics))

    def _say(self, user: User) -> None:
        self.said.append(self.telegram.say(self.group, user, self.words(), topic=self._topic()))

    def _reply(self, user: User) -> None:
        if self.said:
            before = self.random.choice(self.said[-30:])
            thread = before.content.get("message_thread_id") if before.content.get("is_topic_message") else 0
            topic = thread if isinstance(thread, int) else 0
            self.said.append(self.telegram.say(self.group, user, self.words(), reply_to=before, topic=topic))

    def _sticker(self, user: User) -> None:
        shown = _STICKER | {"is_animated": False, "is_video": False, "emoji": "👍"}
        self.telegram.send(self.group, user, {"sticker": shown}, topic=self._topic())

    def _photo(self, user: User) -> None:
        caption = self.words() if self.random.random() < 0.5 else ""
        self.telegram.photograph(self.group, user, self.board, caption)

    def _voice(self, user: User) -> None:
        self.telegram.send(self.group, user, {"voice": _VOICE}, topic=self._topic())

    def _poll(self, user: User) -> None:
        options = [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(("八点", "九点"))]
        poll: Json = {"id": str(self.random.randrange(10**9)), "question": "今晚几点？", "options": options}
        poll |= {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
        poll |= {"allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
        self.telegram.send(self.group, user, {"poll": poll}, topic=self._topic())

    def _forward(self, user: User) -> None:
        self.telegram.forward(self.group, user, self.words(), origins.from_hidden_user("某位老师"))

    def _edit(self, user: User) -> None:
        if self.said:
            before = self.random.choice(self.said[-20:])
            self.telegram.edit(before, f"{before.text}（改）{user.first_name}")

    def _come(self, _: User) -> None:
        self.telegram.join(self.group, self.random.choice(COMERS))

    def _go(self, _: User) -> None:
        self.telegram.leave(self.group, self.random.choice(COMERS))
