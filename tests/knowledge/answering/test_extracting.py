from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.extracting import Extract, extract, prose
from knowledge.finding.evidence import weigh
from knowledge.finding.question import understand
from knowledge.finding.terms import Terms
from knowledge.records import Candidates, EntryEvidence, Found
from tests.notes import found

GATES = (
    "很多人先问历史。遗忘门决定丢掉哪些旧信息。输入门决定写下哪些新信息。"
    "输出门决定露出多少状态。候选状态用双曲正切。最后还有一句闲话。"
)


def evidence(question: str, *candidates: Found) -> tuple[Sequence[EntryEvidence], Terms]:
    """The weighed entries and the question's terms."""
    weighed, asked = weigh(understand(question), Candidates(candidates))
    return weighed.entries, asked


def quoted(question: str, *candidates: Found) -> list[str]:
    """The texts that are quoted for a question."""
    return [one.text for one in extract(*evidence(question, *candidates))]


def quotable(text: str) -> list[str]:
    """The sentences of a passage that can be quoted."""
    return [sentence.text for sentence in prose(text) if sentence.quotable]


def test_prose_is_sentences() -> None:
    """Each verbatim, on the line it stands in."""
    assert [(one.text, one.line) for one in prose("遗忘门决定丢掉什么。对。\nGates decide what to forget.")] == [
        ("遗忘门决定丢掉什么。", 1),
        ("对。", 1),
        ("Gates decide what to forget.", 2),
    ]


def test_a_short_sentence_is_quoted_with_its_neighbours_but_never_leads() -> None:
    """「不要。」 alone says nothing; left out of a stretch, it would turn the answer around."""
    text = "推断时要不要打开随机失活？\n不要。推断时打开随机失活会让每次预测的结果都不一样。"
    assert quoted("推断时要不要打开随机失活", found(text)) == [
        "不要。",
        "推断时打开随机失活会让每次预测的结果都不一样。",
    ]


def test_of_a_conversation_what_was_answered_is_quoted() -> None:
    """What was asked shares most words with the question and says nothing."""
    asked = found("推断时批归一化用哪个均值？只有一张图片算不出来。", score=1.0)
    answered = found("用训练时累计的滑动平均，不看当前这一批。", score=0.5)
    asked = replace(asked, passage=replace(asked.passage, heading=("批归一化", "小北 问")))
    answered = replace(answered, passage=replace(answered.passage, heading=("批归一化", "老周 答"), position=1))
    assert quoted("推断时批归一化用哪个均值", asked, answered) == ["用训练时累计的滑动平均，不看当前这一批。"]


def test_a_heading_like_line_never_leads() -> None:
    """A line without an end mark is a title rather than a claim."""
    assert not [one for one in prose("1.1 引出循环神经网络") if one.can_lead]


def test_nothing_is_left_out_of_a_stretch() -> None:
    """Code, or a sentence with a mark of the page's own, ends it."""
    text = "遗忘门决定丢掉哪些旧信息。\n```\nx = 1\n```\n池化层没有参数可学。"
    assert quoted("遗忘门丢掉什么", found(text)) == ["遗忘门决定丢掉哪些旧信息。"]


@pytest.mark.parametrize(
    "block",
    [
        "# 一个很长很长的标题",
        "```python\nprint('遗忘门')\n\nloss.backward()\n```",
        "| 方法 | 准确率很高 |\n|---|---|\n| 卷积网络 | 百分之九十 |",
        "方法 | 准确率很高\n--- | ---\n卷积网络 | 百分之九十",
        "$$\nh_t = o_t \\tanh(c_t) + b\n$$",
        "https://example.org/a/very/long/address",
        "![一张很长的图的说明](gates.png)",
    ],
)
def test_what_is_no_prose_is_never_quoted(block: str) -> None:
    """What stands before and after it is."""
    before, after = "前面的一句话说得清楚。", "后面的一句话也说得清楚。"
    assert quotable(f"{before}\n{block}\n{after}") == [before, after]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "•", "1. ", "12. ", "3、", "4) ", "1."])
