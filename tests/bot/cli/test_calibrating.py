"""`zixue calibrate` by words alone."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.cli.running import MISUSED, REFUSED
from bot.settings import Settings
from bot.wiring import calibrating
from knowledge.listening.gate import score
from knowledge.listening.labels import Label
from knowledge.records import ListenGate, Overheard
from tests.bot.cli.conftest import Command
from tests.fakes import NOON
from tests.knowledge.listening.group import ASKS, CHATS, LABELS


def written(place: Path, name: str, labels: list[Label]) -> str:
    """A file of labels."""
    lines = [json.dumps(one._asdict(), ensure_ascii=False) for one in labels]
    (place / name).write_text("\n".join(lines), encoding="utf-8")
    return name


@pytest.fixture
def labels(place: Path) -> str:
    """Three quarters of the group's labels."""
    return written(place, "labels.jsonl", [one for number, one in enumerate(LABELS) if number % 4])


@pytest.fixture
def others(place: Path) -> str:
    """The other quarter."""
    return written(place, "others.jsonl", LABELS[::4])


def gate(place: Path, chat_id: int) -> ListenGate | None:
    """The gate that is used in a chat."""

    async def read() -> ListenGate | None:
        settings = Settings(data_dir=place / "data", embedder="none", _env_file=None)
        async with calibrating(settings) as parts:
            return await parts.policies.gate(chat_id)

    return asyncio.run(read())


def test_the_calibration_is_one_json_object(command: Command, labels: str, others: str) -> None:
    """With the keys that the README names."""
    done = command("calibrate", labels, "--test", others, "--json")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    told = done.json
    assert list(told) == ["labels", "nested", "threshold", "curve", "test", "saved"]
    assert (told["labels"], told["saved"]) == (81, False)
    assert set(told["nested"]) == set(told["test"]) == {"precision", "recall", "f1"}
    assert min(told["nested"]["f1"], told["test"]["f1"]) > 0.8
    assert set(told["curve"][0]) == {"threshold", "precision", "recall"}
    assert told["curve"][-1]["recall"] == 1


def test_without_a_test_there_is_none(command: Command, labels: str) -> None:
    """The key is there."""
    assert command("calibrate", labels, "--json").json["test"] is None


def test_nothing_is_applied_unless_it_is_said(command: Command, place: Path, labels: str) -> None:
    """What would be is shown first."""
    done = command("calibrate", labels)
    assert done.code == 0
    for words in ("81 labels", "nested cross-validation", "←", "Nothing is applied yet"):
        assert words in done.out
    assert gate(place, 7) is None


def test_a_gate_is_applied_to_every_chat(command: Command, place: Path, labels: str) -> None:
    """And tells what the group asks from the rest."""
    done = command("calibrate", labels, "--save", "--json")
    assert done.json["saved"] is True
    kept = gate(place, 7)
    assert kept is not None
    assert kept.threshold == done.json["threshold"]
    assert kept.quality.f1 == done.json["nested"]["f1"]
    assert score(kept, ASKS) > kept.threshold > score(kept, CHATS)


def test_a_gate_may_be_for_one_chat(command: Command, place: Path, labels: str) -> None:
    """Of a group, whose number is negative."""
    done = command("calibrate", labels, "--chat", "-1001234", "--save")
    assert "Applied to chat -1001234." in done.out
    assert gate(place, -1001234) is not None
    assert gate(place, 7) is None


def test_a_chart_can_be_drawn(command: Command, place: Path, labels: str) -> None:
    """Into a folder that is made; one that cannot be is told."""
    assert command("calibrate", labels, "--plot", "charts").code == 0
    assert (place / "charts" / "listen_gate.png").stat().st_size > 1000
    done = command("calibrate", labels, "--plot", labels)
    assert (done.code, done.err.count("\n")) == (REFUSED, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "labels.jsonl holds no labels"),
        ("好\n", "labels.jsonl, line 1: this is no JSON object"),
        ('{"question": "好"}', "labels.jsonl, line 1: should_answer is missing"),
        ('{"should_answer": true}', "labels.jsonl, line 1: question is missing"),
        ('{"question": "好", "should_answer": true}', "There are only 1 labels; at least 20"),
    ],
)
def test_labels_that_cannot_be_used_are_told_in_one_sentence(
    command: Command, place: Path, text: str, says: str
) -> None:
    """With where they are wrong."""
    (place / "labels.jsonl").write_text(text, encoding="utf-8")
    done = command("calibrate", "labels.jsonl")
    assert (done.code, done.out, done.err.count("\n")) == (MISUSED, "", 1)
    assert says in done.err


def test_labels_of_one_kind_are_told(command: Command, place: Path) -> None:
    """In the reader's language."""
    done = command("calibrate", written(place, "asks.jsonl", LABELS[:40]), ZIXUE_LANGUAGE="zh")
    assert done.code == MISUSED
    assert "较少的一类有 0 条" in done.err


def test_a_file_that_is_not_there_is_told(command: Command, labels: str) -> None:
    """Whichever of the two it is."""
    for words in (("none.jsonl",), (labels, "--test", "none.jsonl")):
        done = command("calibrate", *words)
        assert (done.code, done.err) == (MISUSED, "none.jsonl: No such file or directory.\n")


def test_a_message_is_not_tested_on_itself(command: Command, labels: str) -> None:
    """The same file twice is no test."""
    done = command("calibrate", labels, "--test", labels)
    assert done.code == MISUSED
    assert "81 of the messages are in both files" in done.err


def test_no_chat_has_the_number_zero(command: Command, labels: str) -> None:
    """It stands for every chat in the database."""
    assert command("calibrate", labels, "--chat", "0").code == MISUSED


def test_labels_may_be_those_of_a_chat(command: Command, place: Path) -> None:
    """What its admins said of what was overheard there; nobody else's."""
    keep_labelled(place, -1001234)
    done = command("calibrate", "--from-chat", "-1001234", "--chat", "-1001234", "--save", "--json")
    assert (done.code, done.json["labels"], done.json["saved"]) == (0, 54, True)
    assert command("calibrate", "--from-chat", "-7").code == MISUSED


def keep_labelled(place: Path, chat_id: int) -> None:
    """Half of the group's labels, as they are given in a chat."""

    async def keep() -> None:
        settings = Settings(data_dir=place / "data", embedder="none", _env_file=None)
        async with calibrating(settings) as parts:
            for number, one in enumerate(LABELS[::2], 1):
                heard = Overheard(0, chat_id, number, 7, one.question, NOON, would_answer=False)
                id_ = await parts.overhearings.hear(heard)
                await parts.overhearings.label(id_, 7, NOON, should_answer=one.should_answer)

    asyncio.run(keep())


def test_labels_come_from_one_place(command: Command, labels: str) -> None:
    """A file or a chat, not both and not neither."""
    for words in ((), (labels, "--from-chat", "7")):
        done = command("calibrate", *words)
        assert (done.code, done.err.count("\n")) == (MISUSED, 1)
        assert "--from-chat" in done.err
