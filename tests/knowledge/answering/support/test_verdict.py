import pytest

from knowledge.answering.support import supports
from knowledge.records import Passage

GATES = (
    "LSTM 用遗忘门决定丢掉哪些旧信息，它在 1997 年提出。它缓解了梯度消失，但不能解决梯度爆炸。学习率一般设为 0.001。"
)
TRANSFORMER = "The Transformer was trained for 3,500 steps on 8 GPUs. It does not use recurrence."


def supported(claim: str, text: str = GATES, *, near: bool = False) -> bool:
    """Whether a passage with that text, titled 门控循环, supports the claim."""
    return supports(Passage("e", 0, ("门控循环",), text), claim, near=near)


@pytest.mark.parametrize(
    "claim",
    [
        "LSTM 用遗忘门决定丢掉哪些旧信息。",
        "LSTM 用遗忘门来决定要丢掉的旧信息。",
        "LSTM 缓解了梯度消失。",
        "LSTM 在 1997 年提出。",
        "1. 学习率一般设为 0.001。",
        "2、LSTM 缓解了**梯度消失**。",
        "长短期记忆缓解了梯度消失。",
        "门控循环缓解了梯度消失。",
        "LSTM 不能解决梯度爆炸。",
    ],
)
def test_what_the_passage_says_is_supported(claim: str) -> None:
    """Word for word, in other words, in part, in a list, by another name, or with a word of its heading."""
    assert supported(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "池化层对邻近的输出取最大值。",
        "遗忘门来自人脑海马体的启发，由心理学家首先发现。",
    ],
)
def test_what_it_does_not_speak_of_is_not(claim: str) -> None:
    """Six in ten of the claim's words must stand there."""
    assert not supported(claim)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (GATES, "学习率一般设为 0.01。"),
        (GATES, "LSTM 在 1998 年提出。"),
        (TRANSFORMER, "The Transformer was trained on 16 GPUs."),
        ("注意力头共有三个。", "注意力头共有四个。"),
    ],
)
def test_a_changed_figure_is_not(passage: str, claim: str) -> None:
    """Every figure of a claim must stand in the passage, in digits or before a measure word."""
    assert not supported(claim, passage)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("共 3,500 步训练。", "共 3500 步训练。"),
        ("准确率为９０％。", "准确率为 90%。"),
        ("学习率为 0.10。", "学习率为 0.1。"),
        ("注意力头共有三个。", "注意力头共有 3 个。"),
        ("注意力头共有 2 个。", "注意力头共有两个。"),
        ("遗忘门决定丢掉信息。", "遗忘门是一个决定丢掉信息的门。"),
    ],
)
def test_a_figure_may_be_written_otherwise(passage: str, claim: str) -> None:
    """Separators, width, zeros at the end and Chinese numerals; 一个 is an article."""
    assert supported(claim, passage)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (GATES, "LSTM 不能缓解梯度消失。"),
        (GATES, "LSTM 能解决梯度爆炸。"),
        (GATES, "LSTM 缓解了梯度消失，也能解决梯度爆炸。"),
        ("批量太大会降低泛化。", "批量太大不会降低泛化。"),
        ("不同的卷积核可以捕获特征。", "不同的卷积核不可以捕获特征。"),
        (TRANSFORMER, "The Transformer does use recurrence."),
        (TRANSFORMER, "The Transformer wasn’t trained on GPUs."),
    ],
)
def test_a_flipped_negation_is_not(passage: str, claim: str) -> None:
    """Neither one that was put in nor one that was left out, in any clause."""
    assert not supported(claim, passage)


@pytest.mark.parametrize(
    "claim",
    [
        "网络分别学习不同的特征，未来会更多。",
        "无监督学习的特征特别多。",
        "无论学习什么，类别都是非线性的。",
    ],
)
def test_a_word_that_only_looks_like_a_negation_is_none(claim: str) -> None:
    """分别, 未来, 无论 and the like negate nothing."""
    plain = "网络学习不同的特征，今后会更多。无监督学习的特征很多。学习什么，类别都是非线性的。"
    assert supported(claim, plain)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (GATES, "GRU 用遗忘门决定丢掉哪些旧信息。"),
        ("批归一化在小批量上计算均值和方差。", "层归一化在小批量上计算均值和方差。"),
        ("PyTorch builds the graph while the code runs.", "TensorFlow builds the graph while the code runs."),
        (TRANSFORMER, "The LSTM was trained for 3500 steps on 8 GPUs."),
    ],
)
def test_a_replaced_name_is_not(passage: str, claim: str) -> None:
    """However many of the other words agree."""
    assert not supported(claim, passage)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x",
        "evil.example",
        "www.evil.example",
        "tg://resolve?domain=x",
        "mailto:a@b.cd",
        "@evil_bot",
    ],
)
def test_an_address_must_stand_in_the_passage(address: str) -> None:
    """Whatever else the claim says."""
    claim = "LSTM 用遗忘门决定丢掉哪些旧信息，见 {} 。"
    assert not supported(claim.format(address))
    assert supported(claim.format(address), f"{GATES}见 {address} 。")


