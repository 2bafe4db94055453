import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.finding.evidence import chance, weigh
from knowledge.finding.question import understand
from knowledge.records import Candidates, Evidence, Features, Found
from tests.notes import found

POOLING = found("池化层对邻近的输出取最大值，没有参数。", 1)
GATES = found("LSTM 的遗忘门决定丢掉哪些信息。", 2)
SHARES = st.floats(0, 1)


def weighed(question: str, *candidates: Found, small_talk: float = 0.0) -> Evidence:
    """The evidence of candidates for a question."""
    return weigh(understand(question), Candidates(candidates, small_talk))[0]


def test_the_entry_that_has_the_words_comes_first() -> None:
    """Whatever its place among the candidates."""
    evidence = weighed("池化层有参数吗", GATES, POOLING)
    assert [entry.found[0].passage_id for entry in evidence.entries] == [1, 2]
    assert evidence.entries[0].words == 1
    assert evidence.entries[0].score > evidence.entries[1].score


def test_meaning_ranks_where_words_are_alike() -> None:
    """A difference in cosine counts twelve times a difference in words: eight for the passage, four for a sentence."""
    near, far = replace(GATES, dense=0.9), replace(POOLING, dense=0.8)
    best, other = weighed("怎样丢弃旧内容", far, near).entries
    assert best.found[0].passage_id == 2
    assert best.score - other.score == pytest.approx(1.2)


def test_a_sentence_that_is_near_ranks_its_passage() -> None:
    """However far from the question all around it is."""
    plain, speaking = replace(POOLING, dense=0.82, said=0.8), replace(GATES, dense=0.8, said=0.9)
    best, other = weighed("怎样丢弃旧内容", plain, speaking).entries
    assert best.found[0].passage_id == 2
    assert best.said == 0.9
    assert best.score - other.score == pytest.approx(0.24)


def test_a_passage_without_sentence_vectors_is_no_worse_for_it() -> None:
    """Its sentences count as near as all of it, so that nothing is pushed back while vectors are on their way."""
    waiting, done = replace(POOLING, dense=0.85), replace(GATES, dense=0.85, said=0.84)
    evidence = weighed("怎样丢弃旧内容", done, waiting)
    assert {entry.found[0].passage_id: entry.said for entry in evidence.entries} == {1: 0.85, 2: 0.84}
    assert evidence.entries[0].found[0].passage_id == 1


def test_a_long_entry_does_not_win_by_its_many_passages() -> None:
    """The best of many is nearer by chance; a tenth of the logarithm of their number makes up for it."""
    passages = [replace(GATES, passage_id=number, dense=0.85) for number in (2, 3, 4)]
    short, long = weighed("怎样丢弃旧内容", *passages, replace(POOLING, dense=0.85)).entries
    assert short.found[0].passage_id == 1
    assert short.score - long.score == pytest.approx(0.1 * math.log(3))


def test_passages_of_one_entry_are_its_evidence_together() -> None:
    """In the order of the candidates; the entry counts by its best passage."""
    second = replace(GATES, passage_id=3, passage=replace(GATES.passage, position=1, text="输出门露出状态。"))
    evidence = weighed("遗忘门丢掉什么", second, GATES, POOLING)
    best = evidence.entries[0]
    assert [one.passage_id for one in best.found] == [3, 2]
    assert best.words == 1


def test_what_only_words_found_is_as_near_as_the_last_that_meaning_found() -> None:
    """Otherwise it would rank as if it were the opposite of the question."""
    evidence = weighed("池化层", replace(GATES, dense=0.8), POOLING)
    assert {entry.found[0].passage_id: entry.dense for entry in evidence.entries} == {1: 0.8, 2: 0.8}
    assert evidence.entries[0].found[0].passage_id == 1


def test_without_candidates_there_is_no_chance() -> None:
    """And no entry, and no failure."""
    assert weighed("池化层") == Evidence((), 0.0)


def test_only_the_first_forty_are_looked_at() -> None:
    """Their words cost time, and what stands further down answers nothing."""
    crowd = [found(f"第 {number} 篇。", number + 10) for number in range(40)]
    assert POOLING.entry.id not in {entry.found[0].entry.id for entry in weighed("池化", *crowd, POOLING).entries}


