"""What goes out by itself in review."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.buttons import Keyboard
from bot.publishing.outgoing import Outgoing
from bot.publishing.weekly import reviews
from bot.publishing.weekly.context import Context
from knowledge.governance.places import Places
from knowledge.records import Effect, Origin
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import Section, Site
from knowledge.weekly.issues import Issue, IssueState, Publication
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, Note, NoteState, Revision, Written
from tests.fakes import NOON

_CONTEXT = Context(Places(editors_chat=-500), "zh", ZoneInfo("Asia/Shanghai"), Site)
_NOTE = Note(
    12,
    7,
    Origin(7, 1, 7, private=True),
    Section.STUDY,
    NoteState.PENDING,
    NOON,
    NOON,
    version=4,
    revision=1,
    issue_id=1,
)
_FIRST = Revision(12, 1, "门控", "门控很贵。", NOON)
_SECOND = Revision(12, 2, "门控", "门控很快。", NOON)
_MEMBER = Member(7, "小明", language="en")


def keys(effects: Sequence[Effect]) -> list[str]:
    """What the outbox knows them by."""
    return [effect.key for effect in effects]


def buttons(keyboard: Keyboard) -> list[str]:
    """What the buttons say to us."""
    return [one.data or "" for row in keyboard for one in row]


def test_a_card_comes_once_and_is_edited_from_then_on() -> None:
    """A new revision that editors have to see is told of beside; one that they had not seen takes the card's place."""
    new = Written(_NOTE, _FIRST)
    assert keys(reviews.card(_CONTEXT, new, _MEMBER, (), None)) == ["card:12"]
    again = Written(replace(_NOTE, revision=2, version=6), _SECOND)
    assert keys(reviews.card(_CONTEXT, again, _MEMBER, (), None)) == ["card:12", "card:12:6"]
    edited, news = reviews.card(_CONTEXT, again, _MEMBER, (), _FIRST)
    assert (edited.key, news.key) == ("card:12:6", "card:12:6/news")
    assert edited.payload["edits"] == "card:12"
    assert "<s>贵</s><u>快</u>" in edited.payload["html"]
    gone = Written(replace(_NOTE, state=NoteState.WITHDRAWN, version=5), _FIRST)
    (told,) = reviews.card(_CONTEXT, gone, _MEMBER, (), None)
    assert told.key == "card:12:5"
    assert "approve" not in str(told.payload)
    assert reviews.card(replace(_CONTEXT, places=Places()), new, _MEMBER, (), None) == []


def test_what_people_write_is_harmless_in_a_card() -> None:
    """Markup is text, directions cannot be turned, nobody is called, and nothing leads elsewhere than it says."""
    hostile = replace(
        _FIRST, title="<b>\u202e@durov", text="[好](javascript:alert(1)) @durov <a href='x'>", url="javascript:1"
    )
    (effect,) = reviews.card(_CONTEXT, Written(_NOTE, hostile), Member(7, "<i>\u202e名"), ("<u>",), None)
    html = effect.payload["html"]
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;名" in html
    assert "\u202e" not in html
    assert "<a href" not in html
    assert "<code>@durov</code>" in html


def test_every_button_fits_into_telegrams_64_bytes() -> None:
    """With the longest ids there are, also of a target in doubt."""
    note = replace(_NOTE, id=2**31, version=99999, state=NoteState.PLACED, urgent=True, revision=2)
    told = reviews.card(_CONTEXT, Written(note, _SECOND), None, (), _FIRST)
    issue = Issue(2**31, IssueState.PARTIAL, NOON, NOON, version=99999, number=12)
    lost = Publication(issue.id, 1, "channel:-1001234567890", EffectState.UNCERTAIN, NOON)
    failed = replace(lost, target="group:-1009876543210", state=EffectState.FAILED, reason="kicked")
    doubts = reviews.doubtful(_CONTEXT, issue, [lost, failed])
    keyboards = [Outgoing.of_payload(one.payload).keyboard for one in (*told, *doubts)]
    assert all(len(data.encode()) <= 64 for keyboard in keyboards for data in buttons(keyboard))
    assert [data.split(":")[2] for data in buttons(keyboards[-1])] == ["resend", "settled", "retry"]
    assert "kicked" in doubts[0].payload["html"]


