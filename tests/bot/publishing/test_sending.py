"""What becomes of one effect, by python-telegram-bot over real HTTP."""

import datetime as dt

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.publishing.outgoing import Outgoing
from bot.publishing.sending import SendByBot
from knowledge.errors import LibraryUnavailable
from knowledge.records import Effect
from knowledge.spine.outbox import Sending
from knowledge.spine.outcomes import Barred, Gone, Later, Moved, Outcome, Refused, Sent, Unknown
from knowledge.spine.pacing import InProcessPaces, Rate
from knowledge.spine.turns import GROUP
from tests.bot.publishing.post import Post, shown
from tests.fakes.telegram_server import TelegramServer, User, faults

MING = User(7, "小明")
ARRIVED, NOT_ARRIVED = True, False


async def test_a_message_goes_where_it_belongs(telegram: TelegramServer, post: Post) -> None:
    """Below the question, in its topic, with its links but no previews of them."""
    group = telegram.group(forum=True)
    topic = telegram.topic(group)
    question = telegram.say(group, MING, "/ask 门控?", topic=topic)
    html = '<b>答</b> <a href="https://example.org/9">周刊</a>'
    outcome = await post(group, Outgoing(html, question.message_id, topic, silent=True))
    (posted,) = telegram.sent(group)
    assert outcome == Sent(posted.message_id)
    assert posted.text == "答 周刊"
    assert posted.content["message_thread_id"] == topic
    (call,) = telegram.called("sendMessage")
    assert "is_disabled" in str(call.values["link_preview_options"])
    assert str(question.message_id) in str(call.values["reply_parameters"])
    assert str(call.values["disable_notification"]).lower() == "true"


async def test_what_stood_there_may_be_gone(telegram: TelegramServer, post: Post) -> None:
    """The question was deleted, or its topic: the message goes out without."""
    group = telegram.group(forum=True)
    assert isinstance(await post(group, Outgoing("一", reply_to=99)), Sent)
    assert isinstance(await post(group, Outgoing("二", topic_id=98)), Sent)
    assert shown(telegram.sent(group)) == ["一", "二"]


async def test_markup_that_telegram_does_not_take_goes_out_as_plain_text(telegram: TelegramServer, post: Post) -> None:
    """At once."""
    group = telegram.group()
    assert isinstance(await post(group, "<b>1 &lt; 2</b> <kbd>x</kbd>"), Sent)
    assert shown(telegram.sent(group)) == ["1 < 2 x"]


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        (faults.flood(3), Later("flood", dt.timedelta(seconds=3), hold_chat=True), NOT_ARRIVED),
        (faults.flood(4 * 3600), Later("flood", dt.timedelta(hours=4), hold_chat=True), NOT_ARRIVED),
        (faults.gateway(502), Later("server error"), NOT_ARRIVED),
        (faults.refuse(500, "Internal Server Error"), Later("server error"), NOT_ARRIVED),
        (faults.kicked(), Gone("kicked"), NOT_ARRIVED),
        (faults.refuse(400, "Bad Request: message is too long"), Refused("Message is too long"), NOT_ARRIVED),
        (faults.reset(), Unknown("answer lost"), NOT_ARRIVED),
        (faults.reset(after_effect=True), Unknown("answer lost"), ARRIVED),
        (faults.truncate(), Unknown("answer lost"), ARRIVED),
    ],
)
async def test_a_fault_is_told_for_what_it_is(
    telegram: TelegramServer, post: Post, fault: faults.Fault, outcome: Outcome, *, arrived: bool
) -> None:
    """What may have arrived is never counted as not sent."""
    group = telegram.group()
    telegram.fail("sendMessage", fault)
    assert await post(group) == outcome
    assert bool(telegram.sent(group)) is arrived


