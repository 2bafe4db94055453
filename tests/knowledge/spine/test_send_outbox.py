"""Every effect goes out once, and what does not go out is given up or left to a person; over a real database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.errors import LibraryUnavailable
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState, Kept, Sending
from knowledge.spine.outcomes import Barred, Gone, Later, Moved, Outcome, Refused, Sent, Unknown
from knowledge.spine.send_outbox import SendOutbox
from tests.fakes import FixedClock

A, B, ADMIN = -100, -200, -300
MINUTE = dt.timedelta(minutes=1)


class Telegram:
    """A `Send` that answers with what it was given, in that order; with yes when that is used up."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.sent: list[str] = []

    async def __call__(self, sending: Sending) -> Outcome:
        """The next outcome."""
        self.sent.append(sending.effect.key)
        return self.outcomes.pop(0) if self.outcomes else Sent(len(self.sent))


class Notices:
    """Notices that say what they are about."""

    def gave_up(self, sending: Sending, reason: str) -> Sequence[Effect]:
        """One was given up."""
        return [Effect(f"gave up {sending.effect.key}: {reason}", ADMIN, {})]

    def uncertain(self, sendings: Sequence[tuple[int, int]]) -> Sequence[Effect]:
        """These are uncertain."""
        return [Effect(f"uncertain {list(sendings)}", ADMIN, {})]


@dataclass
class Post:
    """An outbox that is being sent."""

    engine: AsyncEngine
    outbox: SqlOutbox
    chats: SqlChats
    clock: FixedClock = field(default_factory=FixedClock)
    telegram: Telegram = field(default_factory=Telegram)

    def by(self, sender: str, outbox: SqlOutbox | None = None) -> SendOutbox:
        """What sends, in one process."""
        return SendOutbox(
            outbox or self.outbox, self.chats, self.clock, self.telegram, sender, Notices(), self.another_second
        )

    async def another_second(self) -> None:
        """A pause in which nothing happens but that time goes on."""
        self.clock.time += dt.timedelta(seconds=1)

    async def put(self, *keys: str, chat: int = A) -> None:
        """Effects of a chat."""
        await self.outbox.put([Effect(key, chat, {"html": key}) for key in keys], self.clock.now())

    async def send(self, *outcomes: Outcome) -> list[str]:
        """Send while something is due; what Telegram was asked to send."""
        self.telegram.outcomes += outcomes
        before = len(self.telegram.sent)
        while await self.by("one")():
            pass
        return self.telegram.sent[before:]

    async def kept(self) -> dict[str, Kept]:
        """Every effect by its key."""
        return {one.key: one for one in await self.outbox.effects(list(EffectState))}

    async def states(self) -> dict[str, str]:
        """The state of every effect."""
        return {key: one.state.value for key, one in (await self.kept()).items()}


@pytest.fixture
async def post(sqlite_database: Path) -> AsyncIterator[Post]:
    """An empty outbox."""
    async with open_engine(sqlite_database) as engine:
        yield Post(engine, SqlOutbox(engine), SqlChats(engine))


async def test_effects_of_a_chat_go_out_in_order_and_once(post: Post) -> None:
    """And it is kept as which message."""
    await post.put("a", "b")
    assert await post.send() == ["a", "b"]
    assert await post.send() == []
    assert [(one.state, one.message_id) for one in (await post.kept()).values()] == [("sent", 1), ("sent", 2)]


async def test_what_must_wait_holds_back_its_chat_and_no_other(post: Post) -> None:
    """As long as Telegram says."""
    await post.put("a", "b")
    await post.put("c", chat=B)
    assert await post.send(Later("flood", 10 * MINUTE, hold_chat=True)) == ["a", "c"]
    post.clock.time += 9 * MINUTE
    assert await post.send() == []
    post.clock.time += MINUTE
    assert await post.send() == ["a", "b"]


