"""`zixue eval` of the citation check."""

import json
from pathlib import Path

import httpx2
import pytest

from bot.cli.running import MISUSED, REFUSED
from tests.bot.cli.conftest import Command
from tests.served import LLMOCK, served

SET = {
    "id": "pool",
    "title": "池化",
    "passage": "池化层取窗口的最大值，它没有可学习的参数。",
    "claims": [
        {"claim": "池化层没有可学习的参数。", "supported": True, "kind": "paraphrase"},
        {"claim": "池化层有可学习的参数。", "supported": False, "kind": "negation_flipped"},
        {"claim": "池化层取窗口的最小值。", "supported": False, "kind": "wrong_entity"},
    ],
}


@pytest.fixture
def claims(place: Path) -> str:
    """A set of three claims."""
    (place / "claims.jsonl").write_text(json.dumps(SET, ensure_ascii=False), encoding="utf-8")
    return "claims.jsonl"


def test_claims_are_recognised_and_measured(command: Command, claims: str, place: Path) -> None:
    """As one JSON object; no library is made."""
    done = command("eval", claims, "--json")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    told = done.json
    assert (told["set"], told["claims"], told["embedder"], told["comparison"]) == ("claims.jsonl", 3, "none", None)
    assert told["overall"]["kept"]["value"] == told["overall"]["caught"]["value"] == 1
    assert told["kinds"]["wrong_entity"]["wrong"] == 1
    assert not (place / "data" / "library.sqlite").exists()


def test_the_table_is_readable(command: Command, claims: str) -> None:
    """In the bot's language."""
    done = command("eval", claims)
    for words in ("3 claims", "kept", "caught", "held out", "negation_flipped"):
        assert words in done.out
    assert "引用检查" in command("eval", claims, ZIXUE_LANGUAGE="zh").out


def test_without_a_set_those_that_ship_are_checked(command: Command) -> None:
    """By their format alone; a limit takes some of them."""
    done = command("eval", "--format", "claims", "--limit", "20", "--json")
    assert done.code == 0
    assert (done.json["set"], done.json["claims"]) == ("claims.jsonl", 20)


def test_a_run_is_saved_and_compared(command: Command, claims: str, place: Path) -> None:
    """Claim by claim."""
    assert command("eval", claims, "--save", "run.json").code == 0
    saved = json.loads((place / "run.json").read_bytes())
    saved["verdicts"][1]["kept"] = True
    (place / "run.json").write_text(json.dumps(saved), encoding="utf-8")
    told = command("eval", claims, "--compare", "run.json", "--json").json["comparison"]
    assert (told["won"], told["lost"], told["claims"]) == (1, 0, 3)
    assert "+ pool-" in command("eval", claims, "--compare", "run.json").out


def test_a_judge_that_is_set_is_measured(command: Command, claims: str) -> None:
    """At its endpoint; what it says nothing of goes by the rules."""
    with served(LLMOCK) as address, httpx2.Client(base_url=address, trust_env=False) as client:
        reply = {"type": "reply", "text": "1: 0\n2: 1", "times": None}
        client.post("/_llmock/scenario", json={"behaviors": [reply]}).raise_for_status()
        endpoint = {"ZIXUE_MODEL_BASE_URL": f"{address}/v1", "ZIXUE_JUDGE_NAME": "some-judge"}
        done = command("eval", claims, "--json", **endpoint)
        told = command("eval", claims, **endpoint).out
    assert (done.json["judge"], done.json["judged"]) == ("some-judge", 2)
    assert (done.json["overall"]["kept"]["value"], done.json["overall"]["caught"]["value"]) == (0.0, 0.5)
    assert "some-judge judged 2" in told


def test_a_judge_that_judges_nothing_is_told(command: Command, claims: str) -> None:
    """Rather than the rules' figures under its name; however often it fails, each batch asks it."""
    done = command("eval", claims, ZIXUE_MODEL_BASE_URL="http://127.0.0.1:9/v1", ZIXUE_JUDGE_NAME="some-judge")
    assert (done.code, done.out) == (REFUSED, "")
    assert "some-judge judged nothing: check ZIXUE_JUDGE_NAME" in done.err


def test_a_judge_is_held_to_figures_when_it_is_measured(command: Command, place: Path) -> None:
    """As in an answer."""
    row = SET | {"claims": [{"claim": "池化层取 7 个窗口。", "supported": False, "kind": "figure"}]}
    (place / "figures.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    with served(LLMOCK) as address, httpx2.Client(base_url=address, trust_env=False) as client:
        reply = {"type": "reply", "text": "1: 1", "times": None}
        client.post("/_llmock/scenario", json={"behaviors": [reply]}).raise_for_status()
        endpoint = {"ZIXUE_MODEL_BASE_URL": f"{address}/v1", "ZIXUE_JUDGE_NAME": "some-judge"}
        told = command("eval", "figures.jsonl", "--format", "claims", "--json", **endpoint).json
    assert (told["judged"], told["overall"]["caught"]["value"]) == (1, 1.0)


@pytest.mark.parametrize("option", [("--corpus", "."), ("--heading-blind",), ("--plot", "charts")])
def test_what_means_nothing_for_claims_is_refused(command: Command, claims: str, option: tuple[str, ...]) -> None:
    """In one sentence."""
    done = command("eval", claims, *option)
    assert (done.code, done.out) == (MISUSED, "")
    assert "--corpus" in done.err


@pytest.mark.parametrize(
    ("content", "words"), [('{"claims": 3}', "id"), ("[]", "JSON"), ("", "no questions"), (None, "No such file")]
)
def test_a_bad_set_is_one_sentence(command: Command, place: Path, content: str | None, words: str) -> None:
    """And a bad exit code."""
    if content is not None:
        (place / "bad.jsonl").write_text(content, encoding="utf-8")
    done = command("eval", "bad.jsonl", "--format", "claims")
    assert (done.code, done.out, done.err.count("\n")) == (MISUSED, "", 1)
    assert words in done.err


def test_a_run_of_questions_is_no_run_of_claims(command: Command, claims: str, place: Path) -> None:
    """It is told so."""
    (place / "run.json").write_text("{}", encoding="utf-8")
    done = command("eval", claims, "--compare", "run.json")
    assert (done.code, done.err.count("\n")) == (MISUSED, 1)
