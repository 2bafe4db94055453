"""`/nick`."""

from tests.bot.conversation.submitting.desk import OTHER, Desk


async def test_a_nickname_is_what_previews_show(desk: Desk) -> None:
    """Until then it is Telegram's name."""
    assert (await desk.say("/nick"))[0].startswith("现在的署名是「小明」")
    assert (await desk.say("/nick  梯度 旅人"))[0].startswith("以后刊出时署名「梯度 旅人」")
    await desk.say("/submit 一篇。")
    desk.later(3)
    assert "署名：梯度 旅人" in (await desk.due())[0]


async def test_a_name_that_misleads_is_refused(desk: Desk) -> None:
    """Too long, unseen, nobody's, an editor's."""
    for name in ("一" * 21, "主\u202e编", "匿名", "总编輯", "Editor-in-chief", "\u200b", "…"):
        (said,) = await desk.say(f"/nick {name}")
        assert not said.startswith("以后刊出时"), name
    member = await desk.weekly.members.member(7)
    assert member is None or member.nickname is None


async def test_the_name_of_another_is_taken(desk: Desk) -> None:
    """In whichever case and width."""
    await desk.say("/nick Ada Wu", who=OTHER, where={"id": 8, "type": "private"})
    assert (await desk.say("/nick ａｄａｗｕ"))[0].startswith("已经有人用这个署名")
