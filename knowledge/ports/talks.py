"""What is kept of talks, and what is set for the chats."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Protocol

from knowledge.records import (
    Audit,
    ChatPolicy,
    Effect,
    Exchange,
    Feedback,
    ListenGate,
    Meaning,
    OpenQuestion,
    Origin,
    Overheard,
)


class Exchanges(Protocol):
    """What was asked in chats, and what came of it.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def add(self, exchange: Exchange) -> int:
        """Keep an exchange; its new id."""
        ...

    async def exchange(self, exchange_id: int) -> Exchange | None:
        """The exchange with this id."""
        ...

    async def said_in(self, chat_id: int, topic_id: int | None, message_id: int) -> Exchange | None:
        """The exchange whose answer, or a part of it, this message of a chat and topic carries."""
        ...

    async def asked_in(self, user_id: int, chats: Collection[int]) -> bool:
        """Whether somebody has asked something in one of these chats."""
        ...

    async def of_message(self, chat_id: int, message_id: int, after: int = 0) -> list[Exchange]:
        """What a message of a chat asked, the oldest first: what was kept after the exchange with this id."""
        ...

    async def begun_before(self, origin: Origin, said_at: dt.datetime) -> bool:
        """Whether an earlier message of the same person in this place asked several lines, and was kept after that.

        What was said then may be one of them.
        """
        ...

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """Note which message carries the answer of an exchange, and in which further ones it goes on."""
        ...

    async def answered(self, chat_id: int, since: dt.datetime, limit: int) -> list[tuple[int, Meaning]]:
        """Ids and meanings of what was asked in a chat since then and answered anew, the newest first."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Remove the exchanges that are older, but for those that ask a question that is still open; how many.

        Questions of the list that are older go too where no exchange is left that asks them.
        """
        ...


class OpenQuestions(Protocol):
    """Questions that nothing has answered yet, and who wants to be told when something does.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def questions(self, chat_id: int | None = None, *, closed: bool = False) -> list[OpenQuestion]:
        """Those of a chat or of all, the oldest first; the closed ones too where they are wanted."""
        ...

    async def open(self, question: OpenQuestion, exchange_id: int) -> int:
        """Put a question on the list, asked by this exchange; its new id, or that of the open one it asks already."""
        ...

    async def asked_again(self, question_id: int, exchange_id: int) -> None:
        """Note that another exchange asks a question that is on the list."""
        ...

    async def asked_by(self, exchange_id: int) -> int | None:
        """The id of the question that an exchange asks, unless that was closed by hand."""
        ...

    async def want(self, exchange_id: int) -> bool:
        """Note that whoever asked wants to be told; whether that is new."""
        ...

    async def close(self, question_id: int, at: dt.datetime, entry_id: str | None = None) -> bool:
        """Close an open question, with the entry that answers it if any; whether it was open."""
        ...

    async def reopen(self, exchange_id: int) -> None:
        """Open the question again that an exchange asks: what answered it is gone."""
        ...

    async def untold(self) -> list[tuple[Exchange, str]]:
        """Exchanges whose askers want to be told and were not, with the id of the entry that answers them."""
        ...

    async def tell(self, exchange_id: int, news: Effect, at: dt.datetime) -> bool:
        """Put the news for an asker into the outbox; false where they were told before, by whichever process."""
        ...


class Policies(Protocol):
    """When the bot speaks in each chat, and the gates that tell what to answer unasked.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def policy(self, chat_id: int) -> ChatPolicy:
        """What is set for a chat; the default where nothing is."""
        ...

    async def keep_policy(
        self, policy: ChatPolicy, before: ChatPolicy | None = None, told: Sequence[Audit] = ()
    ) -> None:
        """Set when the bot speaks in a chat, and write `told` down with it.

        With `before`, as it was read, only what is otherwise: another admin may have changed the rest since.
        """
        ...

    async def languages(self) -> dict[int, str]:
        """By its id, the language of each chat that has one of its own."""
        ...

    async def shadowed(self) -> list[ChatPolicy]:
        """Of each chat with a shadow, what is set."""
        ...

    async def gate(self, chat_id: int) -> ListenGate | None:
        """The gate that was fitted for a chat, else the one for every chat, if any."""
        ...

    async def keep_gate(self, gate: ListenGate, chat_id: int | None, told: Audit | None = None) -> None:
        """Use a gate in a chat, or with None in every chat that has none of its own; an older one is gone.

        `told` is written down with it.
        """
        ...


class Opinions(Protocol):
    """What people think of answers.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def give(self, feedback: Feedback) -> None:
        """Keep what somebody thinks of an answer, in the place of what they thought; nothing where it is forgotten."""
        ...

    async def take_back(self, exchange_id: int, user_id: int) -> bool:
        """Forget what somebody thought of it; whether they had said so."""
        ...

    async def of(self, exchange_id: int) -> list[Feedback]:
        """What was thought of one answer, the oldest first."""
        ...

    async def balance(self, exchange_id: int) -> int:
        """How many more think well than ill of an answer, each time that its chat was given it."""
        ...

    async def between(self, begins: dt.datetime, ends: dt.datetime) -> list[tuple[Exchange, Feedback]]:
        """What was thought in this time, but not at its end, with the exchange, the oldest first."""
        ...


class Overhearings(Protocol):
    """What was said in groups without the bot being asked, in chats whose admins teach it when to answer.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def hear(self, overheard: Overheard) -> int:
        """Keep a message; its id, the same where it is known."""
        ...

    async def overheard(self, id_: int) -> Overheard | None:
        """One of them."""
        ...

    async def label(
        self, id_: int, by: int, at: dt.datetime, *, should_answer: bool, told: Audit | None = None
    ) -> Overheard | None:
        """Note whether it should be answered, and write `told` down with it; it as it is now, None where it is gone."""
        ...

    async def unlabelled(self, chat_id: int, limit: int) -> list[Overheard]:
        """Those of a chat that nobody has labelled, the newest first."""
        ...

    async def labelled(self, chat_id: int | None = None) -> list[Overheard]:
        """Those of a chat, or of all, that somebody has labelled, the oldest first."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Remove what is older and was never labelled; how many."""
        ...