def test_in_another_language_nearness_stands_for_the_words() -> None:
    """An English claim about a Chinese passage, and the other way about."""
    assert supported("The LSTM forgets through a gate.", near=True)
    assert not supported("The LSTM forgets through a gate.", near=False)
    assert supported("Transformer 在 8 块 GPUs 上训练。", TRANSFORMER, near=True)


@pytest.mark.parametrize("claim", ["The LSTM appeared in 1998.", "The GRU forgets.", "The LSTM is at evil.example."])
def test_nearness_does_not_excuse_a_figure_a_name_or_an_address(claim: str) -> None:
    """They are the same in every language."""
    assert not supported(claim, near=True)


def test_scripts_do_not_matter() -> None:
    """A traditional page supports a simplified claim, its negations included."""
    page = "長短期記憶沒有解決梯度爆炸。"
    assert supported("长短期记忆没有解决梯度爆炸。", page)
    assert not supported("长短期记忆解决了梯度爆炸。", page)


def test_what_is_longer_than_any_sentence_is_not() -> None:
    """Even if it stands there: the time that a check takes grows with the square of the length."""
    sentence = "LSTM 用遗忘门决定丢掉哪些旧信息，"
    assert supported(sentence * 10, sentence * 200)
    assert not supported(sentence * 40, sentence * 200)


def test_the_number_of_a_list_is_no_figure_of_it() -> None:
    """Neither in the claim nor in the passage."""
    steps = "1. 先在小批量上过拟合。\n2. 再调学习率。\n3. 最后只看一次测试集。"
    assert not supported("测试集要看三次。", steps)
    assert supported("3. 最后只看一次测试集。", steps)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("Skip-gram 预测上下文，CBOW 预测中心词；前者对低频词更好，后者训练更快。", "CBOW 对低频词更好。"),
        ("C 越小，边界越曲折；C 越大，边界越平滑。", "C 越小，边界越平滑。"),
        ("先除以维度的平方根，再做 softmax。", "先做 softmax，再除以维度的平方根。"),
        ("指标是语料级的。", "指标是句子级的。"),
        ("每一轮用一阶和二阶导数拟合一棵树。", "每一轮只用一阶导数拟合一棵树。"),
        ("LoRA 冻结预训练权重，只训练两个低秩矩阵。", "LoRA 冻结低秩矩阵，训练预训练权重。"),
        ("图像编码器和文本编码器分别读入图片和句子。", "文本编码器读入图片。"),
        ("He 初始化适合 ReLU，Xavier 初始化适合 tanh。", "He 初始化适合 tanh。"),
    ],
)
def test_what_the_passage_says_of_something_else_is_not(passage: str, claim: str) -> None:
    """Of the other of two, at the other end, before instead of after, of all, or of another kind."""
    assert not supported(claim, passage)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("Skip-gram 预测上下文，CBOW 预测中心词；前者对低频词更好，后者训练更快。", "Skip-gram 对低频词更好。"),
        ("C 越小，决策边界越曲折；C 越大，边界越平滑。", "C 越大，决策边界越平滑。"),
        ("激活值比权重更难量化，里面有少数很大的离群值。", "激活值里有少数很大的离群值，比权重更难量化。"),
    ],
)
def test_what_it_says_from_another_side_is(passage: str, claim: str) -> None:
    """With the thing for the former, with a word of another sentence, in another order."""
    assert supported(claim, passage)


def test_lists_longer_than_can_be_compared_are_not_supported() -> None:
    """Every two parts of a claim would be held against every two of the passage: a page of keywords stops no chat."""
    words = [f"{one}{two}" for one in "山云雨花草树木鸟鱼河" for two in "石火土金水风电雪月星"]
    page = Passage("entry", 0, ("词表",), "，".join(words))
    assert not supports(page, "，".join(reversed(words[:20])), near=True)
    assert supports(page, f"{words[3]}，{words[1]}", near=True)