def test_list_marks_are_left_out(mark: str) -> None:
    """They belong to the page's layout."""
    assert quotable(f"{mark}遗忘门决定丢掉什么。") == ["遗忘门决定丢掉什么。"]


@pytest.mark.parametrize("text", ["3.5 倍的加速来自并行。", "-1 到 1 之间都可以取。", "**粗体**的词在这句里。"])
def test_a_figure_is_no_list_mark(text: str) -> None:
    """A sentence keeps the number, the sign and the emphasis that it begins with."""
    assert quotable(text) == [text]


def test_the_sentence_that_speaks_of_the_question_is_quoted() -> None:
    """With what follows it, in the order of the page, four sentences at most."""
    texts = quoted("遗忘门决定什么", found(GATES))
    assert texts == [
        "遗忘门决定丢掉哪些旧信息。",
        "输入门决定写下哪些新信息。",
        "输出门决定露出多少状态。",
        "候选状态用双曲正切。",
    ]


def test_what_stands_before_is_taken_where_nothing_follows() -> None:
    """The run still ends with the best sentence, in source order."""
    texts = quoted("最后一句闲话", found(GATES))
    assert texts[-1] == "最后还有一句闲话。"
    assert len(texts) == 4
    assert [GATES.index(text) for text in texts] == sorted(GATES.index(text) for text in texts)


def test_a_run_stays_within_its_characters() -> None:
    """A long neighbour is not taken."""
    long = "一" * 420 + "。"
    assert quoted("遗忘门决定什么", found(f"遗忘门决定丢掉哪些旧信息。{long}")) == ["遗忘门决定丢掉哪些旧信息。"]


def test_damaged_sentences_are_avoided() -> None:
    """A sound sentence that says as much is quoted instead, and a run ends before a damaged one."""
    damaged = "遗忘门决定丢掉哪些旧信\ufffd息。"
    sound = "遗忘门决定丢掉哪些旧信息。"
    assert quoted("遗忘门决定丢掉哪些旧信息", found(f"{damaged}{sound}")) == [sound]
    assert quoted("遗忘门决定丢掉哪些旧信息", found(f"{sound}{damaged}")) == [sound]


def test_a_question_is_no_answer() -> None:
    """The sentence that repeats the question counts less than the one that answers it."""
    text = "遗忘门决定什么？遗忘门决定丢掉哪些信息。"
    assert quoted("遗忘门决定什么", found(text))[0] == "遗忘门决定丢掉哪些信息。"


def test_a_sentence_that_lost_its_formula_counts_less() -> None:
    """It would leave the reader with a hole."""
    text = "遗忘门的值是〔公式缺失〕这样。遗忘门的值在零和一之间。" + "再说一句别的话。" * 3
    assert quoted("遗忘门的值", found(text))[0] == "遗忘门的值在零和一之间。"


def test_a_close_call_is_quoted_beside_the_best() -> None:
    """With its best sentence alone."""
    best = found("遗忘门决定丢掉哪些信息。它取零到一的值。", 1)
    close = found("另外说一句开场白。遗忘门决定丢掉哪些信息。它后来才有。", 2)
    extracts = extract(*evidence("遗忘门决定丢掉哪些信息", best, close))
    assert [(one.found.passage_id, one.text) for one in extracts] == [
        (1, "遗忘门决定丢掉哪些信息。"),
        (1, "它取零到一的值。"),
        (2, "遗忘门决定丢掉哪些信息。"),
    ]


def test_an_entry_that_is_no_close_call_is_not_quoted() -> None:
    """It answers less than the best."""
    extracts = extract(*evidence("遗忘门决定丢掉哪些旧信息", found(GATES, 1), found("池化层没有参数可学。", 2)))
    assert {one.found.passage_id for one in extracts} == {1}


def test_an_entry_whose_title_is_the_question_is_quoted_from_its_beginning() -> None:
    """Its answer begins there, though a later sentence repeats more of the question."""
    text = "因为它把历史一步步乘在一起。中间再说一句。所以梯度消失的原因就是这个。"
    assert quoted("梯度消失的原因", found(text, title="梯度消失的原因"))[0] == "因为它把历史一步步乘在一起。"


