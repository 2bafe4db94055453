"""A note as its author sees it."""

from dataclasses import replace

from bot.buttons import Keyboard, Press
from bot.rendering import Audience
from bot.rendering.notes import preview, standing
from bot.terminal.markup import parse
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Quoted, Revision, Written
from knowledge.weekly.submitting import Previewed
from tests.fakes import NOON

ZH = Audience("zh", "zixue_bot")
NOTE = Note(5, 7, Origin(7, 1, 7), Section.STUDY, NoteState.PREVIEWED, NOON, NOON, version=3, revision=1)
MEMBER = Member(7, "小明")


def shown(text: str, note: Note = NOTE, title: str = "", member: Member = MEMBER) -> tuple[str, Keyboard]:
    """The preview of a note with this text."""
    return preview(Previewed(Written(note, Revision(5, 1, title, text, NOON)), member), ZH)


def test_what_people_write_is_escaped() -> None:
    """In text, title, name and label; no link but of the web, nothing invisible."""
    note = replace(NOTE, quoted=(Quoted("<i>某人</i>\u202e"),))
    html, _ = shown("<b>x</b> [点我](javascript:alert(1)) \u202e反", note, "<u>题</u>", Member(7, "<s>名</s>\u200b"))
    text, entities = parse(html)
    assert all(words in text for words in ("<b>x</b>", "<u>题</u>", "<s>名</s>", "<i>某人</i>"))
    assert not any(one.url for one in entities)
    assert "\u202e" not in text
    assert "\u200b" not in text


def test_a_preview_is_one_message_whatever_is_in_it() -> None:
    """Telegram takes 4,096 units and shows 100 entities."""
    for text in (
        "**粗** " * 150,
        "😀" * 5000,
        "```\n" + "x = 1\n" * 900 + "```",
        "> 引\n\n" * 120,
        "[a](https://e.org) " * 150,
    ):
        html, keyboard = shown(text)
        visible, entities = parse(html)
        assert len(visible.encode("utf-16-le")) // 2 <= 4096
        assert len(entities) <= 100
        assert keyboard


def test_buttons_name_the_note_as_it_is() -> None:
    """Its number and version, in at most 64 bytes; the section that it is in is marked."""
    _, keyboard = shown("一句话。")
    presses = [Press.of(one.data) for row in keyboard for one in row]
    assert all(one and (one.about, one.id, one.version) == ("note", 5, 3) for one in presses)
    assert [one.text for row in keyboard for one in row if "✓" in one.text] == ["✓ 学习心得"]


def test_a_note_that_is_over_has_no_buttons() -> None:
    """What its author may do depends on how far it is."""
    written = Written(replace(NOTE, state=NoteState.ERASED), Revision(5, 1, "题", "文", NOON))
    assert standing(written, ZH)[1] == ()
    _, ((edit, withdraw),) = standing(replace(written, note=replace(NOTE, state=NoteState.PLACED)), ZH)
    assert (edit.text, withdraw.text) == ("再改改", "撤回")
