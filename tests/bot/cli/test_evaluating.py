"""`zixue eval` over the samples."""

import json
from pathlib import Path

import pytest

from bot.cli.running import MISUSED, REFUSED
from tests.bot.cli.conftest import Command

LSTM = {
    "id": "1",
    "question": "lstm 激活函数为什么 sigmoid 和 tanh 同时存在",
    "relevant": [{"path": "weekly_issue.txt", "heading": "lstm 激活函数为什么 sigmoid 和 tanh 同时存在"}],
    "answerable": True,
    "must": ["0到1"],
}
CHAT = {"id": "2", "question": "今晚吃什么", "answerable": False, "tier": "chatter"}


@pytest.fixture
def asked(place: Path) -> str:
    """A set of two questions."""
    lines = [json.dumps(row, ensure_ascii=False) for row in (LSTM, CHAT)]
    (place / "set.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "set.jsonl"


@pytest.mark.usefixtures("data")
def test_the_report_is_one_json_object(command: Command, asked: str) -> None:
    """The library that is there is asked."""
    done = command("eval", asked, "--json")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    told = done.json
    assert (told["set"], told["questions"], told["embedder"], told["comparison"]) == ("set.jsonl", 2, "none", None)
    assert told["retrieval"]["measures"]["hit@1"] == {"value": 1, "low": 1, "high": 1}
    assert told["answerability"]["overall"]["f1"] == 1
    assert told["answerability"]["tiers"]["chatter"]["answered"] == 0
    assert told["citations"]["verbatim"] == 1
    assert told["latency_ms"]["total"]["p95"] > 0
    assert len(told["reliability"]["bins"]) == 10


@pytest.mark.usefixtures("data")
def test_the_report_is_readable(command: Command, asked: str) -> None:
    """In the bot's language, one table a kind of number."""
    done = command("eval", asked)
    assert done.code == 0
    for words in ("2 questions", "hit@1", "chatter", "citation precision", "retrieval", "Reliability"):
        assert words in done.out
    assert "检索" in command("eval", asked, ZIXUE_LANGUAGE="zh").out


def test_without_a_set_the_samples_are_asked_about(command: Command, place: Path) -> None:
    """In a library made for it: that of the data directory stays as it is."""
    done = command("eval", "--limit", "12", "--json")
    assert done.code == 0
    assert done.json["questions"] == 12
    assert done.json["retrieval"]["unmatched"] == 0
    assert not (place / "data" / "library.sqlite").exists()


def test_a_limit_picks_the_same_questions_for_the_same_seed(command: Command, place: Path) -> None:
    """And others for another."""
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert command("eval", "--limit", "5", "--seed", seed, "--save", f"{name}.json").code == 0
    ids = {
        name: [one["id"] for one in json.loads((place / f"{name}.json").read_bytes())["trials"]] for name in ("a", "c")
    }
    assert len(ids["a"]) == 5
    assert ids["a"] != ids["c"]
    assert (
        command("eval", "--limit", "5", "--seed", "1", "--compare", "b.json", "--json").json["comparison"]["changed"]
        == []
    )


@pytest.mark.usefixtures("data")
def test_a_run_is_saved_and_compared(command: Command, asked: str, place: Path) -> None:
    """Question by question, for people and as JSON."""
    assert command("eval", asked, "--save", "run.json").code == 0
    saved = json.loads((place / "run.json").read_bytes())
    saved["trials"][0] |= {"ranked": [], "status": "unanswered", "cited": []}
    (place / "run.json").write_text(json.dumps(saved), encoding="utf-8")
    told = command("eval", asked, "--compare", "run.json", "--json").json["comparison"]
    assert (told["measures"]["hit@1"]["won"], told["measures"]["right"]["won"]) == (1, 1)
    (changed,) = told["changed"]
    assert (changed["id"], changed["rank"]) == ("1", [None, 1])
    done = command("eval", asked, "--compare", "run.json")
    assert "Compared with before (2 questions)" in done.out
    assert "unanswered → answered" in done.out


def test_a_corpus_is_asked_instead(command: Command, place: Path) -> None:
    """And headings that are the questions can be left out of it."""
    asked = "门为什么用 S 形函数？"
    page = f"# 网络\n\n## 1.1 {asked}\n\n门的值在零和一之间，它决定记忆留下多少。\n\n## 1.2 水流\n\n水流有正有负。\n"
    (place / "a.md").write_text(page, encoding="utf-8")
    row = {"id": "1", "question": asked, "doc_path": "a.md", "heading_path": f"网络 > {asked}"}
    (place / "set.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    seen = command("eval", "set.jsonl", "--corpus", "a.md", "--json", "--save", "seen.json")
    blind = command("eval", "set.jsonl", "--corpus", "a.md", "--heading-blind", "--json", "--save", "blind.json")
    assert seen.code == blind.code == 0
    assert seen.json["retrieval"]["unmatched"] == blind.json["retrieval"]["unmatched"] == 0
    confidences = [
        json.loads((place / name).read_bytes())["trials"][0]["confidence"] for name in ("blind.json", "seen.json")
    ]
    assert confidences[0] < confidences[1]


def test_a_set_may_bring_its_passages(command: Command, place: Path) -> None:
    """A folder in BEIR's layout, or another file of queries in it."""
    passages = [("p-1", "池化", "池化层对邻近的输出取最大值。"), ("p-11", "优化", "学习率一般设为千分之一。")]
    lines = [json.dumps({"_id": n, "title": title, "text": text}) for n, title, text in passages]
    (place / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (place / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tp-1\t1\n", encoding="utf-8")
    for name in ("queries.jsonl", "queries_other.jsonl"):
        (place / name).write_text(json.dumps({"_id": "q", "text": "池化层取什么值"}), encoding="utf-8")
        done = command("eval", "." if name == "queries.jsonl" else name, "--json")
        assert done.code == 0
        assert done.json["set"] == f"{place.name}/{name}"
        assert done.json["retrieval"]["measures"]["hit@1"]["value"] == 1


@pytest.mark.usefixtures("data")
def test_charts_are_drawn(command: Command, asked: str, place: Path) -> None:
    """As PNG, into a folder that is made."""
    assert command("eval", asked, "--plot", "charts").code == 0
    drawn = {path.name: path.read_bytes()[:4] for path in (place / "charts").iterdir()}
    assert drawn == dict.fromkeys(("gate.png", "hits.png", "latency.png", "reliability.png"), b"\x89PNG")


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (None, (), "set.jsonl: No such file or directory."),
        ("", (), "set.jsonl holds no questions."),
        ("no json", (), "set.jsonl, line 1: this is no JSON object"),
        ('\n{"id": "1", "answerable": true}', (), "set.jsonl, line 2: question is missing"),
        ('{"prompt": "x"}', (), "set.jsonl, line 1: no known kind of evaluation set"),
        ('{"id": "1", "question": "q"}', ("--format", "refusal"), "set.jsonl, line 1: should_answer is missing"),
        ('{"id": "1", "question": "q"}', ("--format", "nonsense"), "nonsense"),
        ('{"_id": "1", "text": "q"}', ("--format", "beir"), "qrels.tsv: No such file or directory."),
        (json.dumps(CHAT), ("--heading-blind",), "--heading-blind needs --corpus"),
        (json.dumps(CHAT), ("--compare", "none.json"), "none.json: No such file or directory."),
        (json.dumps(CHAT), ("--compare", "set.jsonl"), "set.jsonl was not written by zixue eval --save"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    command: Command, place: Path, text: str | None, words: tuple[str, ...], sentence: str
) -> None:
    """Nothing on stdout, the code of a misuse, and nothing made."""
    if text is not None:
        (place / "set.jsonl").write_text(text, encoding="utf-8")
    done = command("eval", "set.jsonl", *words, "--json")
    assert (done.code, done.out) == (MISUSED, "")
    assert sentence in done.err
    assert not (place / "data").exists()


def test_a_corpus_of_nothing_is_refused(command: Command, asked: str) -> None:
    """Its numbers would be those of an empty library."""
    done = command("eval", asked, "--corpus", "nothing.md", "--json")
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)


@pytest.mark.usefixtures("data")
def test_a_run_that_cannot_be_saved_is_one_sentence(command: Command, asked: str) -> None:
    """After the report, which is not lost."""
    done = command("eval", asked, "--json", "--save", "no/such/run.json")
    assert (done.code, done.json["questions"]) == (REFUSED, 2)
    assert done.err == "no/such/run.json: No such file or directory.\n"
