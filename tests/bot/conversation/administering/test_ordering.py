"""/forget_source and /reindex: confirmed first, done once."""

from bot.publishing.governing import OrderNotices
from knowledge.governance.reindexing import KeepIndexed, Rebuilt
from knowledge.records import Effect
from tests.bot.conversation.administering.room import PAGE, Room
from tests.fakes import FixedClock

ADDRESS = "https://example.org/gru.md"


async def test_a_source_is_forgotten_once_it_is_confirmed(room: Room) -> None:
    """Its title and size are shown before; a second press finds nothing to do."""
    room.pages[ADDRESS] = PAGE.encode()
    await room.say(f"/ingest {ADDRESS}")
    (source,) = [one.source for one in await room.administration.library.sources()]
    (asked,) = await room.say(f"/forget_source {source.id}")
    assert "门控循环单元" in asked.text
    sure = dict(asked.content)
    await room.press(asked, "确认")
    assert "已忘记" in asked.text
    assert await room.administration.library.sources() == []
    asked.content.update(sure)
    assert await room.press(asked, "确认")
    assert [one.event for one in await room.audits()] == ["forget_source", "ingest"]


async def test_what_is_not_there_cannot_be_forgotten(room: Room) -> None:
    """Both a wrong id and none get a sentence that says where the ids are."""
    for words in ("/forget_source", "/forget_source <b>x</b>"):
        (told,) = await room.say(words)
        assert "/admin" in told.text


async def test_a_reindexing_reaches_every_process_by_the_log_and_each_tells_of_its_end(room: Room) -> None:
    """A process that looks after the order builds anew; what it finds ordered at its first look it leaves."""
    room.pages[ADDRESS] = PAGE.encode()
    await room.say(f"/ingest {ADDRESS}")
    told: list[int] = []
    names = iter(("one", "two"))
    log, follow, outbox = room.governance.audit_log, room.follow, room.outbox

    def process() -> KeepIndexed:
        notices = OrderNotices("zh", next(names))

        def tell(done: Rebuilt) -> Effect:
            told.append(done.passages)
            return notices.rebuilt(done)

        return KeepIndexed(follow, log, outbox, FixedClock(), tell)

    first = process()
    await first()
    (asked,) = await room.say("/reindex")
    await room.press(asked, "确认")
    assert "开始重建" in asked.text
    assert [one.event for one in await room.audits()] == ["reindex", "ingest"]
    await first()
    await first()
    await process()()
    assert told == [follow.index.count()]
    assert follow.index.count() > 0
    (effect,) = await outbox.claim("test", 5, FixedClock().now())
    assert (effect.effect.chat_id, "索引重建好了" in effect.effect.payload["html"]) == (room.private.id, True)
