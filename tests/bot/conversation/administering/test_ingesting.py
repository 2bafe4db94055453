"""/ingest: addresses and files, from admins alone."""

import io
import zipfile

from tests.bot.conversation.administering.room import GUEST, PAGE, Room
from tests.bot.doubles import claimed
from tests.fakes.telegram_server import Upload
from tests.fakes.telegram_server.files import document

ADDRESS = "https://example.org/gru.md"


async def share(room: Room, upload: Upload, **more: object) -> str:
    """What the bot says to a file with the caption /ingest."""
    before = len(room.telegram.sent(room.private))
    content: dict[str, object] = {"document": document(room.telegram, upload) | more, "caption": "/ingest"}
    room.telegram.share(room.private, 31, upload, "/ingest", more=content)
    await room.work()
    return room.telegram.sent(room.private)[before:][-1].text


async def test_addresses_become_sources_and_what_is_new_can_be_taken_back(room: Room) -> None:
    """One message tells of all; a second time nothing is new; an undone source is gone, once."""
    room.pages[ADDRESS] = PAGE.encode()
    (told,) = await room.say(f"/ingest {ADDRESS}，http://127.0.0.1/x")
    assert "新增 1" in told.text
    assert "读不了 1" in told.text
    assert "内部网络" in told.text
    (source,) = [one.source for one in await room.administration.library.sources()]
    assert (source.path, source.title) == (ADDRESS, "门控循环单元")
    (again,) = await room.say(f"/ingest {ADDRESS}")
    assert "没变 1" in again.text
    assert again.buttons == []
    assert "已撤销" in await room.press(told, "撤销")
    assert await room.administration.library.sources() == []
    assert told.buttons == []
    assert [one.event for one in await room.audits()] == ["undo_ingest", "ingest", "ingest"]


async def test_an_order_that_a_crash_has_cut_off_goes_on_where_it_was(room: Room) -> None:
    """What the first attempt has read counts as new in the summary of the second, which is the same message."""
    room.pages[ADDRESS] = PAGE.encode()
    room.telegram.say(room.private, 31, f"/ingest {ADDRESS}")
    (update,) = await room.bot.get_updates(timeout=0)
    for attempt in (1, 2):
        await room.root.feed_update(room.bot, update, claim=claimed(update.update_id, attempt))
    (told,) = room.telegram.sent(room.private)
    assert "新增 1" in told.text
    assert [one.event for one in await room.audits()] == ["ingest"]


async def test_what_was_read_before_it_was_written_down_is_written_down(room: Room) -> None:
    """A process that dies between the two leaves a source that the next attempt takes for its own."""
    room.pages[ADDRESS] = PAGE.encode()
    await room.administration.take_in.ingest([ADDRESS])
    room.telegram.say(room.private, 31, f"/ingest {ADDRESS}")
    (update,) = await room.bot.get_updates(timeout=0)
    await room.root.feed_update(room.bot, update, claim=claimed(update.update_id, 2))
    (told,) = room.telegram.sent(room.private)
    assert "新增 1" in told.text
    assert [one.event for one in await room.audits()] == ["ingest"]


async def test_what_is_no_address_is_told_in_one_sentence(room: Room) -> None:
    """Nothing of this machine is read, and nothing is written down."""
    for given, said in (
        ("", "网址写在命令后面"),
        ("/etc/passwd", "zixue ingest /etc/passwd"),
        ("file:///etc/passwd", "不是可以读的网址"),
        ("javascript:alert(1)", "不是可以读的网址"),
        (" ".join(f"https://example.org/{n}" for n in range(21)), "一次最多 20"),
    ):
        (told,) = await room.say(f"/ingest {given}".strip())
        assert said in told.text
    assert await room.administration.library.sources() == []
    assert await room.audits() == []


async def test_others_are_not_heard(room: Room) -> None:
    """In a group without a word; in private they are told once that it is for admins."""
    group = room.telegram.group()
    room.pages[ADDRESS] = PAGE.encode()
    assert await room.say(f"/ingest {ADDRESS}", GUEST, group) == []
    await room.say(f"/ingest {ADDRESS}", GUEST)
    assert await room.administration.library.sources() == []
    (told,) = await room.say(f"/ingest {ADDRESS}", chat=group)
    assert "新增 1" in told.text


async def test_a_reply_takes_the_links_and_the_file_of_the_message_before(room: Room) -> None:
    """Also of somebody else's message in a group."""
    group = room.telegram.group()
    room.pages[ADDRESS] = PAGE.encode()
    said = room.telegram.say(group, GUEST, f"看看 {ADDRESS}")
    (told,) = await room.say("/ingest", chat=group, reply_to=said)
    assert "新增 1" in told.text
    sent = room.telegram.share(group, GUEST, Upload("gru.md", PAGE.encode() * 2))
    (told,) = await room.say("/ingest", chat=group, reply_to=sent)
    assert "新增 1" in told.text


async def test_files_of_any_name_are_read_and_kept(room: Room) -> None:
    """The name is the last part of what was said, without what nobody sees; the file can be read again."""
    told = await share(room, Upload("../../..\u202e/etc/gru\u200b.md", PAGE.encode()))
    assert "新增 1" in told
    (source,) = [one.source for one in await room.administration.library.sources()]
    assert source.key.endswith("/gru.md")
    assert "/uploads/" in source.key
    assert "没变 1" in await share(room, Upload("gru.md", PAGE.encode()))
    assert "新增 1" in await share(room, Upload("", PAGE.encode() * 2), file_name=None, mime_type="text/markdown")


async def test_files_that_harm_are_refused(room: Room) -> None:
    """Too large is told before it is fetched; a bomb, a program and a damaged file are refused by the reader."""
    large = await share(room, Upload("a.pdf", b"%PDF-"), file_size=25 << 20)
    assert "20 MB" in large
    assert room.telegram.called("getFile") == []
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", bytes(40_000_000))
    for upload in (
        Upload("bomb.docx", packed.getvalue()),
        Upload("tool.exe", b"MZ\x00\x01" * 99),
        Upload("x.pdf", b"%PDF-x"),
    ):
        assert "读不了 1" in await share(room, upload)
    assert await room.administration.library.sources() == []
