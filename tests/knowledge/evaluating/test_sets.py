"""Reading evaluation sets."""

import json
from pathlib import Path

import pytest

from knowledge import samples
from knowledge.evaluating.cases import Case, Relevant
from knowledge.evaluating.sets import (
    PASSAGES_PATH,
    Problem,
    SetRefused,
    Shape,
    read,
    read_beir,
    read_passages,
    shape_of,
)

HERE = Path(__file__).parents[2]
WHOLE = {
    "id": "1",
    "question": "q",
    "relevant": [{"path": "a.md", "heading": "h"}],
    "answerable": True,
    "must": ["m"],
    "tier": "t",
}


def line(**row: object) -> str:
    """A line of a set."""
    return json.dumps(row)


def refused(*lines: str, shape: Shape | None = None) -> tuple[Problem, int, str]:
    """Why these lines are no set."""
    with pytest.raises(SetRefused) as refusal:
        read(lines, shape)
    return refusal.value.problem, refusal.value.line, refusal.value.field


def test_a_set_in_its_own_form_is_read_whole() -> None:
    """Blank lines are none."""
    assert read(["", line(**WHOLE), "  "]) == [Case("1", "q", (Relevant("a.md", "h"),), must=("m",), tier="t")]


def test_only_id_and_question_are_needed() -> None:
    """Where the form is named or can be told."""
    assert read([line(id="1", question="q")], Shape.ZIXUE) == [Case("1", "q")]
    assert read([line(id="1", question="q", answerable=False)]) == [Case("1", "q", answerable=False)]


def test_headings_that_are_questions_are_converted() -> None:
    """To the heading path of the document."""
    row = line(id="1", question="q", doc_path="a/b.md", heading_path="A > q", answer_first_200_chars="x")
    assert read([row]) == [Case("1", "q", (Relevant("a/b.md", "A > q"),))]


def test_an_exercise_belongs_to_its_page() -> None:
    """Whatever the section."""
    assert read([line(id="1", question="q", doc_path="a/b.md", section="S")]) == [Case("1", "q", (Relevant("a/b.md"),))]


def test_labelled_messages_say_only_whether_they_are_answerable() -> None:
    """In tiers by their form where they are not."""
    rows = [
        line(id="1", question="q", should_answer=True),
        line(id="2", question="q", should_answer=False, is_question_form=True),
    ]
    assert read(rows) == [Case("1", "q"), Case("2", "q", answerable=False, tier="question")]


def test_the_sets_beside_the_tests_are_understood() -> None:
    """Those with a source have one right entry, those without have none."""
    for path in sorted((HERE / "quality").glob("*.jsonl")):
        cases = read(path.read_text(encoding="utf-8").splitlines())
        assert {case.answerable for case in cases} == {"questions" in path.name and "off_topic" not in path.name}
        assert all(len(case.relevant) == case.answerable for case in cases)


def test_the_set_of_the_samples_is_large_enough() -> None:
    """Forty to be answered, twenty not, in three tiers; every path is a sample's."""
    cases = read(samples.QUESTIONS.read_text(encoding="utf-8").splitlines())
    assert sum(case.answerable for case in cases) >= 40
    assert {case.tier for case in cases if not case.answerable} == {"chatter", "general", "near"}
    assert sum(not case.answerable for case in cases) >= 20
    named = {one.path for case in cases for one in case.relevant}
    assert named == {path.name for path in samples.paths()}


def test_a_set_in_beir_layout_is_read() -> None:
    """Queries that nobody judged, and judgements of 0, are left out."""
    queries = [line(_id="q1", text="a"), line(_id="q2", text="b"), line(_id="q3", text="c")]
    judged = ["query-id\tcorpus-id\tscore", "q1\tp1\t1", "q1\tp2\t1", "q2\tp1\t0"]
    wanted = (Relevant(PASSAGES_PATH, "p1"), Relevant(PASSAGES_PATH, "p2"))
    assert read_beir(queries, judged) == [Case("q1", "a", wanted)]
    (passage,) = read_passages([line(_id="p1", text="t", title=None)])
    assert (passage.id, passage.title, passage.text) == ("p1", "", "t")


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_is_told_from_another(shape: Shape) -> None:
    """By the keys of its lines."""
    rows: dict[Shape, dict[str, object]] = {
        Shape.ZIXUE: WHOLE,
        Shape.QUALITY: {"id": "1", "question": "q", "source": "000", "text_contains": "t"},
        Shape.EVAL_HEADING: {"id": "1", "question": "q", "doc_path": "a", "heading_path": "A"},
        Shape.D2L_EXERCISES: {"id": "1", "question": "q", "doc_path": "a", "section": "s"},
        Shape.REFUSAL: {"id": "1", "question": "q", "should_answer": True},
        Shape.BEIR: {"_id": "1", "text": "q"},
    }
    assert shape_of(rows[shape]) is shape


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("no json", (Problem.NOT_AN_OBJECT, 2, "")),
        ("[1]", (Problem.NOT_AN_OBJECT, 2, "")),
        ("[" * 100_000, (Problem.NOT_AN_OBJECT, 2, "")),
        (line(id="2", relevant=[]), (Problem.MISSING, 2, "question")),
        (line(id=2, question="q"), (Problem.MISSING, 2, "id")),
        (line(id="2", question="q", relevant=[{"heading": "h"}]), (Problem.MISSING, 2, "path")),
        (line(id="2", question="q", relevant="a.md"), (Problem.MISSING, 2, "relevant")),
        (line(id="2", question="q", answerable="yes"), (Problem.MISSING, 2, "answerable")),
        (line(id="2", question="q", must=[1]), (Problem.MISSING, 2, "must")),
        (line(id="1", question="q"), (Problem.TWICE, 2, "1")),
    ],
)
def test_a_bad_line_is_told_by_its_number(bad: str, told: tuple[Problem, int, str]) -> None:
    """And by what is wrong with it."""
    assert refused(line(**WHOLE), bad) == told


def test_an_empty_set_is_refused() -> None:
    """Nothing could be measured."""
    assert refused("", " ") == (Problem.EMPTY, 0, "")
    with pytest.raises(SetRefused):
        read_beir([], [])


def test_a_set_of_no_known_form_is_refused() -> None:
    """At its first line; so is BEIR's where it is given as one file."""
    assert refused(line(id="1", prompt="q")) == (Problem.UNKNOWN_FORMAT, 1, "")
    assert refused(line(_id="1", text="q"), shape=Shape.BEIR) == (Problem.UNKNOWN_FORMAT, 1, "")


@pytest.mark.shared
def test_the_development_sets_are_understood(shared: Path) -> None:
    """Each by its own converter."""
    for name, count in (("eval_heading", 306), ("eval_d2l_exercises", 190), ("refusal_hxd_dev", 1136)):
        assert len(read((shared / "data" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"))) == count
