import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import QuestionRefused
from knowledge.finding.question import DEFAULT_LIMIT, understand
from knowledge.language.aliases import NO_NAMES, Glossary
from knowledge.records import Turn


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


def test_the_question_as_typed_stays_beside_what_is_searched() -> None:
    """Courtesies are dropped, slips mended; the mistyped word is searched too."""
    question = understand("请问大佬们，怎么防止过你和？谢谢")
    assert question.text == "怎么防止过拟合？"
    assert question.asked == "请问大佬们，怎么防止过你和？谢谢"
    assert question.slips == {"过你和": "过拟合"}
    assert "过你和" in question.names["过拟合"]
    assert {"过你", "拟合"} & set(question.words)


@pytest.mark.parametrize("typed", ["Gradeint descent", "ＧＲＡＤＥＩＮＴ descent", "gradeint-descent"])
def test_a_slip_is_mended_in_any_case_and_width(typed: str) -> None:
    """The rest of the question stays as it is."""
    assert understand(typed).text.lower().replace("-", " ") == "gradient descent"


def test_what_is_written_somewhere_is_not_mended() -> None:
    """A word that an entry has is a word."""
    question = understand("怎么防止过你和", written={"过你和"})
    assert question.text == "怎么防止过你和"
    assert question.slips == {}


def test_a_follow_up_says_what_the_thread_was_about() -> None:
    """It can be searched and shown by itself."""
    question = understand("它有什么缺点", thread=[Turn("什么是池化层？"), Turn("残差连接为什么有效？")])
    assert question.text == "残差连接有什么缺点"
    assert question.asked == "它有什么缺点"
    assert {"残差", "residual"} <= set(question.words)


def test_a_follow_up_keeps_its_own_language() -> None:
    """Whatever the thread was in."""
    assert understand("why?", thread=[Turn("什么是池化层？")]).language == "en"


def test_a_glossary_says_what_the_names_are() -> None:
    """None without one that knows any."""
    assert understand("LSTM", glossary=NO_NAMES).words == ("lstm",)
    assert "pmi" in understand("点互信息", glossary=Glossary((("点互信息", "pmi"),))).words


@given(st.text(min_size=1, max_size=40))
def test_any_message_is_understood_or_refused(typed: str) -> None:
    """With something to say, and nothing else raised."""
    try:
        question = understand(typed, thread=[Turn("LSTM 为什么有效")])
    except QuestionRefused:
        assert not typed.encode("utf-8", "ignore").decode().strip()
    else:
        assert question.text