def test_editors_hear_that_an_issue_has_gone_out_and_where_it_is() -> None:
    """Chats by what they are, each with the address of its message; what is in doubt likewise, in one message."""
    context = replace(_CONTEXT, learn_site=lambda: Site("https://weekly.example.org", "bot"))
    issue = Issue(3, IssueState.PUBLISHED, NOON, NOON, version=9, number=12, revision=1)
    sent = Publication(3, 1, "channel:-1001234567890", EffectState.SENT, NOON, "k", -1001234567890, 77)
    archive = Publication(3, 1, "archive", EffectState.SENT, NOON)
    (told,) = reviews.finished(context, issue, [sent, archive, replace(archive, target="feed")])
    outgoing = Outgoing.of_payload(told.payload)
    assert (told.key, told.chat_id) == ("finished:12:1", -500)
    assert '<a href="https://t.me/c/1234567890/77">频道</a>' in outgoing.html
    assert '<a href="https://weekly.example.org/issues/12">网页存档</a>' in outgoing.html
    assert [data.split(":")[2] for data in buttons(outgoing.keyboard)] == ["page", "wechat"]
    lost = replace(sent, target="group:-1009876543210", state=EffectState.UNCERTAIN)
    (doubt,) = reviews.doubtful(context, issue, [lost])
    assert "群 …3210" in doubt.payload["html"]
    assert "group:-100" not in str([one["text"] for row in doubt.payload["keyboard"] for one in row])
    assert reviews.finished(replace(context, places=Places()), issue, [sent]) == []


@pytest.mark.parametrize(
    ("state", "said", "actions"),
    [
        (NoteState.PLACED, "accepted", ["edit", "withdraw"]),
        (NoteState.CHANGES_REQUESTED, "change your note", ["edit", "withdraw"]),
        (NoteState.REJECTED, "not taken: 太短", ["edit"]),
    ],
)
def test_an_author_hears_quietly_what_became_of_a_note(state: NoteState, said: str, actions: list[str]) -> None:
    """In private, in their language, with what they can do; an author who is gone hears nothing."""
    note = replace(_NOTE, state=state, reason="太短")
    (effect,) = reviews.decided(_CONTEXT, Written(note, _FIRST), _MEMBER)
    outgoing = Outgoing.of_payload(effect.payload)
    assert (effect.key, effect.chat_id, outgoing.silent) == ("decided:12:4", 7, True)
    assert said in outgoing.html
    assert [data.split(":")[2] for data in buttons(outgoing.keyboard)] == actions
    assert reviews.decided(_CONTEXT, Written(replace(note, author_id=None), _FIRST), None) == []


def test_an_issue_that_is_closed_once_more_is_told_of_once_more() -> None:
    """By other keys, as the outbox takes each once; who has agreed to their entry is not asked again."""
    issue = Issue(3, IssueState.REVIEW, NOON, NOON, version=2)
    waiting = Written(replace(_NOTE, state=NoteState.PLACED), _FIRST)
    agreed = Written(replace(waiting.note, id=13, agreement=Agreement.GIVEN), _FIRST)
    first = keys(reviews.closed(_CONTEXT, issue, [waiting, agreed], []))
    again = keys(reviews.closed(_CONTEXT, replace(issue, version=4), [waiting, agreed], []))
    assert (len(first), len(again)) == (2, 2)
    assert not set(first) & set(again)


def test_an_author_reads_in_their_own_language_what_editors_did() -> None:
    """That review has begun, and what was edited; whose language is not known reads the weekly's."""
    issue = Issue(3, IssueState.REVIEW, NOON, NOON, version=2)
    waiting = Written(replace(_NOTE, state=NoteState.PLACED), _FIRST)
    english = Member(7, "Li", language="en")
    shown = [
        *(reviews.closed(_CONTEXT, issue, [waiting], known)[-1] for known in ([english], [])),
        *(reviews.edited(_CONTEXT, _FIRST, _SECOND, _NOTE, known)[0] for known in (english, None)),
    ]
    begun, begun_here, edited, edited_here = (Outgoing.of_payload(one.payload) for one in shown)
    assert begun.html.startswith("The issue is in review.")
    assert begun_here.html.startswith("这一期开始审稿了。")
    assert edited.html.startswith("An editor has changed your note #12:")
    assert edited_here.html.startswith("编辑改了你的投稿 #12")
    assert [one.keyboard[0][0].text for one in (begun, edited)] == ["That is right"] * 2
