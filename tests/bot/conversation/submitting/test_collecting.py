"""Messages that follow a `/submit`."""

import datetime as dt
from typing import Any

from bot.catalogue import Words
from bot.catalogue.submitting import Submissions
from bot.conversation.answering.staleness import Absence
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.weekly.notes import NoteState
from tests.bot.conversation.submitting.desk import OTHER, PRIVATE_OF_OTHER, Desk
from tests.bot.doubles import GROUP, PRIVATE


async def test_several_messages_become_one_note(desk: Desk) -> None:
    """Words, a picture, a file and a forwarded post, in their order; the first is answered, others get a sign."""
    await desk.say("/submit")
    assert await desk.say("# 第三周\n反向传播算完了。") == [Submissions.FIRST_PART.say("zh")]
    assert await desk.say(photo=desk.picture("p1"), caption="计算图") == []
    data = "附录：推导全文。".encode("gb18030")
    assert await desk.say(document=desk.file("推导.txt", data)) == []
    channel = {"id": -1001234567890, "type": "channel", "title": "论文频道", "username": "papers_daily"}
    origin = {"type": "channel", "date": 1, "chat": channel, "message_id": 9}
    assert await desk.say("新的综述出来了。", forward_origin=origin) == []
    (shown,) = await desk.say("/done")
    order = [shown.index(words) for words in ("算完了", "计算图", "〔图〕", "推导全文", "新的综述")]
    assert order == sorted(order)
    assert "图片 1 张" in shown
    assert "转自 论文频道" in shown
    assert "https://t.me/papers_daily/9" in shown
    assert "标题：第三周" in shown
    assert (await desk.say("/done"))[0] == shown


async def test_an_album_is_one_note(desk: Desk) -> None:
    """Its items come one by one, and one that comes late makes the preview anew, in its place."""
    album: dict[str, Any] = {"media_group_id": "77"}
    await desk.say(where=GROUP, photo=desk.picture("a1"), caption="/submit 两张图", **album)
    desk.later(2)
    assert await desk.due() == []
    desk.later(1)
    (shown,) = await desk.due()
    assert "图片 1 张" in shown
    await desk.say(where=GROUP, photo=desk.picture("a2", "blue"), **album)
    (again,) = await desk.due()
    assert "图片 2 张" in again
    assert await desk.edits("preview:1:2") == "preview:1:1"
    assert [one.note.revision for one in await desk.mine()] == [2]
    first, _ = await desk.weekly.notes.parts(1)
    (kept,) = (await desk.weekly.attachments.pictures(first.attachments)).values()
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 20, 10)


async def test_items_before_the_one_with_the_command_are_in_the_note(desk: Desk) -> None:
    """Only one item has the album's words, whichever it is; what nobody came for is forgotten in a minute."""
    where = GROUP
    album: dict[str, Any] = {"media_group_id": "77"}
    await desk.say(where=where, photo=desk.picture("other", "white"), media_group_id="76")
    for n in range(2):
        assert await desk.say(where=where, photo=desk.picture(f"a{n}", ("red", "blue")[n]), **album) == []
    assert await desk.say(where=where, photo=desk.picture("a2", "green"), caption="/submit 三张图", **album) == []
    assert await desk.say(where=where, photo=desk.picture("a3", "black"), **album) == []
    desk.later(3)
    (shown,) = await desk.due()
    assert "图片 4 张" in shown
    assert [bool(part.text) for part in await desk.weekly.notes.parts(1)] == [False, False, True, False]
    assert len(await desk.weekly.notes.held(-100, "76")) == 1
    desk.later(60)
    await desk.weekly.submitting.hold_item.let_go()
    assert await desk.weekly.notes.held(-100, "76") == []


async def test_a_cut_paste_is_glued(desk: Desk) -> None:
    """Where the client has cut it, and never longer than ten seconds."""
    text = "这一句很长，用来占满一条消息。" * 300
    await desk.say(f"/submit {text[:4000]}", GROUP)
    assert await desk.say(text[4000:], GROUP) == []
    await desk.say("别人的话不算。", GROUP, OTHER)
    desk.later(3)
    await desk.due()
    (mine,) = await desk.mine()
    assert mine.revision.text == text


