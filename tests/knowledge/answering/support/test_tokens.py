import pytest

from knowledge.answering.support.tokens import Contrast, Negation, Number, Token, Word, are_one, stem, tokens


def read(text: str, **named: Token) -> list[Token]:
    """The tokens of a text, without their places."""
    return [placed.token for placed in tokens(text, named)]


def test_a_clause_is_words_figures_contrasts_and_negations() -> None:
    """In the order of the text, without stop words and measure words."""
    first, second, third, fourth, _ = read("模型没有提高 3 个指标")
    assert (first, second, fourth) == (Word("模型"), Negation("没有"), Number(3.0))
    assert isinstance(third, Contrast)


def test_places_are_those_of_the_text() -> None:
    """Each token stands where it says."""
    text = "adam 的学习率取 0.1"
    for placed in tokens(text, {}):
        if isinstance(placed.token, Word):
            assert text[placed.start : placed.end] == placed.token.text


@pytest.mark.parametrize(
    "text", ["不仅", "不同", "无监督", "未来", "能不能", "有没有", "不变性", "not only", "不一定", "并不总是"]
)
def test_a_word_that_only_looks_like_a_negation_is_none(text: str) -> None:
    """It denies nothing."""
    assert not any(isinstance(token, Negation) for token in read(text))


@pytest.mark.parametrize("text", ["不", "并非", "没有", "无需", "isn't", "without", "hardly", "几乎不"])
def test_negations_are_found_in_both_languages(text: str) -> None:
    """One each."""
    assert [type(token) for token in read(text)] == [Negation]


def test_a_name_stands_for_its_thing() -> None:
    """The longest of what begins at one place is taken."""
    assert read("使用 lstm 网络", lstm=Word("long short-term memory"))[1] == Word("long short-term memory")


def test_joined_names_are_one_word() -> None:
    """Where a figure or a single letter is joined; other joints part words."""
    assert read("gpt-2") == [Word("gpt2")]
    assert read("t-sne") == [Word("tsn")]
    assert read("large-scale pretraining")[1:] == [Word("scal"), Word("pretrain")]


def test_english_words_count_by_their_stems() -> None:
    """So that a plural or a participle is the same word."""
    assert stem("layers") == stem("layer")
    assert stem("masked") == stem("masks") == stem("mask")


def test_a_letter_is_a_symbol_among_chinese_words() -> None:
    """And an article among English ones."""
    assert Word("a") in read("初始化时 a 为零")
    assert Word("a") not in read("a layer")


def test_contrasts_are_one_by_what_they_choose() -> None:
    """Not by their words; the parts of longer words are none."""
    (one,), (two,), (other,) = read("提高"), read("上升"), read("降低")
    assert are_one(one, two)
    assert not are_one(one, other)
    assert not any(isinstance(token, Contrast) for token in read("序列"))


@pytest.mark.parametrize("word", ["类别", "级别", "无向", "别名"])
def test_a_word_with_the_sign_of_a_negation_is_a_word(word: str) -> None:
    """It denies nothing, and says what any other word says."""
    assert Word(word) in read(f"给定{word}")


def test_unlike_another_says_nothing_of_its_own() -> None:
    """It joins what is said of two things."""
    assert read("与 gcn 只看度不同") == read("gcn 只看度")
    assert read("权重不同") != read("权重")


def test_a_name_that_is_an_english_pronoun_is_a_name_among_chinese_words() -> None:
    """But not among English ones."""
    assert Word("he") in read("he 初始化")
    assert Word("he") not in read("句子 he is here")


def test_the_size_of_a_model_belongs_to_its_name() -> None:
    """Where it is joined to it."""
    assert read("bert-large") == [Word(stem("bert-large"))]
    assert Word(stem("bert-large")) not in read("bert with large steps")


def test_a_measure_word_may_stand_apart() -> None:
    """As it does behind digits."""
    assert read("3 个门") == read("三个门")


def test_a_listed_noun_is_met_between_joints() -> None:
    """However the words around it are cut."""
    assert any(isinstance(token, Contrast) and token.word == "值" for token in read("把值和键旋转"))
    assert not any(isinstance(token, Contrast) for token in read("阈值"))
