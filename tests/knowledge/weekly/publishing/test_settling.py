"""Publishing, and what becomes of it."""

import datetime as dt

import pytest

from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.notes import NoteState
from knowledge.weekly.publishing import Doubts, Hindrance, IssueHindered
from tests.knowledge.weekly.publishing.conftest import CHANNEL, EDITORS, GROUP, Desk


async def publishing(desk: Desk) -> Issue:
    """An issue that is on its way."""
    frozen = await desk.weekly.freeze_issue(await desk.in_review(), "7")
    assert frozen is not None
    issue = await desk.weekly.publish_issue(frozen, "7")
    assert issue is not None
    assert issue.state is IssueState.PUBLISHING
    return issue


async def test_an_issue_is_published_once_every_chat_has_it(desk: Desk) -> None:
    """The archive has it at once; the library once it is read; settling again changes nothing."""
    issue = await publishing(desk)
    assert [one.number for one in await desk.weekly.archive.published()] == [1]
    await desk.weekly.settle_publications()
    assert (await desk.now(issue)).state is IssueState.PUBLISHING
    assert await desk.send() == [f"closed:{issue.id}", f"issue:1:1:channel:{CHANNEL}", f"issue:1:1:group:{GROUP}"]
    await desk.weekly.settle_publications()
    now = await desk.now(issue)
    assert (now.state, now.ingested) == (IssueState.PUBLISHED, 1)
    assert set((await desk.states(issue)).values()) == {"sent"}
    assert {one.note.state for one in await desk.weekly.notes.of_issue(issue.id)} == {NoteState.PUBLISHED}
    assert await desk.weekly.settle_publications() == []
    assert await desk.now(issue) == now
    assert await desk.send() == ["finished:1:1"]


async def test_what_is_uncertain_is_not_sent_again_unless_an_editor_says_so(desk: Desk) -> None:
    """What failed is; editors are told of both, once."""
    issue = await publishing(desk)
    await desk.send(uncertain=[CHANNEL], failed=[GROUP])
    await desk.weekly.settle_publications()
    await desk.weekly.settle_publications()
    partial = await desk.now(issue)
    assert partial.state is IssueState.PARTIAL
    assert await desk.send() == [f"doubtful:{issue.id}:{partial.version - (partial.ingested and 1)}"]
    assert await desk.weekly.retry_issue(partial, "7") is not None
    assert await desk.send() == [f"issue:1:1:group:{GROUP}"]
    await desk.weekly.settle_publications()
    left = await desk.now(issue)
    assert left.state is IssueState.PARTIAL
    with pytest.raises(IssueHindered) as hindered:
        await desk.weekly.retry_issue(left, "7")
    assert hindered.value.hindrance is Hindrance.NOTHING_TO_RETRY
    await desk.weekly.retry_issue(left, "7", Doubts(settled=[f"channel:{CHANNEL}"]))
    await desk.weekly.settle_publications()
    assert (await desk.now(issue)).state is IssueState.PUBLISHED
    assert [key for key in await desk.send() if key.startswith("issue")] == []


async def test_an_editor_may_have_it_sent_once_more(desk: Desk) -> None:
    """Who has looked, and not found it."""
    issue = await publishing(desk)
    await desk.send(uncertain=[CHANNEL])
    await desk.weekly.settle_publications()
    await desk.weekly.retry_issue(await desk.now(issue), "7", Doubts(resend=[f"channel:{CHANNEL}"]))
    assert f"issue:1:1:channel:{CHANNEL}" in await desk.send()
    await desk.weekly.settle_publications()
    assert (await desk.now(issue)).state is IssueState.PUBLISHED


async def test_what_a_dead_process_was_sending_is_in_doubt_after_five_minutes(desk: Desk) -> None:
    """Not sooner; and where it turns out to have gone out, that is noted."""
    issue = await publishing(desk)
    claimed = {one.effect.chat_id: one for one in await desk.outbox.claim("dead", 10, desk.clock.now())}
    assert claimed.keys() == {EDITORS, CHANNEL, GROUP}
    await desk.outbox.sent(claimed[GROUP].id, 5, desk.clock.now())
    await desk.weekly.settle_publications()
    desk.clock.time += dt.timedelta(seconds=299)
    await desk.weekly.settle_publications()
    assert (await desk.now(issue)).state is IssueState.PUBLISHING
    desk.clock.time += dt.timedelta(seconds=1)
    await desk.weekly.settle_publications()
    assert (await desk.now(issue)).state is IssueState.PARTIAL
    assert (await desk.states(issue))[f"channel:{CHANNEL}"] == "uncertain"
    await desk.outbox.sent(claimed[CHANNEL].id, 6, desk.clock.now())
    await desk.weekly.settle_publications()
    assert (await desk.now(issue)).state is IssueState.PUBLISHED
