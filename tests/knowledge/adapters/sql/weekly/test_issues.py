"""What is kept of issues, and found again by their numbers."""

from dataclasses import replace
from hashlib import sha256

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.archive import SqlArchive
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import Artefact, CompiledIssue, Label, Reference, Section
from knowledge.weekly.issues import Publication, PublishedEntry, Step
from knowledge.weekly.rendering.json_export import to_json
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import LATER, becoming, frozen, took


async def test_what_is_frozen_is_kept_with_its_hash(issues: SqlIssues, engine: AsyncEngine) -> None:
    """By revision, the newest one unless another is asked for; unfreezing drops it."""
    issue = await frozen(issues, 4)
    freezing = Step(
        issues=(becoming(issue, revision=1),), artefacts=((issue.id, 1, Artefact("a", "text/plain", b"1")),)
    )
    issue = (await took(issues, freezing)).issues[0].after
    correcting = Step(
        issues=(becoming(issue, revision=2),),
        artefacts=((issue.id, 2, Artefact("a", "text/plain", b"2")), (issue.id, 2, Artefact("b", "text/plain", b""))),
    )
    issue = (await took(issues, correcting)).issues[0].after
    found = [await issues.artefact(4, "a", revision) for revision in (None, 1, 2, 3)]
    assert [one and one.data for one in found] == [b"2", b"1", b"2", None]
    assert await issues.artefact_names(4) == ["a", "b"]
    async with engine.connect() as connection:
        digest = await connection.scalar(text("SELECT digest FROM artefacts WHERE revision = 1"))
    assert digest == sha256(b"1").hexdigest()
    await took(issues, Step(issues=(becoming(issue, revision=0),), drop_artefacts=issue.id))
    assert (await issues.artefact(4, "a", 1), await issues.compiled(4)) == (None, None)


async def test_a_frozen_issue_comes_back_as_it_was_compiled(issues: SqlIssues) -> None:
    """By its number, whatever its state."""
    whole = CompiledIssue(4, 1, "自学周刊", NOON.date(), references=(Reference(1, "题", "https://e.org/"),))
    issue = await frozen(issues, 4)
    said = Artefact("frozen.json", "application/json", to_json(whole))
    await took(issues, Step(issues=(becoming(issue, revision=1),), artefacts=((issue.id, 1, said),)))
    assert [await issues.compiled(4), await issues.compiled(4, 1), await issues.compiled(5)] == [whole, whole, None]


async def test_a_publication_is_kept_anew(issues: SqlIssues) -> None:
    """In the place of that of the same revision and target; those of others stay."""
    issue = await frozen(issues, 4)
    pending = [Publication(issue.id, revision, "wechat", EffectState.PENDING, NOON) for revision in (2, 1)]
    await took(issues, Step(publications=tuple(pending)))
    sent = replace(pending[1], state=EffectState.SENT, changed_at=LATER, message_id=9, effect_key="issue:4:1:wechat")
    await took(issues, Step(publications=(sent,)))
    assert await issues.publications(issue.id) == [sent, pending[0]]
    assert await issues.publications(99) == []


async def test_entries_are_found_from_their_step_on(issues: SqlIssues, engine: AsyncEngine) -> None:
    """Those of a correction take the place of those before; a withdrawn issue has none, other issues keep theirs."""
    archive = SqlArchive(engine)
    found: list[str] = []
    four, five = await frozen(issues, 4), await frozen(issues, 5)
    of_four, of_five = (
        tuple(PublishedEntry(Label(number, Section.STUDY, n), "循环", ("小明",), "门") for n in (1, 2))
        for number in (4, 5)
    )
    await took(issues, Step(issues=(becoming(four, revision=1),), entries=of_four))
    for entries in (of_five, of_five[:1], None, ()):
        five = (await took(issues, Step(issues=(becoming(five, foreword="x"),), entries=entries))).issues[0].after
        found.append(" ".join(str(label) for label, *_ in await archive.search(["门"], 9)))
    rest = "#4-心1 #4-心2"
    assert found == [f"#5-心1 #5-心2 {rest}", f"#5-心1 {rest}", f"#5-心1 {rest}", rest]
