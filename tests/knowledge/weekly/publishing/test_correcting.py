"""Corrections, erasures and withdrawals."""

import pytest

from knowledge.weekly import writing
from knowledge.weekly.compiling.correcting import Erased, Redirected, Reworded
from knowledge.weekly.issues import IssueState
from knowledge.weekly.notes import NoteState
from knowledge.weekly.publishing import Correction, Doubts, Hindrance, IssueHindered
from knowledge.weekly.rendering import json_export
from tests.knowledge.weekly.publishing.conftest import CHANNEL, GROUP, Desk, later


async def test_a_correction_keeps_numbers_and_edits_the_posts(desk: Desk) -> None:
    """What is new is appended; the chats' first posts are edited; the library has the new wording under the old id."""
    issue = await desk.published()
    changes = (
        Reworded("1-n2", writing.parsed("改过了，见[新的](https://new.org/)和[旧的](https://e.org/0)")),
        Redirected(3, "https://e.org/two"),
    )
    corrected = await desk.weekly.correct_issue(issue, "7", Correction(changes, line="第二条写错了"))
    assert corrected is not None
    assert (corrected.state, corrected.revision) == (IssueState.CORRECTED, 2)
    now = await desk.weekly.issues.compiled(1)
    assert now is not None
    assert [(one.number, one.url) for one in now.references] == [
        (1, "https://e.org/0"),
        (2, "https://e.org/1"),
        (3, "https://e.org/two"),
        (4, "https://new.org/"),
    ]
    assert [one.number for one in writing.hyperlinks(now.entries()[1].contributions[0].body)] == [4, 1]
    assert now.corrected is not None
    (posted,) = [one for one in await desk.outbox.claim("one", 10, desk.clock.now()) if one.effect.chat_id == GROUP]
    assert posted.effect.payload["edits"] == f"issue:1:1:group:{GROUP}"
    await desk.weekly.settle_publications()
    kept = await desk.library.entry("1-n2")
    assert kept is not None
    assert (kept[0].text, (await desk.now(issue)).ingested) == ("改过了，见新的和旧的", 2)


async def test_a_chat_in_doubt_gets_a_correction_only_where_an_editor_says_so(desk: Desk) -> None:
    """A new post might be its second; what is sent at last is the newest revision, which later ones edit."""
    frozen = await desk.weekly.freeze_issue(await desk.in_review(), "7")
    assert frozen is not None
    assert await desk.weekly.publish_issue(frozen, "7") is not None
    await desk.send(uncertain=[CHANNEL], failed=[GROUP])
    await desk.weekly.settle_publications()
    await desk.send()
    redirected = Correction((Redirected(1, "https://e.org/right"),))
    corrected = await desk.weekly.correct_issue(await desk.now(frozen), "7", redirected)
    assert corrected is not None
    assert await desk.send() == [f"doubtful:{frozen.id}:{corrected.version}"]
    await desk.weekly.settle_publications()
    states = await desk.states(frozen)
    assert (states[f"channel:{CHANNEL}"], states[f"group:{GROUP}"]) == ("uncertain", "failed")
    said = Doubts(resend=[f"channel:{CHANNEL}"])
    assert await desk.weekly.retry_issue(await desk.now(frozen), "7", said) is not None
    assert await desk.send() == [f"issue:1:2:channel:{CHANNEL}", f"issue:1:2:group:{GROUP}"]
    await desk.weekly.settle_publications()
    assert set((await desk.states(frozen)).values()) == {"sent"}
    again = Correction((Redirected(1, "https://e.org/better"),))
    assert await desk.weekly.correct_issue(await desk.now(frozen), "7", again) is not None
    edits = {one.effect.payload["edits"] for one in await desk.outbox.claim("one", 10, desk.clock.now())}
    assert edits == {f"issue:1:2:channel:{CHANNEL}", f"issue:1:2:group:{GROUP}"}


async def test_the_next_issue_says_what_was_put_right(desk: Desk) -> None:
    """Once: the issue after that does not."""
    issue = await desk.published()
    later(desk.clock, hours=1)
    change = Redirected(1, "https://e.org/right")
    await desk.weekly.correct_issue(issue, "7", Correction((change,), line="第一条的链接换了"))
    for said in (["#1-心1"], []):
        later(desk.clock, days=7)
        closed = await desk.in_review()
        draft = await desk.weekly.draft_issue(closed)
        assert [entry.title for one in draft.sections if one.name == "勘误" for entry in one.entries] == said
        assert await desk.weekly.freeze_issue(closed, "7") is not None


