"""/admin: one message that turns, asked for the right at each press."""

from dataclasses import replace

from bot.metrics import Condition
from bot.rendering.vitals import Facts
from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.roles import Grant, Role
from knowledge.records import Policy
from tests.bot.conversation.administering.room import ADMIN, GUEST, Room
from tests.fakes import NOON
from tests.fakes.telegram_server import User

BEN = User(40, "Ben", language_code="en")


async def test_every_page_opens_in_the_place_of_the_first(room: Room) -> None:
    """Each button of the first page shows something, and the way back leads home."""
    await room.admitted(room.telegram.group())
    (menu,) = await room.say("/admin")
    assert "服务 1 个" in menu.text
    assert "✅" in menu.text or "⚠️" in menu.text
    for label in ("群与名单", "角色", "封禁", "配额", "来源", "健康", "审计", "公告"):
        home = menu.text
        await room.press(menu, label)
        assert menu.text != home, label
        await room.press(menu, "返回")
    assert len(room.telegram.sent(room.private)) == 1


async def test_a_chat_is_decided_on_once_for_the_standing_that_was_shown(room: Room) -> None:
    """A press on an older page changes nothing that somebody else has decided since; all of it is written down."""
    kept = room.governance.admissions
    await kept.ask(Admission(-500, "supergroup", Standing.WAITING, NOON, "<b>读书会</b>", "ABCDEFG"))
    (menu,) = await room.say("/admin")
    await room.press(menu, "群与名单")
    await room.press(menu, "读书会")
    assert "<b>读书会</b>" in menu.text
    old = menu.buttons[0]
    await room.press(menu, "批准")
    assert "服务中" in menu.text
    held = await kept.admission(-500)
    assert held is not None
    assert (held.standing, held.decided_by) == (Standing.ADMITTED, str(ADMIN.id))
    await kept.decide(-500, Standing.REFUSED, "7", NOON)
    menu.content["reply_markup"] = {"inline_keyboard": [[old]]}
    assert "已经有人改过" in await room.press(menu, "批准")
    held = await kept.admission(-500)
    assert held is not None
    assert held.standing is Standing.REFUSED
    assert [one.event for one in await room.audits()] == ["admit"]


async def test_manners_of_a_chat_change_by_a_button(room: Room) -> None:
    """As /policy and /language do, and written down as they write it."""
    group = await room.admitted(room.telegram.group())
    (menu,) = await room.say("/admin")
    await room.press(menu, "群与名单")
    await room.press(menu, "服务中")
    await room.press(menu, "安静")
    await room.press(menu, "English")
    policy = await room.administration.policies.policy(group.id)
    assert (policy.policy, policy.language) == (Policy.QUIET, "en")
    assert [one.event for one in await room.audits()] == ["language", "policy"]


async def test_whoever_is_no_admin_any_more_presses_in_vain(room: Room) -> None:
    """A role that was taken a minute ago opens nothing; nor do commands and buttons of those who never had one."""
    roles = room.governance.roles
    await roles.grant(Grant(BEN.id, Role.ADMIN, NOON, "settings"))
    (menu,) = await room.say("/admin", BEN)
    assert "Questions today: 7" in menu.text
    assert "Chats: 0 served" in menu.text
    await roles.revoke(BEN.id)
    before = menu.text
    await room.press(menu, "Health", BEN)
    assert menu.text == before
    assert all("管理" not in one.text or "管理员" in one.text for one in await room.say("/admin", GUEST))
    assert await room.say("/health", GUEST, room.telegram.group()) == []


async def test_in_a_group_the_pages_are_not_shown(room: Room) -> None:
    """An admin is told where they belong."""
    (told,) = await room.say("/health", chat=room.telegram.group())
    assert "私聊" in told.text


async def test_health_is_told_in_short_lines(room: Room) -> None:
    """What the probes tell, and the machine."""
    (told,) = await room.say("/health")
    for word in ("数据库正常", "索引", "等处理", "磁盘", "内存", "时钟", "没有设语言模型"):
        assert word in told.text


async def test_the_update_that_asks_does_not_wait(room: Room) -> None:
    """It is in the inbox while it is worked on; where it is alone there, nothing waits."""
    condition = Condition(1, 0.1, 0, {}, 0, 0.0)

    async def facts() -> Facts:
        return replace(await room.administration.facts(), condition=condition)

    room.root["administration"] = replace(room.administration, facts=facts)
    (told,) = await room.say("/health")
    assert "没有消息在等处理" in told.text