async def test_the_rest_of_a_paste_that_comes_after_its_preview_belongs_to_it(desk: Desk) -> None:
    """A process that was away shows what it had before it reads on; what was sent later is no part of it."""
    text = "这一句很长，用来占满一条消息。" * 300
    sent_at = int(desk.clock.time.timestamp())
    await desk.say(f"/submit {text[:4000]}")
    desk.later(60)
    await desk.due()
    assert await desk.say(text[4000:], date=sent_at + 1) == []
    await desk.say("这周学了什么？")
    await desk.due()
    (mine,) = await desk.mine()
    assert (mine.note.state, mine.note.revision, mine.revision.text) == (NoteState.PREVIEWED, 2, text)


async def test_what_is_said_beside_a_draft_is_no_part_of_it(desk: Desk) -> None:
    """In a group nothing is collected that does not continue a cut paste."""
    await desk.say("/submit 一句短的。", GROUP)
    assert "/search" in (await desk.say("/help", GROUP))[0]
    assert await desk.say("随便聊聊", GROUP) == []
    desk.later(3)
    await desk.due()
    assert (await desk.mine())[0].revision.text == "一句短的。"


async def test_what_cannot_be_taken_is_refused_once_a_burst(desk: Desk) -> None:
    """An album of videos gets one sentence, and the note goes on."""
    desk.chat.dispatcher["absence"] = Absence(SqlLeases(desk.engine), desk.clock)
    await desk.say("/submit")
    video = {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1}
    said = [text for n in range(3) for text in await desk.say(video=video, media_group_id="9", message_id=600 + n)]
    assert len(said) == 1
    assert said[0].startswith("这种消息不能作为投稿")
    desk.later(11)
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    assert len(await desk.say(sticker={**sticker, "is_animated": False, "is_video": False})) == 1
    desk.later(4)
    assert (await desk.say(document=desk.file("书.pdf", b"%PDF")))[0].startswith("这种消息不能作为投稿")
    large = {**desk.file("书.txt", b"x"), "file_size": 21 << 20}
    assert (await desk.say(document=large))[0].startswith("文件太大")
    long = {**desk.file("书.txt", b"x"), "file_size": 1 << 20}
    assert (await desk.say(document=long))[0].startswith("全文超过 30000 字")
    assert (await desk.say("/done")) == ["这里面没有可以投的内容：请发文字、图片、.md 或 .txt 文件。"]


async def test_a_draft_can_be_dropped(desk: Desk) -> None:
    """By its author, once; afterwards nothing is collected, and a message is again what it was before."""
    await desk.say("/submit")
    await desk.say("写了一半。")
    assert await desk.say("/cancel") == [Submissions.CANCELLED.say("zh")]
    assert (await desk.say("/cancel"))[0].startswith("现在没有正在收集的投稿")
    assert await desk.say(dice={"emoji": "🎲", "value": 3}) == [Words.TEXT_PLEASE.say("zh")]


async def test_a_draft_that_nobody_confirms_goes_after_a_day(desk: Desk) -> None:
    """Its author is told once; so does one that is only begun."""
    await desk.say("/submit 放着不管的一篇。", GROUP)
    await desk.say("/submit", PRIVATE)
    desk.later(3)
    await desk.due()
    desk.later(dt.timedelta(hours=25).total_seconds())
    assert await desk.due() == [Submissions.DROPPED_OLD.say("zh")] * 2
    assert await desk.due() == []
    assert (await desk.mine())[0].note.state is NoteState.DISCARDED


async def test_long_text_is_shown_shortened(desk: Desk) -> None:
    """One message, whose end says where the rest is; nothing of the note is lost."""
    await desk.say("/submit")
    text = "\n\n".join(f"第 {n} 段。" + "每段都说一点新的东西。" * 20 for n in range(40))
    await desk.say(document=desk.file("长文.md", text.encode()))
    (shown,) = await desk.say("/done")
    assert "（全文见网页）" in shown
    assert len(shown) < 4096
    assert (await desk.mine())[0].revision.text == text


async def test_nobody_shows_a_picture_of_anothers_draft(desk: Desk) -> None:
    """Its number is easily guessed; of what names it, the words are left."""
    await desk.say("/submit", PRIVATE_OF_OTHER, OTHER)
    await desk.say(None, PRIVATE_OF_OTHER, OTHER, photo=desk.picture("hers"))
    await desk.say("/submit 看看 ![她的](attachment:1)")
    desk.later(3)
    (shown,) = await desk.due()
    assert "图片 1 张" not in shown
    assert "她的" in shown
    assert "attachment:1" not in (await desk.mine())[0].revision.text
