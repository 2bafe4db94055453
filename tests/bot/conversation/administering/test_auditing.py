"""/audit: the newest first, a page at a time."""

from knowledge.records import AUTHOR, Audit
from tests.bot.conversation.administering.room import Room
from tests.fakes import NOON


async def test_actions_are_told_in_words_and_leafed_through(room: Room) -> None:
    """With the titles of chats; who handed a note in is never told by number."""
    group = await room.admitted(room.telegram.group())
    log = room.governance.audit_log
    await log.add([Audit("31", "ban", f"member:{n}", "", "", {"reason": "<spam>"}) for n in range(100, 130)], NOON)
    await log.add([Audit(AUTHOR, "confirm", "note:9", "previewed", "pending")], NOON)
    await log.add([Audit("31", "policy", f"chat:{group.id}", "mention", "quiet")], NOON)
    (page,) = await room.say("/audit")
    assert f"群 {group.title}" in page.text
    assert "作者：确认投稿 投稿 #9" in page.text
    assert "原因：<spam>" in page.text
    await room.press(page, "更早")
    assert "成员 110" in page.text
    await room.press(page, "最新")
    assert "投稿 #9" in page.text


async def test_one_chat_or_person_can_be_asked_for(room: Room) -> None:
    """A person is found by what they did and by what was done to them; what is no number is told how to ask."""
    log = room.governance.audit_log
    told = [Audit("1234567", "ban", "member:7654321", "", ""), Audit("31", "policy", "chat:-500", "", "quiet")]
    await log.add(told, NOON)
    for asked, found in (("1234567", "7654321"), ("7654321", "1234567"), ("-500", "安静")):
        (page,) = await room.say(f"/audit {asked}")
        assert found in page.text
        assert len(page.text.splitlines()) == 2
    assert "没有" in (await room.say("/audit 99999"))[0].text
    assert "/audit 50" in (await room.say("/audit 谁"))[0].text


async def test_why_a_page_was_refused_is_told_in_words(room: Room) -> None:
    """In Chinese with Chinese signs; the catalogue has the reason, not its name."""
    told = Audit("31", "ingest", "source", "", "refused", {"path": "http://127.0.0.1/", "reason": "forbidden_address"})
    await room.governance.audit_log.add([told], NOON)
    (page,) = await room.say("/audit")
    assert "（读不了）" in page.text
    assert "forbidden_address" not in page.text
    assert "内部网络" in page.text
