"""The JSON that commands print: one function a record, the keys as documented in the README."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.catalogue import Language, refusal
from knowledge.errors import Refusal
from knowledge.listening.fit_gate import Calibration
from knowledge.records import (
    Answer,
    Citation,
    Entry,
    Fate,
    Found,
    Ingested,
    Nearest,
    OpenQuestion,
    Preview,
    Source,
    SourceSummary,
    TableCopy,
    Unanswered,
    VectorCount,
)
from knowledge.spine.inbox import Backlog, Buried
from knowledge.spine.outbox import Kept


def answered(outcome: Answer | Unanswered) -> dict[str, Any]:
    """What `ask` prints."""
    told: dict[str, Any] = {"status": "unanswered", "mode": outcome.mode, "answer": "", "citations": []}
    if isinstance(outcome, Answer):
        told = {"status": "answered", "mode": outcome.mode, "answer": outcome.text}
        told["citations"] = [_citation(one) for one in outcome.citations]
    return told | {"nearest": [_nearest(one) for one in outcome.nearest], "elapsed_ms": dict(outcome.elapsed_ms)}


def searched(results: Sequence[Found]) -> dict[str, Any]:
    """What `search` prints."""
    return {"results": [_found(one) for one in results]}


def ingested(
    outcomes: Sequence[Ingested], vectors: VectorCount | None, elapsed_ms: int, language: Language
) -> dict[str, Any]:
    """What `ingest` prints."""
    return {
        "sources": [_ingested(one, language) for one in outcomes],
        "vectors": {"done": vectors.done if vectors else 0, "pending": vectors.pending if vectors else 0},
        "elapsed_ms": elapsed_ms,
    }


def previewed(previews: Sequence[Preview], language: Language) -> dict[str, Any]:
    """What `ingest --dry-run` prints."""
    return {"sources": [_preview(one, language) for one in previews]}


def calibrated(made: Calibration, *, saved: bool) -> dict[str, Any]:
    """What `calibrate` prints."""
    return {
        "labels": made.gate.labels,
        "nested": asdict(made.gate.quality),
        "threshold": made.gate.threshold,
        "curve": [one._asdict() for one in made.curve],
        "test": asdict(made.test) if made.test else None,
        "saved": saved,
    }


def sources(summaries: Sequence[SourceSummary]) -> dict[str, Any]:
    """What `sources` prints."""
    return {"sources": [_source(one) for one in summaries]}


def entries(kept: Sequence[tuple[Entry, Source]]) -> dict[str, Any]:
    """What `entries` prints."""
    return {"entries": [_entry(entry, source) for entry, source in kept]}


def open_questions(listed: Sequence[OpenQuestion]) -> dict[str, Any]:
    """What `questions` prints."""
    return {"questions": [_open_question(one) for one in listed]}


def copied(copies: Sequence[TableCopy], file: Path | None = None) -> dict[str, Any]:
    """What `backup`, `restore` and `migrate` print."""
    told = {"file": str(file), "bytes": file.stat().st_size} if file else {}
    return told | {"tables": [asdict(one) for one in copies]}


def effects(listed: Sequence[Kept]) -> dict[str, Any]:
    """What `outbox` prints."""
    return {"effects": [asdict(one) | {"put_at": one.put_at.isoformat()} for one in listed]}


def inbox(buried: Sequence[Buried], backlog: Backlog) -> dict[str, Any]:
    """What `inbox` prints."""
    return {
        "waiting": backlog.waiting,
        "oldest": backlog.oldest and backlog.oldest.isoformat(),
        "buried": [asdict(one) | {"arrived_at": one.arrived_at.isoformat()} for one in buried],
    }


def _citation(one: Citation) -> dict[str, Any]:
    return {
        "n": one.n,
        "entry_id": one.entry_id,
        "title": one.title,
        "source": one.source,
        "section": one.section,
        "author": one.author,
        "date": one.date and one.date.isoformat(),
        "url": one.url,
        "quote": one.quote,
    }


def _nearest(one: Nearest) -> dict[str, Any]:
    return {"entry_id": one.entry_id, "title": one.title, "source": one.source, "section": one.section, "url": one.url}


def _found(one: Found) -> dict[str, Any]:
    return {
        "entry_id": one.entry.id,
        "title": one.entry.title,
        "heading": one.passage.heading[-1],
        "source": one.source.title,
        "path": one.source.path,
        "url": one.entry.url or one.source.url,
        "score": round(one.score, 4),
        "passage": one.passage.text,
    }


def _ingested(one: Ingested, language: Language) -> dict[str, Any]:
    return {
        "path": one.path,
        "source_id": one.source_id,
        "shape": one.shape,
        "state": one.state.value,
        "entries": one.entries,
        "passages": one.passages,
        "reason": one.reason and refusal(Refusal(one.reason), language),
    }


def _preview(one: Preview, language: Language) -> dict[str, Any]:
    return {
        "path": one.path,
        "shape": one.shape,
        "state": one.state.value,
        "reason": one.reason and refusal(Refusal(one.reason), language),
        "entries": [
            {"state": change.state.value, "section": change.entry.section, "title": change.entry.title}
            for change in one.entries
        ],
        "lines": [
            {"text": line.text, "fate": line.fate.value, "repaired": line.repaired}
            for line in one.lines
            if line.fate is not Fate.KEPT
        ],
    }


def _source(one: SourceSummary) -> dict[str, Any]:
    source = one.source
    return {
        "source_id": source.id,
        "path": source.path,
        "title": source.title,
        "shape": source.shape,
        "date": source.date and source.date.isoformat(),
        "url": source.url,
        "fetched_at": source.fetched_at.isoformat(),
        "entries": one.entries,
        "passages": one.passages,
    }


def _open_question(one: OpenQuestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "chat_id": one.chat_id,
        "question": one.meaning.question,
        "times": one.times,
        "asked_at": one.asked_at.isoformat(),
        "closed_at": one.closed_at and one.closed_at.isoformat(),
        "entry_id": one.entry_id,
    }


def _entry(entry: Entry, source: Source) -> dict[str, Any]:
    date = entry.date or source.date
    return {
        "entry_id": entry.id,
        "source_id": source.id,
        "path": source.path,
        "section": entry.section,
        "title": entry.title,
        "author": entry.author,
        "date": date and date.isoformat(),
        "url": entry.url or source.url,
        "links": [{"url": link.url, "text": link.text} for link in entry.links],
        "truncated": entry.truncated,
        "text": entry.text,
    }
