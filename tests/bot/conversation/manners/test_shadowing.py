"""/shadow and its labels, through the real dispatcher over a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rendering import Audience
from knowledge.governance.admissions import Admission, Standing
from knowledge.records import ChatPolicy
from tests.bot.conversation.manners.teaching_group import ADMIN, ADMIN_ID, ADMINS_OWN, ASKED, CHAT, Group, group_over
from tests.bot.doubles import PERSON, PRIVATE
from tests.fakes import NOON


@pytest.fixture
async def group(sqlite_database: Path) -> AsyncIterator[Group]:
    """A group without a shadow."""
    async with group_over(sqlite_database) as group:
        yield group


async def label_of(group: Group, number: int) -> bool | None:
    """What was said of an overheard message."""
    found = await group.overhearings.overheard(number)
    assert found is not None
    return found.label


async def test_the_group_is_told_once_what_a_shadow_means(group: Group) -> None:
    """That messages are kept, for how long and what for; it ends by words or by a button."""
    (said,) = await group.order("/shadow on")
    assert ("30 天" in said, "/forget_me" in said) == (True, True)
    kept = await group.policies.policy(CHAT)
    assert (kept.shadow, kept.shadow_by) == (True, ADMIN_ID)
    assert await group.order("/shadow on") == ["影子模式开着。"]
    await group.order("/shadow")
    assert "不记群里的消息" in await group.press("关闭")
    assert await group.policies.policy(CHAT) == ChatPolicy(CHAT)
    assert [one[1:] for one in await group.audited()] == [("shadow", "false", "true"), ("shadow", "true", "false")]
    assert "/shadow on 或" in (await group.order("/shadow maybe"))[0]


async def test_what_waits_is_listed_in_private_ten_at_a_time_and_labelled_there(group: Group) -> None:
    """With the group's title; what is labelled leaves the list; hostile words are shown as they are."""
    await group.order("/shadow on")
    await group.governance.admissions.ask(Admission(CHAT, "supergroup", Standing.ADMITTED, NOON, title="自学<i>组"))
    numbers = [await group.hear(n, f"第{n}句\u202e <b>话</b>，要不要答呢") for n in range(1, 13)]
    (said,) = await group.order("/shadow", chat=ADMINS_OWN)
    assert "自学<i>组：等你标注 12 条，已标注 0 条" in said
    assert ("10. 第3句 <b>话</b>" in said, "11." in said, "\u202e" in said) == (True, False, False)
    assert "12. 第1句" in await group.press("2/2")
    assert "等你标注 11 条，已标注 1 条（该答 1）" in await group.press("12 该答")
    assert await label_of(group, numbers[0]) is True
    assert ("7000", "label", "", "true") in await group.audited()


async def test_a_label_can_be_changed_and_skipping_is_none(group: Group) -> None:
    """By the same buttons, which show what was said; each change is written down."""
    await group.order("/shadow on")
    number = await group.hear(1, ASKED)
    overheard = await group.overhearings.overheard(number)
    assert overheard is not None
    text, _ = await group.chat.dispatcher["teaching"].card(overheard, Audience("zh", "zixue_bot"))
    assert "池化&lt;b&gt;" in text
    (said,) = await group.order("/shadow", chat=ADMINS_OWN)
    for action, label in (("skip", None), ("no", False), ("yes", True), ("yes", True)):
        await group.chat.press(f"w:shadow:{action}:{number}:0", group.shown(), ADMIN)
        assert await label_of(group, number) is label
    assert "✅ 该答" in [one.text for one in group.shown().reply_markup.inline_keyboard[0]]
    assert ASKED in said
    assert [one[1:] for one in await group.audited()][1:] == [("label", "", "false"), ("label", "false", "true")]


async def test_only_who_governs_that_group_now_labels_or_reads_what_was_said_in_it(group: Group) -> None:
    """The buttons of a list can be forged by anybody: a stranger, a demoted admin, a number that is gone."""
    await group.order("/shadow on")
    number = await group.hear(1, ASKED)
    assert "没有打开影子模式" in (await group.order("/shadow", PERSON, PRIVATE))[0]
    for data in (f"w:shadow:yes:{number}:0", f"w:shadow:list:0:0:{CHAT}", f"w:calibrate:use:0:0:{CHAT}:abc"):
        await group.chat.press(data, group.shown(), PERSON)
    assert group.alerts() == ["只有管理那个群的人可以这样做。"] * 3
    await group.order("/shadow", chat=ADMINS_OWN)
    group.memberships.governing.clear()
    group.clock.time = group.clock.time.replace(minute=2)
    await group.press("1 该答")
    assert await label_of(group, number) is None
    assert len(group.alerts()) == 4
    await group.chat.press("w:shadow:yes:999:0", group.shown(), ADMIN)
    assert group.alerts()[-1] == "这条消息已经不在记录里了。"
    await group.chat.press("w:shadow:list:0:0:-١٢", group.shown(), ADMIN)
    assert len(group.chat.screen.edits) == 0
