"""What authors are sent of themselves."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.publishing.outgoing import Outgoing
from bot.publishing.weekly.context import Context
from bot.publishing.weekly.submissions import consent, dropped, preview
from knowledge.governance.places import Places
from knowledge.records import Effect, Origin
from knowledge.weekly.compiled import Section, Site
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, Note, NoteState, Quoted, Revision, Written
from tests.fakes import NOON

CONTEXT = Context(Places(editors_chat=-500), "zh", ZoneInfo("Asia/Shanghai"), lambda: Site("", "zixue_bot"))
MEMBER = Member(7, "小明")
IN_GROUP = Origin(-100, 40, 7, topic_id=3)
NOTE = Note(5, 7, IN_GROUP, Section.STUDY, NoteState.PREVIEWED, NOON, NOON, revision=2)
QUOTED = replace(NOTE, state=NoteState.PENDING, quoted=(Quoted("小红", 8, Agreement.ASKED),))
REVISION = Revision(5, 2, "", "一句话。", NOON)


def outgoing(effect: Effect) -> Outgoing:
    """The message of an effect."""
    return Outgoing.of_payload(effect.payload)


def test_a_preview_stands_below_what_began_it() -> None:
    """Once for each wording, in its topic and its author's language; what a press began is below nothing."""
    (effect,) = preview(CONTEXT, Written(NOTE, REVISION), replace(MEMBER, language="en"), None)
    assert (effect.key, effect.chat_id) == ("preview:5:2", -100)
    shown = outgoing(effect)
    assert (shown.reply_to, shown.topic_id) == (40, 3)
    assert "Your note" in shown.html
    (pressed,) = preview(CONTEXT, Written(replace(NOTE, origin=Origin(7, -9, 7, private=True)), REVISION), MEMBER, None)
    assert outgoing(pressed).reply_to is None
    (again,) = preview(CONTEXT, Written(NOTE, REVISION), MEMBER, None, again=True)
    assert outgoing(again).edits == "preview:5:1"


def test_who_is_quoted_is_asked_where_they_are() -> None:
    """In the group with a mention, in private where the note came so; without a trace of an anonymous author."""
    (in_group,) = consent(CONTEXT, Written(QUOTED, REVISION))
    assert (in_group.key, in_group.chat_id) == ("consent:5:1", -100)
    assert '<a href="tg://user?id=8">小红</a>' in outgoing(in_group).html
    (in_private,) = consent(CONTEXT, Written(replace(QUOTED, origin=Origin(7, 1, 7, private=True)), REVISION))
    assert in_private.chat_id == 8
    (unnamed,) = consent(CONTEXT, Written(replace(QUOTED, anonymous=True), REVISION))
    assert outgoing(unnamed).reply_to is None
    assert list(consent(CONTEXT, Written(NOTE, REVISION))) == []


def test_a_note_that_is_gone_says_why() -> None:
    """A day went by, another says the same, or somebody declined."""
    whose = (Quoted("小刚", 9, Agreement.GIVEN), Quoted("小红", 8, Agreement.REFUSED))
    declined = replace(QUOTED, state=NoteState.WITHDRAWN, quoted=whose)
    said = [
        outgoing(next(iter(dropped(CONTEXT, note, MEMBER, same_as)))).html
        for note, same_as in ((NOTE, None), (NOTE, 3), (declined, None))
    ]
    assert ["放了一天" in said[0], "就是 #3" in said[1], "：小红 不同意" in said[2]] == [True] * 3
