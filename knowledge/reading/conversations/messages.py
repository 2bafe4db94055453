"""One message of a chat, and what a conversation about one question is made of."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Message:
    """What one person sent at one time.

    `person` is the nickname, one for each person of the chat; `time` has a time zone. `text` is light Markdown,
    empty for a picture or sticker; a mention stands in it as `@` and the nickname. `topic` is the forum topic;
    `reply_to` is the id of another message, never of the topic itself.
    """

    id: int
    time: dt.datetime
    person: str
    text: str
    reply_to: int | None = None
    topic: int | None = None
    forwarded: bool = False


class Role(StrEnum):
    """What a message does for a question: ask it, answer it, or say more about it."""

    QUESTION = "question"
    ANSWER = "answer"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Part:
    """What one person said in one go, in order."""

    role: Role
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A question and what was said to it, in order of time; the question is the first part."""

    parts: tuple[Part, ...]

    @property
    def question(self) -> tuple[Message, ...]:
        """The messages that ask."""
        return self.parts[0].messages

    @property
    def answers(self) -> tuple[Message, ...]:
        """The messages that answer."""
        return tuple(message for part in self.parts if part.role is Role.ANSWER for message in part.messages)
