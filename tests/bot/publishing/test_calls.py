"""Edits, files, pins and buttons, by python-telegram-bot over real HTTP."""

import pytest

from bot.buttons import Button
from bot.publishing.calls import markup_of
from bot.publishing.outgoing import ArtefactFile, AttachmentFile, Outgoing
from knowledge.spine.outcomes import Later, Refused, Sent
from tests.bot.publishing.post import Post, shown
from tests.fakes.telegram_server import TelegramServer, User, faults

MING = User(7, "小明")
BUTTONS = ((Button("通过", data="w:card:approve:1:2"),), (Button("网页", url="https://e.org/4"),))


def test_buttons_press_or_open() -> None:
    """Row by row; without any there is no keyboard."""
    markup = markup_of(((Button("通过", data="w:card:approve:1:2"), Button("网页", url="https://e.org")), ()))
    assert markup is not None
    ((press, link),) = markup.inline_keyboard
    assert (press.text, press.callback_data, press.url) == ("通过", "w:card:approve:1:2", None)
    assert (link.text, link.callback_data, link.url) == ("网页", None, "https://e.org")
    assert markup_of(()) is markup_of(((),)) is None


async def test_an_earlier_message_says_something_else_from_now_on(telegram: TelegramServer, post: Post) -> None:
    """In its place, with its buttons; to say the same again is no failure."""
    group = telegram.group()
    first = await post(group, Outgoing("待审", keyboard=BUTTONS))
    assert isinstance(first, Sent)
    post.earlier["card:1"] = first.message_id
    for number in (2, 3):
        assert await post(group, Outgoing("<b>通过</b>", keyboard=BUTTONS[1:], edits="card:1"), number) == first
    (posted,) = telegram.sent(group)
    assert posted.text == "通过"
    assert [button["text"] for button in posted.buttons] == ["网页"]


async def test_what_cannot_be_edited_any_more_is_said_anew(telegram: TelegramServer, post: Post) -> None:
    """Deleted by somebody, or forgotten by the outbox."""
    group = telegram.group()
    gone = await post(group)
    assert isinstance(gone, Sent)
    telegram.sent(group)[0].deleted = True
    post.earlier["card:1"] = gone.message_id
    for number, key in enumerate(("card:1", "card:2"), 2):
        outcome = await post(group, Outgoing("通过", edits=key), number)
        assert isinstance(outcome, Sent)
        assert outcome.message_id != gone.message_id
    assert shown(telegram.sent(group)) == ["通过", "通过"]


async def test_an_edit_of_which_nobody_knows_is_made_again(telegram: TelegramServer, post: Post) -> None:
    """It does no harm, as a second message would."""
    group = telegram.group()
    first = await post(group)
    assert isinstance(first, Sent)
    post.earlier["card:1"] = first.message_id
    telegram.fail("editMessageText", faults.reset(after_effect=True))
    assert await post(group, Outgoing("通过", edits="card:1"), 2) == Later("answer lost")
    assert await post(group, Outgoing("通过", edits="card:1"), 3) == first


@pytest.mark.parametrize(("rights", "pinned"), [("administrator", True), ("member", False)])
async def test_a_message_is_pinned_where_the_bot_may(
    telegram: TelegramServer, post: Post, rights: str, *, pinned: bool
) -> None:
    """Without the right it is out all the same."""
    group = telegram.group()
    group.bot = rights
    outcome = await post(group, Outgoing("第 4 期", pin=True))
    assert isinstance(outcome, Sent)
    assert group.pinned == ([outcome.message_id] if pinned else [])


async def test_files_go_with_their_words_and_buttons(telegram: TelegramServer, post: Post) -> None:
    """The bytes come from where they are kept; a caption that is too long for Telegram is cut."""
    group = telegram.group()
    pdf, photo = ArtefactFile(4, 1, "issue.pdf"), AttachmentFile(12)
    post.kept = {pdf: b"%PDF-1.7 x", photo: b"\x89PNG x"}
    words = "门控" * 600
    assert isinstance(
        await post(group, Outgoing("<b>周刊</b>", document=pdf, filename="4.pdf", keyboard=BUTTONS)), Sent
    )
    assert isinstance(await post(group, Outgoing(f"<b>{words}</b>", photo=photo), 2), Sent)
    document, picture = telegram.sent(group)
    shown_file = document.content["document"]
    assert isinstance(shown_file, dict)
    assert (shown_file["file_name"], document.content["caption"]) == ("4.pdf", "周刊")
    assert telegram.content(document).content == b"%PDF-1.7 x"
    assert [button["text"] for button in document.buttons] == ["通过", "网页"]
    caption = str(picture.content["caption"])
    assert len(caption) == 1024
    assert caption == f"{words[:1023]}…"


async def test_a_file_that_is_no_more_is_not_waited_for(telegram: TelegramServer, post: Post) -> None:
    """Its issue was unfrozen, say; nor is one that Telegram would not take."""
    group = telegram.group()
    pdf = ArtefactFile(4, 1, "issue.pdf")
    assert await post(group, Outgoing("x", document=pdf)) == Refused("file gone")
    post.kept[pdf] = bytes(50_000_001)
    assert await post(group, Outgoing("x", document=pdf), 2) == Refused("file too large")
    assert telegram.called("sendDocument") == []


async def test_a_picture_that_is_no_photo_goes_as_a_file(telegram: TelegramServer, post: Post) -> None:
    """Telegram does not show every proportion."""
    group = telegram.group()
    post.kept[AttachmentFile(12)] = b"\x89PNG x"
    telegram.fail("sendPhoto", faults.refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    assert isinstance(await post(group, Outgoing("窄长", photo=AttachmentFile(12), filename="a.png")), Sent)
    assert [posted.content["caption"] for posted in telegram.sent(group)] == ["窄长"]
