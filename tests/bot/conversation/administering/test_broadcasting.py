"""/broadcast: shown first, sent once to each chat that is ticked."""

from dataclasses import replace

from bot.places import Deployed
from bot.publishing.governing import OrderNotices
from bot.settings import Settings
from knowledge.governance.admissions import Standing
from knowledge.governance.broadcasting import CloseBroadcasts
from knowledge.governance.places import Places
from knowledge.spine.outbox import EffectState
from tests.bot.conversation.administering.room import Room
from tests.fakes import FixedClock


async def test_it_is_shown_as_it_will_look_and_goes_once_to_what_is_ticked(room: Room) -> None:
    """However often the button is pressed, also by its older copies; formatting is ours, and only links to the web."""
    group, other = await room.admitted(room.telegram.group()), await room.admitted(room.telegram.group())
    words = "😀 今晚 <八点> 共读，点这里"
    begins = len("/broadcast 😀 今晚 <八点> 共读，".encode("utf-16-le")) // 2
    styles = [
        {"type": "bot_command", "offset": 0, "length": 10},
        {"type": "bold", "offset": 14, "length": 2},
        {"type": "text_link", "offset": begins, "length": 3, "url": "javascript:alert(1)"},
    ]
    shown, choice = await room.say(f"/broadcast {words}", more={"entities": styles})
    assert shown.text == words
    assert shown.content["entities"] == [{"type": "bold", "offset": 3, "length": 2}]
    stale = dict(choice.content)
    await room.press(choice, other.title or "")
    assert "1 个（共 2 个）" in choice.text
    ticked = dict(choice.content)
    await room.press(choice, "发送")
    assert "待发 1" in choice.text
    for copy in (ticked, stale):
        choice.content.update(copy)
        await room.press(choice, "发送")
    outbox = room.outbox
    (kept,) = await outbox.effects(set(EffectState))
    assert kept.chat_id == group.id
    assert [one.event for one in await room.audits()] == ["broadcast"]


async def test_a_chat_that_is_refused_after_the_preview_hears_nothing(room: Room) -> None:
    """It was shown and ticked an hour ago at most; the others hear it."""
    group, other = await room.admitted(room.telegram.group()), await room.admitted(room.telegram.group())
    _, choice = await room.say("/broadcast 你好")
    await room.governance.admissions.decide(other.id, Standing.REFUSED, "7", FixedClock().now())
    await room.press(choice, "发送")
    assert [one.chat_id for one in await room.outbox.effects(set(EffectState))] == [group.id]


async def test_what_has_not_gone_out_can_be_stopped_and_the_end_is_told_once(room: Room) -> None:
    """Sent and withdrawn are counted; whoever ordered it hears of the end by the outbox."""
    outbox, clock = room.outbox, FixedClock()
    for _ in range(2):
        await room.admitted(room.telegram.group())
    _, choice = await room.say("/broadcast 你好")
    await room.press(choice, "发送")
    (first,) = await outbox.claim("test", 1, clock.now())
    await outbox.sent(first.id, 5, clock.now())
    close = CloseBroadcasts(outbox, room.governance.audit_log, clock, OrderNotices("zh", "p").broadcast_ended)
    assert await close() == 0
    await room.press(choice, "不再发")
    assert "已发 1，失败 1" in choice.text
    assert [await close(), await close()] == [1, 0]
    (news,) = await outbox.claim("test", 5, clock.now())
    assert news.effect.chat_id == room.private.id
    assert "其中 1 个是你取消的" in news.effect.payload["html"]
    assert [one.event for one in await room.audits()] == ["broadcast_ended", "broadcast_withdrawn", "broadcast"]


async def test_a_preview_that_is_cancelled_or_too_long_goes_nowhere(room: Room) -> None:
    """Nor one without a chat to go to, or without words."""
    assert "没有可以发的群" in (await room.say("/broadcast 你好"))[0].text
    assert "/broadcast" in (await room.say("/broadcast"))[0].text
    await room.admitted(room.telegram.group())
    said = room.telegram.say(room.private, 31, "长" * 4096)
    said.content["text"] = "长" * 4097
    assert "4096" in (await room.say("/broadcast", reply_to=said))[-1].text
    _, choice = await room.say("/broadcast 你好")
    await room.press(choice, "取消")
    assert await room.outbox.effects(set(EffectState)) == []


async def test_a_chat_that_only_the_settings_name_is_called_by_its_title(room: Room) -> None:
    """As Telegram has it now; one that the bot has left is told by its number."""
    group = room.telegram.group()
    await room.governance.set_up.change(Places(), Places(groups=(group.id, -1009)), (), "7", FixedClock().now())
    places = Deployed(Settings.model_construct(), room.governance.set_up)
    await places.refresh()
    room.root["administration"] = replace(room.administration, places=places)
    _, choice = await room.say("/broadcast 你好")
    assert [one["text"] for one in choice.buttons[:2]] == [f"☑ {group.title}", "☑ -1009"]