async def test_a_message_without_an_answer_in_time_may_have_arrived(telegram: TelegramServer) -> None:
    """It has, here."""
    group = telegram.group()
    telegram.fail("sendMessage", faults.hang(after_effect=True))
    request = HTTPXRequest(read_timeout=0.1)
    hasty = Bot(telegram.token, base_url=f"{telegram.url}/bot", request=request)
    assert await Post(hasty)(group) == Unknown("timeout")
    assert shown(telegram.sent(group)) == ["门控"]
    await request.shutdown()


async def test_a_server_that_cannot_be_reached_got_nothing(telegram: TelegramServer, post: Post) -> None:
    """And gets it when it is back."""
    group = telegram.group()
    await telegram.down()
    assert await post(group) == Later("unreachable")
    await telegram.up()
    assert isinstance(await post(group), Sent)


async def test_a_chat_that_is_not_there_is_gone(telegram: TelegramServer, post: Post) -> None:
    """Blocked by a person, or never met."""
    telegram.private(MING)
    telegram.block(MING)
    assert await post(MING.id) == Gone("blocked")
    assert await post(-1001, number=2) == Gone("unknown")


async def test_a_group_that_became_a_supergroup_has_moved(telegram: TelegramServer, post: Post) -> None:
    """Telegram says where to."""
    group = telegram.group(kind="group")
    new = telegram.migrate(group)
    assert await post(group) == Moved(new.id)


async def test_a_token_that_is_not_taken_bars_everything(telegram: TelegramServer) -> None:
    """Nothing is said of the chat, or of the message."""
    group = telegram.group()
    request = HTTPXRequest()
    for token in ("1234567890:wrong", "nonsense"):
        stranger = Bot(token, base_url=f"{telegram.url}/bot", request=request)
        assert await Post(stranger)(group) == Barred("token refused")
    await request.shutdown()


async def test_an_effect_waits_for_its_turn_in_the_outbox(telegram: TelegramServer, post: Post) -> None:
    """A group takes five at once and then one every four seconds; a turn that was given is kept."""
    group, other = telegram.group(), telegram.group()
    for number in range(5):
        assert isinstance(await post(group, number=number), Sent)
    assert await post(group, number=6) == Later("pace", dt.timedelta(seconds=4))
    assert isinstance(await post(other, number=7), Sent)
    post.seconds.now = 4.0
    assert isinstance(await post(group, number=6), Sent)
    assert await post(group, number=8) == Later("pace", dt.timedelta(seconds=4))


async def test_a_flood_in_a_chat_binds_the_replies_there_too(telegram: TelegramServer, post: Post) -> None:
    """Whoever takes the next turn waits as long as Telegram says."""
    group, other = telegram.group(), telegram.group()
    telegram.fail("sendMessage", faults.flood(60), chat=group)
    await post(group)
    assert await post.paces.reserve(f"chat:{group.id}", GROUP) == 60
    assert await post.paces.reserve(f"chat:{other.id}", GROUP) == 0


async def test_a_payload_that_is_no_message_is_refused(telegram: TelegramServer, post: Post) -> None:
    """Without a call: an older program may have left it."""
    for payload in ({}, {"html": 7, "reply_to": None, "topic_id": None}, {"html": "x", "reply_to": "1"}):
        assert await post.send(Sending(1, Effect("k", telegram.group().id, payload), 1)) == Refused("payload")
    assert telegram.called("sendMessage") == []


async def test_without_the_database_no_turn_is_taken(telegram: TelegramServer, bot: Bot) -> None:
    """Where the turns are kept in it, nothing is sent."""

    class Down(InProcessPaces):
        """Turns in a database that cannot be reached."""

        async def reserve(self, key: str, rate: Rate) -> float:
            """Nothing to take."""
            del key, rate
            raise LibraryUnavailable

    group = telegram.group()
    sending = Sending(1, Effect("k", group.id, Outgoing("门控").payload()), 1)
    assert await SendByBot(bot, Down())(sending) == Later("database")
    assert telegram.sent(group) == []