def test_passages_of_an_entry_are_in_source_order() -> None:
    """Whichever was found first."""
    first = found("遗忘门决定丢掉哪些旧信息。", 1, title="遗忘门")
    second = replace(first, passage_id=2, passage=replace(first.passage, position=1, text="遗忘门后来才加进来。"))
    assert quoted("遗忘门", second, first) == ["遗忘门决定丢掉哪些旧信息。"]


def test_at_most_three_entries_are_quoted() -> None:
    """However many say the same."""
    same = [found("遗忘门决定丢掉哪些旧信息。", number) for number in range(1, 7)]
    assert len(extract(*evidence("遗忘门决定什么", *same))) == 3


def test_the_more_entries_are_quoted_the_shorter_is_the_first_stretch() -> None:
    """Five sentences are enough of an answer."""
    alike = [found(f"{GATES}第{number}篇。", number) for number in range(1, 4)]
    assert len(extract(*evidence("遗忘门决定什么", alike[0]))) == 4
    assert len(extract(*evidence("遗忘门决定什么", *alike))) == 5


def test_the_sentence_nearest_in_meaning_is_quoted() -> None:
    """Where none has the question's words."""
    said = [
        "模型把噪声也背了下来。",
        "权重初值要小。",
        "样本要打乱。",
        "标签可能有错。",
        "梯度要裁剪。",
        "步子太大时损失会跳。",
    ]
    near = dict.fromkeys(said, 0.80) | {said[-1]: 0.88}
    passage = replace(found("".join(said), dense=0.8), sentences=near, said=0.88)
    assert quoted("训练曲线抖动", passage)[-1] == said[-1]


def test_where_the_best_has_no_prose_the_next_close_one_answers() -> None:
    """Code alone cannot be quoted."""
    code = found("```\n遗忘门的值 = sigmoid(x)\n```", 1)
    words = found("遗忘门的值，用 sigmoid 算出。它决定丢掉什么信息。", 2)
    assert quoted("遗忘门的值 sigmoid", code, words) == ["遗忘门的值，用 sigmoid 算出。", "它决定丢掉什么信息。"]


@pytest.mark.parametrize("text", ["# 遗忘门", "```\n遗忘门\n```", "遗忘门。", "https://example.org/gates"])
def test_without_prose_nothing_is_quoted(text: str) -> None:
    """Neither is anything made up."""
    assert quoted("遗忘门", found(text)) == []


def test_nothing_is_quoted_from_no_entries() -> None:
    """An empty library has no answer."""
    assert extract((), Terms.weighted("遗忘门", [])) == []


def test_a_run_does_not_leave_its_passage() -> None:
    """Two passages of one entry need not be neighbours."""
    first = found("遗忘门决定丢掉哪些旧信息。", 1)
    second = replace(first, passage_id=2, passage=replace(first.passage, position=5, text="池化层没有参数可学。"))
    assert quoted("遗忘门决定什么", first, second) == ["遗忘门决定丢掉哪些旧信息。"]


PIECES = [
    *("遗忘门决定丢掉什么。", "1. 输入门写下新信息；", "- 3.5 倍的加速\n", "# 标题\n", "```\nx = 1\n", "```\n"),
    *(
        "| 甲 | 乙 |\n",
        "Gates forget. ",
        "$$x$$\n",
        "https://example.org\n",
        "锟斤拷\ufffd。",
        "“引号。”",
        "\n\n",
        "-1 到 1。",
    ),
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(st.lists(PAGES, min_size=1, max_size=4))
def test_every_extract_is_verbatim(pages: list[str]) -> None:
    """A stretch of the passage that it is cited from, on one line."""
    candidates = [found(page, number) for number, page in enumerate(pages, start=1)]
    extracts: list[Extract] = extract(*evidence("遗忘门丢掉什么 gates", *candidates))
    assert len({one.found.entry.id for one in extracts}) <= 3
    assert len(extracts) <= 5
    for one in extracts:
        assert one.text in one.found.passage.text
        assert one.text == one.text.strip()
        assert "\n" not in one.text
