"""The JSON that scripts build on: these keys, these types, null where there is nothing."""

import datetime as dt
from typing import Any

import pytest

from bot.cli import json_shapes
from knowledge.records import (
    Answer,
    Citation,
    Entry,
    Found,
    Ingested,
    Link,
    Nearest,
    Notice,
    Passage,
    Source,
    SourceState,
    SourceSummary,
    Unanswered,
    VectorCount,
)

SOURCE = Source(
    id="s1",
    key="/shelf/notes.md",
    path="shelf/notes.md",
    shape="outline",
    title="读书笔记",
    content_hash="c",
    fetched_at=dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC),
    date=dt.date(2026, 1, 4),
    url="https://example.org/notes",
)
BARE_SOURCE = Source("s2", "k", "p", "outline", "t", "c", SOURCE.fetched_at)
ENTRY = Entry("e1", "s1", 0, "门控", "门的值在零和一之间。", links=(Link("https://example.org/a", "文"),))
NEAREST = Nearest("e2", "梯度", "读书笔记")


def found(source: Source = SOURCE) -> Found:
    """A passage under two headings."""
    return Found(1, Passage("e1", 0, ("门控", "遗忘门"), "门的值在零和一之间。"), ENTRY, source, score=0.123456)


def test_an_answer_has_its_citations_and_what_is_near() -> None:
    """Status, mode, text, citations, nearest, milliseconds by stage."""
    citation = Citation(
        n=1,
        entry_id="e1",
        title="门控",
        source="读书笔记",
        quote="门的值",
        section="学习心得",
        author="青禾",
        date=dt.date(2026, 1, 4),
        url="https://example.org/1",
    )
    answer = Answer("门的值[1]", (citation,), "extractive", (NEAREST,), Notice.MODEL_UNAVAILABLE, {"total": 1.5})
    assert json_shapes.answered(answer) == {
        "status": "answered",
        "mode": "extractive",
        "answer": "门的值[1]",
        "citations": [
            {
                "n": 1,
                "entry_id": "e1",
                "title": "门控",
                "source": "读书笔记",
                "section": "学习心得",
                "author": "青禾",
                "date": "2026-01-04",
                "url": "https://example.org/1",
                "quote": "门的值",
            }
        ],
        "nearest": [{"entry_id": "e2", "title": "梯度", "source": "读书笔记", "section": None, "url": None}],
        "elapsed_ms": {"total": 1.5},
    }


def test_what_a_citation_does_not_know_is_null() -> None:
    """Section, author, date and link may be missing on the page."""
    answer = Answer("a[1]", (Citation(1, "e1", "t", "s", "q"),), "model")
    (citation,) = json_shapes.answered(answer)["citations"]
    assert [citation[key] for key in ("section", "author", "date", "url")] == [None] * 4


def test_no_answer_has_the_same_keys() -> None:
    """A script need not ask which it got before it reads."""
    told = json_shapes.answered(Unanswered((NEAREST,), {"total": 2.0}))
    assert told.keys() == json_shapes.answered(Answer("", (), "stored")).keys()
    assert told["status"] == "unanswered"
    assert told["mode"] == "extractive"
    assert (told["answer"], told["citations"]) == ("", [])
    assert told["nearest"][0]["entry_id"] == "e2"


def test_search_results_name_the_deepest_heading_and_the_path_as_given() -> None:
    """The entry's link, otherwise its page's."""
    assert json_shapes.searched([found()]) == {
        "results": [
            {
                "entry_id": "e1",
                "title": "门控",
                "heading": "遗忘门",
                "source": "读书笔记",
                "path": "shelf/notes.md",
                "url": "https://example.org/notes",
                "score": 0.1235,
                "passage": "门的值在零和一之间。",
            }
        ]
    }
    assert json_shapes.searched([found(BARE_SOURCE)])["results"][0]["url"] is None


@pytest.mark.parametrize("state", SourceState)
def test_ingesting_tells_each_source_with_its_state(state: SourceState) -> None:
    """The state is a word; there is a reason only where there was a refusal."""
    told = json_shapes.ingested([Ingested("p", state, "s1", "outline", 2, 3)], VectorCount(4, 5), 6, "en")
    assert told == {
        "sources": [
            {
                "path": "p",
                "source_id": "s1",
                "shape": "outline",
                "state": state.value,
                "entries": 2,
                "passages": 3,
                "reason": None,
            }
        ],
        "vectors": {"done": 4, "pending": 5},
        "elapsed_ms": 6,
    }


def test_a_refusal_says_in_words_what_to_do() -> None:
    """The reason is a sentence in the asker's language, not a code."""
    refused = Ingested("p", SourceState.REFUSED, reason="too_large")
    one: dict[str, Any] = json_shapes.ingested([refused], VectorCount(0, 0), 0, "en")["sources"][0]
    assert one["reason"].startswith("It is too large; split it: a file may have 20 MB")
    assert one["source_id"] is one["shape"] is None


def test_a_source_has_its_dates_as_iso_text() -> None:
    """A day for the page, a moment with its zone for the reading of it."""
    told = json_shapes.sources([SourceSummary(SOURCE, 2, 3), SourceSummary(BARE_SOURCE, 0, 0)])["sources"]
    assert told[0] == {
        "source_id": "s1",
        "path": "shelf/notes.md",
        "title": "读书笔记",
        "shape": "outline",
        "date": "2026-01-04",
        "url": "https://example.org/notes",
        "fetched_at": "2026-01-05T12:00:00+00:00",
        "entries": 2,
        "passages": 3,
    }
    assert told[1]["date"] is told[1]["url"] is None


def test_an_entry_borrows_date_and_link_from_its_page() -> None:
    """Where the entry itself has none."""
    (told,) = json_shapes.entries([(ENTRY, SOURCE)])["entries"]
    assert told == {
        "entry_id": "e1",
        "source_id": "s1",
        "path": "shelf/notes.md",
        "section": None,
        "title": "门控",
        "author": None,
        "date": "2026-01-04",
        "url": "https://example.org/notes",
        "links": [{"url": "https://example.org/a", "text": "文"}],
        "truncated": False,
        "text": "门的值在零和一之间。",
    }
    (bare,) = json_shapes.entries([(ENTRY, BARE_SOURCE)])["entries"]
    assert bare["date"] is bare["url"] is None