def test_a_paragraph_that_two_articles_quote_counts_once() -> None:
    """For the better candidate, so that no answer says the same twice."""
    quoted = (
        GATES.passage.text
        + "其余的信息留在记忆元里，由输入门和候选值一起更新，再由输出门决定露出多少给下一步，如此一步一步往下传。"
    )
    evidence = weighed("遗忘门丢掉什么", found(quoted, 3), POOLING, found(quoted, 4))
    assert [entry.found[0].passage_id for entry in evidence.entries] == [3, 1]


def test_a_short_text_under_another_title_is_not_the_same() -> None:
    """「没有」 answers one question and not another."""
    evidence = weighed("池化层有参数吗", found("没有。", 3, "池化层有参数吗"), found("没有。", 4, "卷积核有上限吗"))
    assert len(evidence.entries) == 2


def test_the_terms_are_those_of_the_question() -> None:
    """Answering chooses its sentences by the weights that ranked the entries."""
    _, asked = weigh(understand("什么是池化"), Candidates((POOLING,)))
    assert "池化" in {term.word for term in asked.words}


@pytest.mark.parametrize("dense", [0.0, 0.6])
def test_a_name_that_nobody_wrote_about_lowers_the_chance(dense: float) -> None:
    """More than a word in small letters, which in a Chinese question may be a name as well."""
    gates = replace(GATES, dense=dense)
    named, small = (weighed(f"{name} 的遗忘门丢掉哪些信息", gates, small_talk=dense) for name in ("MAMBA", "mamba"))
    assert (
        named.confidence < small.confidence <= weighed("LSTM 的遗忘门丢掉哪些信息", gates, small_talk=dense).confidence
    )


def test_in_an_english_question_only_names_are_strangers() -> None:
    """There every word is Latin; what it lacks of others is counted in its words already."""
    english = found("The forget gate drops old information.", 2)
    assert strangers("Which gate chucks information?", english) == (0, 0)
    assert strangers("Which gate does NeRF have?", english) == (1, 0)
    assert strangers("Which gate does GATE2 have?", english) == (0, 0)
    assert strangers("哪个 gate 会 chuck 信息", english) == (0, 1)
    assert strangers("DBSCAN 和 OPTICS 比 HDBSCAN 怎么样", english) == (2, 0)


def strangers(asked: str, *candidates: Found) -> tuple[int, int]:
    """The names and the other words of a question that nothing found has."""
    features = weighed(asked, *candidates).features
    assert features is not None
    return features.strange_names, features.strange_words


def test_an_answerable_question_is_told_from_small_talk() -> None:
    """By words alone, and by meaning where there are vectors."""
    assert weighed("池化层有参数吗", POOLING).confidence > 0.5 > weighed("今天天气怎么样", POOLING).confidence
    near = replace(POOLING, dense=0.7)
    assert weighed("池化层有参数吗", near, small_talk=0.7).confidence > 0.5
    assert weighed("今天吃什么", near, small_talk=0.95).confidence < 0.5


@given(SHARES, SHARES, st.integers(0, 2), SHARES, SHARES)
def test_the_chance_is_a_chance(words: float, grams: float, strange: int, dense: float, small_talk: float) -> None:
    """Between 0 and 1, and no feature overflows it."""
    assert 0 <= chance(Features(words, grams, strange, strange, dense, dense, small_talk)) <= 1


@pytest.mark.parametrize("dense", [0.0, 0.85])
def test_the_chance_grows_with_what_speaks_for_an_answer(dense: float) -> None:
    """And falls with what speaks against it, with and without vectors."""
    one = Features(0.5, 0.5, 1, 1, dense, dense, 0.84 if dense else 0.0)
    assert chance(replace(one, words=0.6)) > chance(one)
    assert chance(replace(one, grams=0.6)) >= chance(one)
    assert chance(replace(one, strange_names=2)) < chance(one) < chance(replace(one, strange_names=0))
    if dense:
        assert chance(replace(one, dense=0.86)) > chance(one)
        assert chance(replace(one, said=0.86)) > chance(one)
        assert chance(replace(one, strange_words=2)) < chance(one)
        assert chance(replace(one, small_talk=0.85)) < chance(one)


@pytest.mark.parametrize("text", ["的", "为什么", "1", "x", "a b c", "42 7"])
def test_what_names_nothing_is_not_answered(text: str) -> None:
    """Whatever it happens to be near to."""
    weighed_for, _ = weigh(understand(text), Candidates((found("为什么 1 x a b c 42 7 的", 1, dense=0.95),), 0.5))
    assert weighed_for.confidence == 0
