"""What members and editors do, each step until it shows."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

from bot.buttons import Press
from tests.e2e.week.people import ANN, BEN, MEMBERS
from tests.e2e.week.running import PATIENCE, Deployment
from tests.fakes.telegram_server import Chat, Posted, TelegramServer, User

T = TypeVar("T")


@dataclass
class Stage:
    """The chats of a group, and the notes that were handed in, by the names that the script gives them."""

    deployment: Deployment
    editors: Chat
    group: Chat
    other_group: Chat
    channel: Chat
    ids: dict[str, int] = field(default_factory=dict)
    begun: dict[str, Posted] = field(default_factory=dict)
    """The messages that notes began with."""
    told: dict[str, str] = field(default_factory=dict)
    """What presses were answered, by the names that the script gives them."""

    @property
    def telegram(self) -> TelegramServer:
        """Where all of it happens."""
        return self.deployment.telegram

    async def until(self, predicate: Callable[[], T | None]) -> T:
        """What the predicate says as soon as it says something true."""
        try:
            found = await self.telegram.until(predicate, PATIENCE)
        except AssertionError as late:
            said = [one.values for one in self.telegram.called("answerCallbackQuery")[-5:]]
            raise AssertionError(f"{said}\n{self.deployment.log[-2000:]}") from late
        assert found is not None
        return found

    async def press(self, user: User, posted: Posted, action: str, more: str | None = None) -> str:
        """Press a button, once it is there; what is answered, which may be nothing."""
        at = await self.until(lambda: [n for n, one in presses(posted) if is_of(one, action, more)])
        query = self.telegram.press(user, posted, at[0])
        pressed = self.telegram.pressed[query]
        answer = await self.until(lambda: pressed.answer)
        return str(answer.get("text", ""))

    async def say(self, chat: Chat, user: User, text: str, words: str = "", **more: object) -> Posted:
        """Write, and wait for a reply that holds these words."""
        posted = self.telegram.say(chat, user, text, **more)  # type: ignore[arg-type]  # passed on
        return await self.reply_to(posted, words)

    async def reply_to(self, posted: Posted, words: str = "") -> Posted:
        """What the bot says below a message."""
        return await self.until(lambda: next((one for one in below(posted) if words in one.text), None))

    async def preview(self, posted: Posted) -> Posted:
        """The newest preview below a message."""
        found = await self.until(lambda: [one for one in below(posted) if has(one, "note", "confirm")])
        return found[-1]

    async def confirm(self, name: str, user: User, posted: Posted) -> int:
        """Hand in what is previewed below a message, and agree where that is asked; the note's number.

        A photo of an album that comes late makes the preview anew, and then that is what counts.
        """
        number = await self.confirm_shown(name, user, await self.preview(posted))
        while self.state(name) == "previewed":
            number = await self.confirm_shown(name, user, await self.preview(posted))
        return number

    async def confirm_shown(self, name: str, user: User, shown: Posted) -> int:
        """Hand in what a message previews."""
        number = next(one.id for _, one in presses(shown) if is_of(one, "confirm"))
        await self.press(user, shown, "confirm", "")
        await self.until(lambda: not has(shown, "note", "confirm") or has(shown, "note", "confirm", "agreed"))
        if has(shown, "note", "confirm", "agreed"):
            await self.press(user, shown, "confirm", "agreed")
            await self.until(lambda: not has(shown, "note", "confirm"))
        self.ids[name] = number
        return number

    async def hand_in(self, name: str, user: User, text: str, chat: Chat | None = None) -> int:
        """Hand in a note by one command."""
        posted = self.begun[name] = self.telegram.say(chat or self.private(user), user, f"/submit {text}")
        return await self.confirm(name, user, posted)

    def state(self, name: str) -> str:
        """How far a note is."""
        with closing(sqlite3.connect(self.deployment.data / "library.sqlite")) as database:
            (state,) = database.execute("SELECT state FROM notes WHERE id = ?", (self.ids[name],)).fetchone()
            return str(state)

    def private(self, user: User) -> Chat:
        """Somebody's chat with the bot."""
        return self.telegram.private(user)

    async def card(self, name: str, words: str = "") -> Posted:
        """The newest card of a note in the editors' chat, once it holds these words."""
        head = f"#{self.ids[name]} ·"

        def found() -> Posted | None:
            cards = [one for one in self.telegram.sent(self.editors) if one.text.startswith(head) and presses(one)]
            return cards[-1] if cards and words in cards[-1].text else None

        return await self.until(found)

    async def decide(self, name: str, action: str, more: str | None = None, by: User = ANN) -> str:
        """Press a button of a note's card; what is answered."""
        return await self.press(by, await self.card(name), action, more)

    async def approve(self, name: str, by: User = ANN) -> None:
        """Approve a note, once its card waits for that."""
        await self.until(lambda: self._is_pending(name))
        await self.decide(name, "approve", by=by)
        await self.card(name, "已收入")

    def _is_pending(self, name: str) -> bool:
        head = f"#{self.ids[name]} ·"
        cards = [one for one in self.telegram.sent(self.editors) if one.text.startswith(head) and presses(one)]
        return bool(cards) and has(cards[-1], "card", "approve")

    async def newest(self, chat: Chat, words: str, after: int = 0) -> Posted:
        """The newest message of the bot in a chat that holds these words, and stands after another."""

        def found() -> Posted | None:
            return next(
                (one for one in reversed(self.telegram.sent(chat)) if words in one.text and one.message_id > after),
                None,
            )

        return await self.until(found)


def presses(posted: Posted) -> list[tuple[int, Press]]:
    """The weekly's buttons under a message, with their places."""
    said = ((n, Press.of(str(one.get("callback_data", "")))) for n, one in enumerate(posted.buttons))
    return [(n, one) for n, one in said if one is not None]


def is_of(press: Press, action: str, more: str | None = None) -> bool:
    """Whether a button does this."""
    return press.action == action and more in {None, press.more}


def has(posted: Posted, about: str, action: str, more: str | None = None) -> bool:
    """Whether a message has such a button."""
    return any(one.about == about and is_of(one, action, more) for _, one in presses(posted))


def below(posted: Posted) -> Iterator[Posted]:
    """What the bot has said in reply to a message."""
    for one in posted.chat.messages:
        replied = one.content.get("reply_to_message")
        if one.mine and isinstance(replied, dict) and replied["message_id"] == posted.message_id:
            yield one


def stage_of(deployment: Deployment, editors: Chat, groups: tuple[Chat, Chat], channel: Chat) -> Stage:
    """The chats with their people in them."""
    telegram = deployment.telegram
    for editor in (ANN, BEN):
        telegram.promote(editors, editor, "member")
        telegram.private(editor)
    for member in MEMBERS:
        telegram.promote(groups[0], member, "member")
    return Stage(deployment, editors, *groups, channel)