async def test_an_erased_note_is_nowhere_any_more(desk: Desk) -> None:
    """Neither in the files of any revision nor in the library; the labels of the others stay, nothing is said of it."""
    issue = await desk.published()
    (note,) = [one.note for one in await desk.weekly.notes.of_issue(issue.id) if one.note.label == "1-n2"]
    await desk.weekly.notes.erase(note.id, desk.clock.now())
    await desk.weekly.correct_issue(issue, "author", Correction((Erased(note.id),)))
    await desk.weekly.settle_publications()
    now = await desk.weekly.issues.compiled(1)
    assert now is not None
    assert [entry.label.slug for entry in now.entries()] == ["1-n1", "1-n2", "1-n3"]
    assert (now.entries()[1].title, now.entries()[1].contributions[0].erased) == ("匿名", True)
    assert [one.number for one in now.references] == [1, 3]
    assert await desk.weekly.issues.compiled(1, 1) is None
    for name in await desk.weekly.issues.artefact_names(1):
        artefact = await desk.weekly.issues.artefact(1, name)
        assert artefact is not None
        assert "第1条".encode() not in artefact.data
        assert "成员2".encode() not in artefact.data
    assert await desk.library.entry("1-n2") is None
    assert "line" not in (await desk.weekly.issues.audits(f"issue:{issue.id}"))[-1].detail


async def test_the_number_of_an_erased_reference_is_not_given_again(desk: Desk) -> None:
    """Whoever kept the post would read it as another's; an erasure is said nowhere, and its words are in no file."""
    issue = await desk.published()
    (note,) = [one.note for one in await desk.weekly.notes.of_issue(issue.id) if one.note.label == "1-n3"]
    erased = await desk.weekly.correct_issue(issue, "author", Correction((Erased(note.id),)))
    assert erased is not None
    change = Reworded("1-n1", writing.parsed("还有[这里](https://later.org/)。"))
    assert await desk.weekly.correct_issue(erased, "7", Correction((change,))) is not None
    now = await desk.weekly.issues.compiled(1)
    assert now is not None
    assert [one.number for one in now.references] == [1, 2, 4]
    assert json_export.of_json(json_export.to_json(now)) == now


async def test_a_correction_that_changes_nothing_is_none(desk: Desk) -> None:
    """A second press, and a process that died behind the first, make no third revision."""
    issue = await desk.published()
    (note,) = [one.note for one in await desk.weekly.notes.of_issue(issue.id) if one.note.label == "1-n1"]
    with pytest.raises(IssueHindered) as hindered:
        await desk.weekly.correct_issue(issue, "7", Correction(notes=[note.id]))
    assert hindered.value.hindrance is Hindrance.UNCHANGED
    assert await desk.now(issue) == issue


async def test_what_is_not_in_the_issue_is_not_corrected(desk: Desk) -> None:
    """Nothing is changed."""
    issue = await desk.published()
    for change in (Reworded("1-p9", ()), Redirected(99, "https://e.org/"), Erased(99)):
        with pytest.raises(IssueHindered) as hindered:
            await desk.weekly.correct_issue(issue, "7", Correction((change,)))
        assert hindered.value.hindrance is Hindrance.NOT_IN_ISSUE
    assert await desk.now(issue) == issue


async def test_a_withdrawn_issue_is_taken_back_everywhere(desk: Desk) -> None:
    """From archive and library; chats are told in the place of the post; its number is never given again."""
    issue = await desk.published()
    assert await desk.library.entry("1-n1") is not None
    withdrawn = await desk.weekly.withdraw_issue(issue, "7", "版权")
    assert withdrawn is not None
    await desk.weekly.settle_publications()
    assert await desk.weekly.archive.published() == []
    assert await desk.weekly.archive.search(["e"], 5) == []
    assert await desk.library.entry("1-n1") is None
    assert await desk.send() == [f"withdrawn:1:1:channel:{CHANNEL}", f"withdrawn:1:1:group:{GROUP}"]
    assert {one.note.state for one in await desk.weekly.notes.of_issue(issue.id)} == {NoteState.RETRACTED}
    again = await desk.weekly.freeze_issue(await desk.in_review(), "7")
    assert again is not None
    assert again.number == 2
