"""What becomes of one effect, by python-telegram-bot over real HTTP."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.buttons import Button
from bot.publishing.outgoing import ArtefactFile, AttachmentFile, KeptFile, Outgoing
from bot.publishing.sending import SendByBot
from knowledge.errors import LibraryUnavailable
from knowledge.records import Effect
from knowledge.spine.outbox import Sending
from knowledge.spine.outcomes import Barred, Gone, Later, Moved, Outcome, Refused, Sent, Unknown
from knowledge.spine.pacing import InProcessPaces, Rate
from tests.fakes.telegram_server import Chat, Posted, TelegramServer, User, faults

MING = User(7, "小明")
ARRIVED, NOT_ARRIVED = True, False


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


@pytest.fixture
def post(bot: Bot) -> Post:
    """What sends."""
    return Post(bot)


def shown(messages: Sequence[Posted]) -> list[str]:
    """What can be read."""
    return [posted.text for posted in messages]


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
    """A group takes five at once and then one every three seconds; a turn that was given is kept."""
    group, other = telegram.group(), telegram.group()
    for number in range(5):
        assert isinstance(await post(group, number=number), Sent)
    assert await post(group, number=6) == Later("pace", dt.timedelta(seconds=3))
    assert isinstance(await post(other, number=7), Sent)
    post.seconds.now = 3.0
    assert isinstance(await post(group, number=6), Sent)
    assert await post(group, number=8) == Later("pace", dt.timedelta(seconds=3))


async def test_a_flood_in_a_chat_binds_the_replies_there_too(telegram: TelegramServer, post: Post) -> None:
    """Whoever takes the next turn waits as long as Telegram says."""
    group, other = telegram.group(), telegram.group()
    telegram.fail("sendMessage", faults.flood(60), chat=group)
    await post(group)
    assert await post.paces.reserve(f"chat:{group.id}", Rate(3.0, 5)) == 60
    assert await post.paces.reserve(f"chat:{other.id}", Rate(3.0, 5)) == 0


async def test_a_payload_that_is_no_message_is_refused(telegram: TelegramServer, post: Post) -> None:
    """Without a call: an older program may have left it."""
    for payload in ({}, {"html": 7, "reply_to": None, "topic_id": None}, {"html": "x", "reply_to": "1"}):
        assert await post.send(Sending(1, Effect("k", telegram.group().id, payload), 1)) == Refused("payload")
    assert telegram.called("sendMessage") == []


BUTTONS = ((Button("通过", data="w:card:approve:1:2"),), (Button("网页", url="https://e.org/4"),))


async def test_an_earlier_message_says_something_else_from_now_on(telegram: TelegramServer, post: Post) -> None:
    """In its place, with its buttons; to say the same again is no failure."""
    group = telegram.group()
    first = await post(group, Outgoing("待审", keyboard=BUTTONS))
    assert isinstance(first, Sent)
    post.earlier["card:1"] = first.message_id
    for number in (2, 3):
        assert await post(group, Outgoing("<b>通过</b>", keyboard=BUTTONS[1:], edits="card:1"), number) == first
    (posted,) = telegram.sent(group)
    assert posted.text == "通过"
    assert [button["text"] for button in posted.buttons] == ["网页"]


async def test_what_cannot_be_edited_any_more_is_said_anew(telegram: TelegramServer, post: Post) -> None:
    """Deleted by somebody, or forgotten by the outbox."""
    group = telegram.group()
    gone = await post(group)
    assert isinstance(gone, Sent)
    telegram.sent(group)[0].deleted = True
    post.earlier["card:1"] = gone.message_id
    for number, key in enumerate(("card:1", "card:2"), 2):
        outcome = await post(group, Outgoing("通过", edits=key), number)
        assert isinstance(outcome, Sent)
        assert outcome.message_id != gone.message_id
    assert shown(telegram.sent(group)) == ["通过", "通过"]


async def test_an_edit_of_which_nobody_knows_is_made_again(telegram: TelegramServer, post: Post) -> None:
    """It does no harm, as a second message would."""
    group = telegram.group()
    first = await post(group)
    assert isinstance(first, Sent)
    post.earlier["card:1"] = first.message_id
    telegram.fail("editMessageText", faults.reset(after_effect=True))
    assert await post(group, Outgoing("通过", edits="card:1"), 2) == Later("answer lost")
    assert await post(group, Outgoing("通过", edits="card:1"), 3) == first


@pytest.mark.parametrize(("rights", "pinned"), [("administrator", True), ("member", False)])
async def test_a_message_is_pinned_where_the_bot_may(
    telegram: TelegramServer, post: Post, rights: str, *, pinned: bool
) -> None:
    """Without the right it is out all the same."""
    group = telegram.group()
    group.bot = rights
    outcome = await post(group, Outgoing("第 4 期", pin=True))
    assert isinstance(outcome, Sent)
    assert group.pinned == ([outcome.message_id] if pinned else [])


async def test_files_go_with_their_words_and_buttons(telegram: TelegramServer, post: Post) -> None:
    """The bytes come from where they are kept; a caption that is too long for Telegram is cut."""
    group = telegram.group()
    pdf, photo = ArtefactFile(4, 1, "issue.pdf"), AttachmentFile(12)
    post.kept = {pdf: b"%PDF-1.7 x", photo: b"\x89PNG x"}
    words = "门控" * 600
    assert isinstance(
        await post(group, Outgoing("<b>周刊</b>", document=pdf, filename="4.pdf", keyboard=BUTTONS)), Sent
    )
    assert isinstance(await post(group, Outgoing(f"<b>{words}</b>", photo=photo), 2), Sent)
    document, picture = telegram.sent(group)
    shown_file = document.content["document"]
    assert isinstance(shown_file, dict)
    assert (shown_file["file_name"], document.content["caption"]) == ("4.pdf", "周刊")
    assert telegram.content(document).content == b"%PDF-1.7 x"
    assert [button["text"] for button in document.buttons] == ["通过", "网页"]
    caption = str(picture.content["caption"])
    assert len(caption) == 1024
    assert caption == f"{words[:1023]}…"


async def test_a_file_that_is_no_more_is_not_waited_for(telegram: TelegramServer, post: Post) -> None:
    """Its issue was unfrozen, say; nor is one that Telegram would not take."""
    group = telegram.group()
    pdf = ArtefactFile(4, 1, "issue.pdf")
    assert await post(group, Outgoing("x", document=pdf)) == Refused("file gone")
    post.kept[pdf] = bytes(50_000_001)
    assert await post(group, Outgoing("x", document=pdf), 2) == Refused("file too large")
    assert telegram.called("sendDocument") == []


async def test_a_picture_that_is_no_photo_goes_as_a_file(telegram: TelegramServer, post: Post) -> None:
    """Telegram does not show every proportion."""
    group = telegram.group()
    post.kept[AttachmentFile(12)] = b"\x89PNG x"
    telegram.fail("sendPhoto", faults.refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    assert isinstance(await post(group, Outgoing("窄长", photo=AttachmentFile(12), filename="a.png")), Sent)
    assert [posted.content["caption"] for posted in telegram.sent(group)] == ["窄长"]


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
