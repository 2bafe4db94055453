"""What was done, in words."""

import re

from bot.catalogue import administering
from bot.catalogue.audits import EVENTS, SUBJECTS, Audits, actor_of, event_of, subject_of
from bot.catalogue.phrase import Phrase, Phrases
from knowledge.governance import broadcasting, reindexing, taking_in
from knowledge.governance.manners import MannersEvent
from knowledge.weekly.issues import IssueEvent
from knowledge.weekly.notes import NoteEvent

KINDS: tuple[type[Phrases], ...] = (
    Audits,
    administering.Menu,
    administering.Intake,
    administering.Announcing,
    administering.Vitals,
)
PHRASES: list[Phrase] = [
    *(words.value for kind in KINDS for words in kind),
    *EVENTS.values(),
    *SUBJECTS.values(),
    *administering.STANDINGS.values(),
    *administering.STATES.values(),
]


def test_every_event_has_words() -> None:
    """Those of the weekly, of manners and of administration."""
    own = (taking_in.INGEST, taking_in.UNDO, taking_in.FORGET, reindexing.REINDEX)
    told = (broadcasting.BROADCAST, broadcasting.WITHDRAWN, broadcasting.ENDED)
    for event in (*NoteEvent, *IssueEvent, *MannersEvent, *own, *told):
        assert event in EVENTS, event


def test_what_has_no_words_stands_for_itself() -> None:
    """A newer version may have written it."""
    assert (event_of("x", "zh"), subject_of("x:1", "en"), actor_of("7", "zh")) == ("x", "x:1", "7")
    assert subject_of("chat:-5", "zh", "读书会") == "群 读书会"


def test_each_sentence_is_in_both_languages() -> None:
    """With the same variables in each."""
    for phrase in PHRASES:
        variables = {tongue: set(re.findall(r"{(\w+)}", getattr(phrase, tongue))) for tongue in ("zh", "en")}
        assert variables["zh"] == variables["en"], phrase
        assert re.search("[\u4e00-\u9fff]", phrase.zh), phrase
        assert not re.search("[\u4e00-\u9fff]", phrase.en), phrase


def test_a_quota_is_that_of_whom_it_names() -> None:
    """Everybody's too; a chat with a positive id is a private one."""
    assert subject_of("quota:user:5", "zh") == "用户 5"
    assert subject_of("quota:chat:0", "en") == "each chat"
    assert (subject_of("chat:5", "zh"), subject_of("chat:-5", "zh")) == ("私聊 5", "群 -5")
