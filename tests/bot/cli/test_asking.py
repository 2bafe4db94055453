"""`zixue ask` and `zixue search` over the samples."""

import json
import os
from pathlib import Path

import pytest

from bot.catalogue import Words
from bot.cli import json_shapes
from knowledge import samples
from knowledge.records import Unanswered
from tests.bot.cli.conftest import Command

LSTM = samples.SUGGESTIONS[0]


@pytest.mark.usefixtures("data")
def test_ask_prints_one_json_object(command: Command) -> None:
    """The weekly sample's own answer comes first, quoted verbatim; nothing else is on stdout, nothing on stderr."""
    done = command("ask", LSTM, "--json")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    assert done.json.keys() == json_shapes.answered(Unanswered()).keys()
    first = done.json["citations"][0]
    assert (done.json["status"], first["n"], first["section"]) == ("answered", 1, "疑问解答")
    assert "[1]" in done.json["answer"]


@pytest.mark.usefixtures("data")
def test_ask_without_json_is_for_people(command: Command) -> None:
    """The answer, then its numbered sources."""
    done = command("ask", LSTM)
    assert done.code == 0
    assert "Sources\n[1] lstm" in done.out


@pytest.mark.usefixtures("data")
def test_not_knowing_is_no_failure(command: Command) -> None:
    """Exit 0 with the plain no."""
    done = command("ask", "番茄炒蛋先放糖还是先放盐")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Nothing we have read answers this question.")
    told = command("ask", "番茄炒蛋先放糖还是先放盐", "--json").json
    assert (told["status"], told["mode"], told["citations"]) == ("unanswered", "extractive", [])


def test_an_empty_library_answers_nothing(command: Command) -> None:
    """The first question of a newcomer is no error."""
    assert command("ask", LSTM, "--json").json["nearest"] == []
    done = command("ask", LSTM)
    assert (done.code, done.out.splitlines()) == (0, [Words.NOTHING_READ.say("en")])


@pytest.mark.parametrize("name", ["ask", "search"])
@pytest.mark.parametrize(
    ("words", "sentence"), [("", "The question is empty"), (" \n", "The question is empty"), ("问" * 10_000, "10000")]
)
def test_words_that_cannot_be_asked_are_one_sentence(command: Command, name: str, words: str, sentence: str) -> None:
    """Nothing on stdout, one line on stderr, and a code that is not 0."""
    done = command(name, words, "--json")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert sentence in done.err


@pytest.mark.usefixtures("data")
def test_search_lists_as_many_entries_as_wanted(command: Command) -> None:
    """Best first, each with the path that was given to ingest."""
    results = command("search", "梯度", "--limit", "3", "--json").json["results"]
    assert len(results) == 3
    assert [one["score"] for one in results] == sorted((one["score"] for one in results), reverse=True)
    assert all(Path(one["path"]).is_file() for one in results)


@pytest.mark.usefixtures("data")
def test_search_without_json_is_for_people(command: Command) -> None:
    """A count and the entries, each with its id."""
    done = command("search", "梯度", "--limit", "2")
    assert done.code == 0
    assert done.out.startswith("2 found:")
    results = command("search", "梯度", "--limit", "2", "--json").json["results"]
    assert all(f"({one['entry_id']})\n" in done.out for one in results)


@pytest.mark.usefixtures("data")
def test_a_batch_gives_a_line_for_each_line(command: Command, place: Path) -> None:
    """A line that cannot be answered says why, stops no other, and makes the code 1; ids pass through."""
    asked = [
        json.dumps({"id": "a", "question": LSTM}, ensure_ascii=False),
        "no json",
        '{"id": 2}',
        '{"id": 3, "question": ""}',
        json.dumps({"id": 4, "question": "问" * 10_000}),
        '{"id": 5, "question": null}',
        "[1]",
        "[" * 100_000,
        '{"id": {"n": 8}, "question": "KL 散度为什么不对称"}',
    ]
    (place / "questions.jsonl").write_text("\n".join(asked), encoding="utf-8-sig")
    done = command("ask", "--batch", "questions.jsonl", "--json")
    assert (done.code, done.err) == (1, "")
    assert [line.get("id") for line in done.lines] == ["a", None, 2, 3, 4, 5, None, None, {"n": 8}]
    assert [line.get("status") for line in done.lines] == ["answered", *[None] * 7, "answered"]
    assert all(line["error"] for line in done.lines[1:8])
    assert done.lines[0]["question"] == LSTM


@pytest.mark.usefixtures("data")
def test_blank_lines_of_a_batch_are_no_questions(command: Command, place: Path) -> None:
    """As JSON Lines allows; an empty file has no answers."""
    (place / "one.jsonl").write_text('\n{"question": "梯度"}\n\n')
    done = command("search", "--batch", "one.jsonl", "--limit", "1")
    assert (done.code, [len(line["results"]) for line in done.lines]) == (0, [1])
    (place / "none.jsonl").touch()
    assert command("search", "--batch", "none.jsonl").out == ""


@pytest.mark.usefixtures("data")
def test_a_batch_may_come_from_a_pipe(command: Command) -> None:
    """As with `--batch <(…)` in a shell."""
    reading, writing = os.pipe()
    os.write(writing, b'{"question": "\xe6\xa2\xaf\xe5\xba\xa6"}\n')
    os.close(writing)
    done = command("search", "--batch", f"/dev/fd/{reading}")
    os.close(reading)
    assert (done.code, len(done.lines)) == (0, 1)


def test_a_batch_that_cannot_be_opened_is_one_sentence(command: Command, place: Path) -> None:
    """Before anything is loaded or made."""
    for batch in ("nothing.jsonl", "."):
        done = command("ask", "--batch", batch)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert done.err.endswith("Give a file with one JSON object a line.\n")
    assert not list(place.iterdir())


def test_words_and_a_batch_together_are_a_mistake(command: Command) -> None:
    """Rather than one of them being passed over in silence."""
    done = command("ask", LSTM, "--batch", "questions.jsonl")
    assert (done.code, done.out, done.err) == (2, "", "There are words and --batch: give one of them.\n")


@pytest.mark.usefixtures("data")
def test_a_model_that_does_not_answer_is_told_in_one_line(command: Command) -> None:
    """The extractive answer takes its place."""
    nobody = {"ZIXUE_MODEL_NAME": "m", "ZIXUE_MODEL_BASE_URL": "http://127.0.0.1:9/v1"}
    done = command("ask", LSTM, **nobody)
    assert done.code == 0
    assert done.out.splitlines()[0].startswith("The language model is unavailable right now")
    assert "Sources\n[1] lstm" in done.out
    told = command("ask", LSTM, "--json", **nobody)
    assert told.json["mode"] == "extractive"
    assert told.err.startswith("The language model is unavailable right now")
