"""Whether the issues of a database are whole: numbers, files, notes, publications, and what the library has of them."""

from collections import Counter
from hashlib import sha256
from pathlib import Path

from knowledge.weekly.rendering.json_export import of_json, to_json
from tests.faults.sound import count, rows


async def issues_sound(database: Path | str, weeks: int) -> None:
    """Assert that so many issues are published, each once and whole, and that one is open."""
    issues = await rows(database, "SELECT id, number, state, revision, digest, ingested FROM issues ORDER BY id")
    *out, last = issues
    assert last[2] == "open"
    assert [number for _, number, *_ in out] == list(range(1, weeks + 1))
    assert {state for _, _, state, *_ in out} == {"published"}
    assert all(ingested == revision == 1 for *_, revision, _, ingested in out)
    for issue_id, number, _, _, digest, _ in out:
        await _files(database, issue_id, number, digest)
        await _notes(database, issue_id, number)
    audits = await rows(database, "SELECT subject, event FROM audits WHERE subject LIKE 'issue:%'")
    once = [(f"issue:{one[0]}", event) for one in out for event in ("close", "freeze", "publish", "finish")]
    told = Counter((subject, event) for subject, event in audits if event not in {"fail", "retry"})
    assert told == Counter(once)
    assert await count(database, "publications WHERE state <> 'sent'") == 0
    assert await count(database, "notes WHERE state NOT IN ('published', 'pending')") == 0
    assert await count(database, f"notes WHERE state = 'pending' AND issue_id <> {last[0]}") == 0


async def _files(database: Path | str, issue_id: int, number: int, digest: str) -> None:
    """Every file is what its digest says, and all of them are of the issue that is frozen."""
    kept = await rows(database, f"SELECT name, data, digest, revision FROM artefacts WHERE issue_id = {issue_id}")  # noqa: S608
    files = {name: bytes(data) for name, data, _, _ in kept}
    assert all(sha256(data).hexdigest() == named for _, data, named, _ in kept)
    assert {revision for *_, revision in kept} == {1}
    issue = of_json(files["frozen.json"])
    assert to_json(issue) == files["frozen.json"]
    assert sha256(files["frozen.json"]).hexdigest() == digest
    assert issue.number == number
    assert {"issue.md", "issue.html", "issue.pdf", "issue.txt", "wechat.html", "wechat.zip"} <= files.keys()
    slugs = {entry.label.slug for entry in issue.entries()}
    assert {f"entries/{slug}.html" for slug in slugs} <= files.keys()
    found = await rows(database, f"SELECT slug FROM published_entries WHERE issue_number = {number}")  # noqa: S608
    assert {slug for (slug,) in found} == slugs
    told = {slug for (slug,) in await rows(database, f"SELECT id FROM entries WHERE id LIKE '{number}-%'")}  # noqa: S608
    assert {slug for slug in slugs if slug.split("-")[1][0] not in "qe"} == told


async def _notes(database: Path | str, issue_id: int, number: int) -> None:
    """Each is under a label of its own, and was frozen and published once."""
    notes = await rows(database, f"SELECT id, state, label FROM notes WHERE issue_id = {issue_id}")  # noqa: S608
    assert {state for _, state, _ in notes} == {"published"}
    assert len({label for *_, label in notes}) == len(notes)
    assert all(str(label).startswith(f"{number}-") for *_, label in notes)
    for note_id, *_ in notes:
        events = await rows(database, f"SELECT event FROM audits WHERE subject = 'note:{note_id}' ORDER BY id")  # noqa: S608
        assert [event for (event,) in events] == ["freeze", "publish"]
