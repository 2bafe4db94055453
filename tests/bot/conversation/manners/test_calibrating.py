"""/calibrate, through the real dispatcher over a real database, with labels that were given there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.listening.gate import score
from knowledge.listening.labels import Label
from tests.bot.conversation.manners.teaching_group import ADMIN_ID, ADMINS_OWN, CHAT, Group, group_over
from tests.bot.doubles import PERSON
from tests.fakes import NOON
from tests.knowledge.listening.group import ASKS, CHATS, LABELS


@pytest.fixture
async def group(sqlite_database: Path) -> AsyncIterator[Group]:
    """A group without labels."""
    async with group_over(sqlite_database) as group:
        yield group


async def labelled(group: Group, labels: list[Label]) -> None:
    """Label these by hand."""
    for number, one in enumerate(labels, 1):
        id_ = await group.hear(number, one.question)
        await group.overhearings.label(id_, ADMIN_ID, NOON, should_answer=one.should_answer)


async def test_too_few_labels_are_told_by_how_many_are_wanting(group: Group) -> None:
    """Of each kind."""
    await labelled(group, [*LABELS[:5], *LABELS[-20:]])
    (said,) = await group.order("/calibrate")
    assert said == "标注还不够：现有 25 条，还差 5 条，其中该答的至少再要 3 条，不该答的至少再要 0 条。"


async def test_a_gate_is_shown_beside_the_one_in_use_and_used_only_by_the_button(group: Group) -> None:
    """In private too; it tells then what the group asks from the rest, and is written down."""
    await labelled(group, LABELS[::2])
    (said,) = await group.order("/calibrate", chat=ADMINS_OWN)
    assert "标注 54 条：该答 20，不该答 34" in said
    assert ("精确率" in said, "召回率" in said, "F1" in said, "现在没有标定" in said) == (True,) * 4
    assert await group.policies.gate(CHAT) is None
    await group.press("用这个", PERSON)
    assert await group.policies.gate(CHAT) is None
    assert "已启用" in await group.press("用这个")
    gate = await group.policies.gate(CHAT)
    assert gate is not None
    assert gate.labels == 54
    assert f"阈值 {gate.threshold:.2f}" in said
    assert score(gate, ASKS) > gate.threshold > score(gate, CHATS)
    assert [one[:3] for one in await group.audited()] == [("7000", "calibrate", "")]
    (said,) = await group.order("/calibrate")
    assert f"现在用的\n2026-01-05 由 54 条标注得出\n精确率 {gate.quality.precision:.2f}" in said


async def test_a_gate_that_is_not_the_one_shown_is_not_used(group: Group) -> None:
    """Labels that came meanwhile make another gate: that one is shown, with a button of its own."""
    await labelled(group, LABELS[::2])
    await group.order("/calibrate")
    await group.overhearings.label(1, ADMIN_ID, NOON, should_answer=False)
    assert "标注在这之后变了" in await group.press("用这个")
    assert await group.policies.gate(CHAT) is None
    assert "已启用" in await group.press("用这个")
    assert await group.policies.gate(CHAT) is not None
