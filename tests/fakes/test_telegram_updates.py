"""How updates wait for a bot: kept until acknowledged, handed to one poller."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.fakes.telegram_calls import Calls
from tests.fakes.telegram_server import TelegramServer, User

MING = User(7, "小明")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A server for this test."""
    async with TelegramServer(speed=100.0) as server:
        yield server


async def test_updates_are_acknowledged_only_by_a_higher_offset(telegram: TelegramServer, calls: Calls) -> None:
    """What was handed out is handed out again, in the same order, until an offset lies above it."""
    for text in "一二三":
        telegram.say(telegram.private(MING), MING, text)
    first, second, third = await calls.updates()
    assert [first, second] == await calls.updates(limit=2, offset=first["update_id"])
    assert int(str(first["update_id"])) + 2 == int(str(second["update_id"])) + 1 == third["update_id"]
    assert await calls.updates(offset=int(str(second["update_id"])) + 1) == [third]
    assert await calls.updates() == [third]


async def test_a_negative_offset_forgets_what_lies_before(telegram: TelegramServer, calls: Calls) -> None:
    """Offset -1 leaves the last update only."""
    for text in "一二三":
        telegram.say(telegram.private(MING), MING, text)
    (last,) = await calls.updates(offset=-1)
    assert last["message"]["text"] == "三"  # type: ignore[index]  # a Message object
    assert await calls.updates() == [last]


async def test_an_offset_from_before_the_ids_began_anew_hides_nothing(telegram: TelegramServer, calls: Calls) -> None:
    """After a week without updates the ids may be lower than the offset that the bot remembers."""
    telegram.updates.restart_ids(5)
    telegram.say(telegram.private(MING), MING, "好久不见")
    assert [one["update_id"] for one in await calls.updates(offset=900_000_000)] == [5]


async def test_a_long_poll_ends_when_something_arrives(telegram: TelegramServer, calls: Calls) -> None:
    """Its timeout is only for silence."""
    poll = asyncio.ensure_future(calls.updates(timeout=50))
    await telegram.until(lambda: telegram.polling.waiting)
    telegram.say(telegram.private(MING), MING, "在吗")
    assert len(await poll) == 1


async def test_a_second_poller_ends_the_first(telegram: TelegramServer, calls: Calls) -> None:
    """Two pollers cannot share a token; a webhook and a poller cannot either."""
    first = asyncio.ensure_future(calls.refusal("getUpdates", timeout=50))
    waiting = await telegram.until(lambda: telegram.polling.waiting)
    second = asyncio.ensure_future(calls.refusal("getUpdates", timeout=50))
    assert (await first).startswith("Conflict: terminated by other getUpdates request; make sure")
    await telegram.until(lambda: telegram.polling.waiting not in {None, waiting})
    assert (await calls("setWebhook", url="http://127.0.0.1:9/"))["description"] == "Webhook was set"
    assert await second == "Conflict: terminated by setWebhook request"
    assert (await calls.refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is")


async def test_unwanted_kinds_are_never_queued(telegram: TelegramServer, calls: Calls) -> None:
    """The choice is remembered, does not touch what waits already, and an empty list brings back the default."""
    group = telegram.group(bot="administrator")
    posted = telegram.say(group, MING, "甲")
    telegram.react(MING, posted, ["👍"])
    assert [set(one) - {"update_id"} for one in await calls.updates(allowed_updates=["message_reaction"])] == [
        {"message"}
    ]
    telegram.say(group, MING, "乙")
    telegram.react(MING, posted, ["👍"])
    waiting = await calls.updates(offset=-1)
    assert [set(one) - {"update_id"} for one in waiting] == [{"message_reaction"}]
    await calls.updates(allowed_updates=[])
    telegram.react(MING, posted, ["👍"])
    telegram.say(group, MING, "丙")
    assert [set(one) - {"update_id"} for one in await calls.updates()] == [{"message_reaction"}, {"message"}]


async def test_updates_die_a_day_after_their_message(telegram: TelegramServer, calls: Calls) -> None:
    """A message is kept 24 h from its own date, a button's press 150 s."""
    chat = telegram.private(MING)
    keyboard = {"inline_keyboard": [[{"text": "来源", "callback_data": "s"}]]}
    await calls.result("sendMessage", chat_id=7, text="答案", reply_markup=keyboard)
    telegram.say(chat, MING, "太旧", ago=86_400)
    telegram.say(chat, MING, "还行", ago=86_000)
    telegram.press(MING, telegram.sent(chat)[0])
    assert len(await calls.updates()) == 2
    telegram.clock.ahead += 200
    assert [one["message"]["text"] for one in await calls.updates()] == ["还行"]  # type: ignore[index]
    telegram.clock.ahead += 300
    assert await calls.updates() == []


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("大家好", False),
        ("@zixue_bot 你好", False),
        ("/ask 什么是注意力", True),
        ("/ask@zixue_bot 什么", True),
        ("/ask@other_bot 什么", False),
    ],
)
async def test_privacy_mode_hides_what_is_not_for_the_bot(
    telegram: TelegramServer, calls: Calls, text: str, *, reaches: bool
) -> None:
    """In groups only commands, replies to the bot and service messages arrive; administrators see everything."""
    group = telegram.group()
    telegram.say(group, MING, text)
    assert bool(await calls.updates()) is reaches
    telegram.promote(group)
    telegram.say(group, MING, text)
    assert "message" in telegram.updates.waiting[-1].content


async def test_replies_and_service_messages_pass_privacy_mode(telegram: TelegramServer, calls: Calls) -> None:
    """A reply to the bot is meant for it; an arrival concerns everybody."""
    group = telegram.group()
    await calls.result("sendMessage", chat_id=group.id, text="早")
    telegram.say(group, MING, "早啊", reply_to=telegram.sent(group)[0])
    telegram.join(group, User(8, "小红"))
    reply, arrival = await calls.updates()
    assert reply["message"]["reply_to_message"]["from"]["id"] == telegram.bot.id  # type: ignore[index]
    assert arrival["message"]["new_chat_members"][0]["id"] == 8  # type: ignore[index]


async def test_a_raw_update_arrives_as_it_is(telegram: TelegramServer, calls: Calls) -> None:
    """Duplicates and unknown kinds can be forced upon a bot, below its offset too."""
    telegram.say(telegram.private(MING), MING, "一次")
    (update,) = await calls.updates()
    after = int(str(update["update_id"])) + 1
    telegram.deliver_raw(update)
    telegram.deliver_raw({"update_id": after, "from_the_future": {"x": [1]}})
    assert await calls.updates(offset=after) == [update, {"update_id": after, "from_the_future": {"x": [1]}}]
    assert await calls.updates(offset=after + 1) == []