async def test_what_fails_for_a_while_is_tried_again_ever_more_seldom(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And given up in the end, of which an admin is told; then the next of its chat comes."""
    monkeypatch.setattr("knowledge.spine.send_outbox._ATTEMPTS", 8)
    await post.put("a", "b")
    assert (await post.send(Later("unreachable")))[0] == "a"
    for pause in (1, 5, 30, 120, 600, 600, 600):
        post.clock.time += dt.timedelta(seconds=pause) - dt.timedelta.resolution
        assert await post.send() == []
        post.clock.time += dt.timedelta.resolution
        assert (await post.send(Later("unreachable")))[0] == "a"
    assert post.telegram.sent[-2:] == ["b", "gave up a: unreachable"]
    assert await post.states() == {"a": "failed", "b": "sent", "gave up a: unreachable": "sent"}


async def test_what_is_refused_is_given_up_at_once(post: Post) -> None:
    """The next effect of its chat is not held up."""
    await post.put("a", "b")
    assert await post.send(Refused("message is too long")) == ["a", "b", "gave up a: message is too long"]
    assert (await post.states())["a"] == "failed"


async def test_nothing_is_sent_to_a_lost_chat(post: Post) -> None:
    """Neither what waits nor what comes later, until something is heard from there; and it is no alarm."""
    await post.put("a", "b")
    assert await post.send(Gone("bot was kicked")) == ["a"]
    assert {one.reason for one in (await post.kept()).values()} == {"bot was kicked"}
    await post.put("c")
    assert await post.send() == []
    assert await post.states() == {"a": "failed", "b": "failed", "c": "failed"}
    await post.chats.heard(A)
    await post.put("d")
    assert await post.send() == ["d"]


async def test_effects_follow_a_group_that_moved(post: Post) -> None:
    """In their order, at once."""
    await post.put("a", "b")
    assert await post.send(Moved(B)) == ["a", "a", "b"]
    assert {one.chat_id for one in (await post.kept()).values()} == {B}


async def test_what_may_have_gone_out_is_left_to_a_person(post: Post) -> None:
    """Never sent again by itself; told of, and sent if a person says so."""
    await post.put("a")
    number = (await post.kept())["a"].id
    assert await post.send(Unknown("timeout")) == ["a", f"uncertain [({number}, 1)]"]
    post.clock.time += dt.timedelta(days=30)
    assert await post.send() == []
    assert await post.outbox.resolve(number, send=True, now=post.clock.now())
    assert await post.send() == ["a"]


async def test_without_a_valid_token_everything_stays(post: Post) -> None:
    """Somebody will mend it: nothing failed, nothing is in doubt."""
    await post.put("a")
    post.telegram.outcomes = [Barred("token refused")]
    attempt = await post.by("one")()
    assert attempt is not None
    assert attempt.outcome == Barred("token refused")
    assert await post.states() == {"a": "pending"}


async def test_whoever_takes_over_leaves_to_a_person_what_another_was_sending(post: Post) -> None:
    """All of it in one notice; of nothing there is none."""
    await post.put("a")
    await post.put("b", chat=B)
    died = [sending.id for sending in await post.outbox.claim("dead", 9, post.clock.now())]
    assert await post.by("one").take_over() == 2
    assert await post.by("two").take_over() == 0
    assert await post.send() == [f"uncertain {[(number, 1) for number in died]}"]
    assert (await post.states())["a"] == "uncertain"


async def test_what_a_process_was_sending_when_it_lost_its_turn_is_in_doubt_too(post: Post) -> None:
    """It may get the turn again under the same name: the chat must not wait for the next start."""
    await post.put("a", "b")

    async def cut_off(_: Sending) -> Outcome:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await replace(post.by("one"), send=cut_off)()
    assert await post.by("one").take_over() == 1
    assert "b" in await post.send()


async def test_a_claim_of_which_nobody_heard_is_given_back(post: Post) -> None:
    """Its answer was lost on the way: nothing was sent, and the chat goes on with the next look."""
    await post.put("a")

    class Deaf(SqlOutbox):
        """A database whose answer to the first claim is lost."""

        claims = 0

        async def claim(self, sender: str, limit: int, now: dt.datetime, chat_id: int | None = None) -> list[Sending]:
            """Done, yet not heard of."""
            claimed = await super().claim(sender, limit, now, chat_id)
            type(self).claims += 1
            if self.claims == 1:
                raise LibraryUnavailable
            return claimed

    one = post.by("one", Deaf(post.engine))
    with pytest.raises(LibraryUnavailable):
        await one()
    attempt = await one()
    assert attempt is not None
    assert (attempt.sending.effect.key, attempt.sending.attempt) == ("a", 1)
    assert await post.states() == {"a": "sent"}


async def test_what_was_sent_is_kept_however_long_the_database_takes(post: Post) -> None:
    """Else it would be in doubt, though this process knows better."""
    await post.put("a")

    class Full(SqlOutbox):
        """A database whose disk is full for three tries."""

        tries = 0

        async def sent(self, effect_id: int, message_id: int | None, now: dt.datetime) -> bool:
            """Not yet."""
            type(self).tries += 1
            if self.tries <= 3:
                raise LibraryUnavailable
            return await super().sent(effect_id, message_id, now)

    assert await post.by("one", Full(post.engine))()
    assert (Full.tries, await post.states(), post.telegram.sent) == (4, {"a": "sent"}, ["a"])
