from knowledge.answering.support.clauses import has, plain, read
from knowledge.answering.support.tokens import Number, Word


def texts(text: str) -> list[str]:
    """The clauses of a text."""
    return [clause.text.strip() for clause in read(text)]


def test_a_text_is_cut_at_commas_and_turns() -> None:
    """Sentences are numbered, so that clauses of one know each other."""
    assert texts("卷积很快，而池化很慢。注意力更慢") == ["卷积很快", "池化很慢", "注意力更慢"]
    assert [clause.sentence for clause in read("卷积很快，池化很慢。注意力更慢")] == [0, 0, 1]


def test_an_english_comma_parts_only_before_a_conjunction() -> None:
    """An insertion stays with what it belongs to."""
    assert len(read("GPT, with many layers, came late")) == 1
    assert len(read("GPT came late, but it won")) == 2


def test_a_single_word_after_er_stays() -> None:
    """随…而变大 is one clause."""
    assert texts("误差随步长增加而变大") == ["误差随步长增加而变大"]


def test_formulas_count_by_their_symbols() -> None:
    r"""`\beta` is β, signs of TeX and of code are gone."""
    assert plain(r"**默认** $\beta_{1}=0.9$ 和 `eps`") == "默认 β_1=0.9 和 eps"
    assert has(read(r"$\frac{1}{2}$ 与 $\sqrt{d_k}$"), Word("dk"))


def test_a_thing_is_the_same_by_any_of_its_names() -> None:
    """In any language and script."""
    chinese, english = read("長短期記憶有三個門"), read("the LSTM has three gates")
    assert chinese[0].spoken[0] in english[0].said
    assert has(chinese, Number(3.0))
    assert has(english, Number(3.0))


def test_a_chinese_word_may_be_cut_otherwise() -> None:
    """It is found by its characters, with where it stands."""
    (clause,) = read("很大时点积变化")
    assert clause.has(Word("点积"))
    assert [clause.text[start:end] for start, end in clause.stretches(Word("点积"))] == ["点积"]
    assert clause.stretches(Word("卷积")) == []


def test_separators_of_figures_part_nothing() -> None:
    """3,500 is one figure in one clause."""
    assert has(read("训练 3,500 步"), Number(3500.0))


def test_a_ratio_is_no_end() -> None:
    """Its two figures stay together."""
    assert texts("正负样本 1:99 时不用") == ["正负样本 1:99 时不用"]
    assert texts("做法：先打乱") == ["做法", "先打乱"]


def test_what_is_said_of_two_rivals_is_two_clauses() -> None:
    """But a list of them is one."""
    assert texts("用损失拉近配对的、推远不配对的") == ["用损失拉近配对的", "推远不配对的"]
    assert texts("tune in the inner loop and test in the outer loop") == [
        "tune in the inner loop",
        "test in the outer loop",
    ]
    assert len(read("它有输入门、输出门和遗忘门")) == 1
