import pytest

from knowledge.errors import QuestionRefused
from knowledge.finding.question import DEFAULT_LIMIT, understand


@pytest.mark.parametrize("text", ["", "   ", "\n\t　"])
def test_an_empty_question_is_refused(text: str) -> None:
    """White space asks nothing."""
    with pytest.raises(QuestionRefused) as refused:
        understand(text)
    assert refused.value.length == 0


def test_a_question_may_be_as_long_as_the_limit() -> None:
    """One character more is refused, with both lengths."""
    assert understand("问" * 20, limit=20).text == "问" * 20
    with pytest.raises(QuestionRefused) as refused:
        understand("问" * 21, limit=20)
    assert (refused.value.length, refused.value.limit) == (21, 20)
    with pytest.raises(QuestionRefused):
        understand("问" * (DEFAULT_LIMIT + 1))


def test_white_space_counts_once() -> None:
    """A question is one line, and is measured as one."""
    assert understand("  什么\n\n是　池化 ", limit=7).text == "什么 是 池化"


def test_its_words_say_what_it_is_about() -> None:
    """Stop words are left out, and what has other names is searched by them as well, after its own words."""
    question = understand("什么是过拟合？")
    assert question.words[0] == "过拟合" or "拟合" in question.words
    assert "overfitting" in question.words
    assert "什么" not in question.words
    assert question.words.index("overfitting") > question.words.index("拟合")


def test_traditional_characters_are_searched_as_simplified() -> None:
    """The text stays as it was asked."""
    question = understand("什麼是過擬合")
    assert question.words == understand("什么是过拟合").words
    assert question.text == "什麼是過擬合"


def test_each_word_is_searched_once() -> None:
    """However often it is asked for."""
    words = understand("LSTM 和 LSTM，还有长短期记忆").words
    assert len(words) == len(set(words))


def test_stop_words_count_where_there_is_nothing_else() -> None:
    """A question of them alone is still searched."""
    assert understand("是什么").words == ("是", "什么")


def test_a_question_of_emoji_has_no_words() -> None:
    """It is a question all the same; nothing will be found for it."""
    assert understand("🤔🤔").words == ()


@pytest.mark.parametrize("broken", ["\ud83d 什么是池化", "什么是池化\udcff"])
def test_half_a_character_is_dropped(broken: str) -> None:
    """A terminal or a client may cut one; no part below could write it as UTF-8."""
    assert understand(broken).text == "什么是池化"


def test_it_is_answered_in_its_own_language() -> None:
    """Latin names do not make a Chinese question English."""
    assert understand("Transformer 里的 attention 是什么意思").language == "zh"
    assert understand("What does attention do?").language == "en"
