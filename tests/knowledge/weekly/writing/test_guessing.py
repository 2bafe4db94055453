from typing import Final

import pytest

from knowledge.weekly.compiled import Section
from knowledge.weekly.writing import guessed, parsed

ARXIV: Final = "https://arxiv.org/abs/2106.09685"
EXAMPLES: Final[dict[Section, tuple[str, ...]]] = {
    Section.PAPERS: (
        f"{ARXIV}\n只训练低秩的增量，就能微调大模型。",
        "论文名称：Deep Residual Learning\n残差连接让很深的网络也能训练。",
        "**论文标题**：Focal Loss\n处理类别不平衡。",
        "Paper: Mask R-CNN\n在检测头旁边加了一个分割头。",
        "分享一篇论文 https://doi.org/10.1038/nature14539 ，综述性质，适合入门。",
        "# 蒸馏\n学生网络学老师的软标签。https://openreview.net/forum?id=abcdEFGH12",
        "https://aclanthology.org/N19-1423/ 双向预训练，掩码语言模型。",
        "https://openaccess.thecvf.com/content/CVPR2021/html/x_paper.html\n这篇做小样本检测。",
        "https://papers.nips.cc/paper/2012/hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html 经典之作",
        f"本周精读论文 [低秩微调]({ARXIV})，作者把更新量分解成两个小矩阵。",
        "#论文 一种新的归一化方法，和批大小无关",
        "论文：Batch Normalization\n它为什么有效仍有争论。",
        "作者提出用注意力代替循环。原文 https://proceedings.mlr.press/v70/x17a.html",
        f"这篇文章把视觉和语言放进一个空间\n\n链接：{ARXIV}\n代码：https://github.com/a/b",
        "https://ieeexplore.ieee.org/document/726791 手写数字识别的老文章",
        "论文题目：对比学习综述\n论文地址：https://e.org/x.pdf",
    ),
    Section.ANSWERS: (
        "问：为什么要归一化？\n答：让各层输入的分布稳定。",
        "Q: What is dropout?\nA: Randomly silencing units.",
        "为什么循环网络会梯度消失？\n因为同一个矩阵连乘很多次。",
        "batch size 应该设多大?\n\n先试显存放得下的最大值，再调学习率。",
        "#问答 交叉熵和 KL 散度什么关系",
        "问题：验证集和测试集有何不同？\n\n解答：前者用来选模型，后者只用一次。",
        "**过拟合怎么发现？**\n看训练和验证两条曲线的差距。",
        "# 学习率预热有什么用？\n开始时梯度方差大，小步走更稳。",
        "提问：Adam 一定比 SGD 好吗？\n回答：不一定，泛化有时更差。",
        "Q1：卷积核为什么多是奇数？\nA1：有中心，便于对齐。",
        "特征要不要标准化？\n用距离或梯度的模型要，树模型不用。",
        "请问 softmax 为什么减最大值？\n防止指数溢出。",
        "#答疑 关于早停",
        "问: 什么是感受野\n答: 输出的一个点能看到的输入范围",
        "Question: why ReLU?\nAnswer: it keeps gradients alive.",
    ),
    Section.RESOURCES: (
        "https://github.com/a/awesome-list",
        "推荐一门公开课：https://www.bilibili.com/video/BV1xx411c7mD 讲得很清楚",
        "几个好用的工具\nhttps://a.org/x\nhttps://b.org/y",
        "- [教程一](https://a.org/1)\n- [教程二](https://a.org/2)\n- [教程三](https://a.org/3)",
        "推荐《统计学习方法》，推导很细，适合打基础。",
        "#资料 线性代数可视化的系列",
        "数据集汇总 https://e.org/datasets",
        "开源仓库 https://github.com/o/r ，从零实现各种网络",
        "分享一份讲义 https://e.org/notes.pdf",
        "[动手做实验](https://e.org/lab)",
        "书单：《凸优化》《信息论基础》，都有电子版。",
        "整理了一些博客：\nhttps://a.org/blog 优化\nhttps://b.org/blog 概率\nhttps://c.org/blog 图模型",
        "一个画网络结构图的网站 https://draw.example.org",
        "#课程 概率论入门 https://e.org/prob",
        "视频教程合集：https://e.org/v1 https://e.org/v2",
    ),
    Section.STUDY: (
        "本周看了决策树和随机森林，自己写了一遍信息增益。",
        "这周复现了一个图像分类的代码，准确率差两个点，还在找原因。",
        "今天打卡：读完第三章，做了习题。",
        "最近在赶项目，只看了一点贝叶斯。",
        "学习了词向量的三种做法，代码在 https://github.com/a/notes ，"
        + "写的时候发现子词对罕见词帮助很大，负采样的个数影响倒没有想象中大。" * 3,
        "#心得 终于弄懂了反向传播",
        "学习笔记\n1. 感知机\n2. 支持向量机",
        "# 第五周总结\n调参花了太多时间，下周先写基线。",
        "上周学了聚类，k 均值对初值很敏感。",
        f"本周补了概率和线性代数，顺便跑了一遍代码。参考 {ARXIV}",
        "刚开始接触机器学习，先把线性回归推了一遍。",
        "对正则化有了新的体会：它更像是先验。",
        "周三听了组会，周末把笔记重新整理了一遍，推导补全了三处。",
        "我把注意力机制用自己的话写了一遍：查询和键的点积就是相似度，值按它加权。",
        "这两周刷了二十道题，动态规划还是不熟。",
        "#打卡 第十天 https://e.org/a",
    ),
}
CASES: Final = [(text, section) for section, texts in EXAMPLES.items() for text in texts]


def test_nine_of_ten_notes_find_their_section() -> None:
    """Of the labelled examples above; one tap changes the others."""
    wrong = [(text, guess) for text, section in CASES if (guess := guessed(parsed(text)).section) is not section]
    assert len(CASES) >= 60
    assert len(wrong) / len(CASES) <= 0.1, wrong


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        ("# 一种**新**方法\n\n论文名称：X\nhttps://arxiv.org/abs/1", "一种新方法", "https://arxiv.org/abs/1"),
        (f"#论文 **论文名称：低秩微调**\n代码 https://github.com/a/b\n{ARXIV}", "低秩微调", ARXIV),
        ("**残差网络**\n为什么它能很深", "残差网络", None),
        ("问：什么是感受野？\n答：看到的范围。", "什么是感受野？", None),
        ("# 学习心得\n本周没有标题。", "", None),
        ("推荐 https://e.org/a 给大家", "", "https://e.org/a"),
        ("", "", None),
    ],
)
def test_title_and_address(text: str, title: str, url: str | None) -> None:
    """The heading, the paper's name, a bold first line or the question; a section's name is no title."""
    guess = guessed(parsed(text))
    assert (guess.title, guess.url) == (title, url)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("问：为什么要归一化？答：让各层输入的分布稳定。", "为什么要归一化？"),
        ("Q: why ReLU? A: it keeps gradients alive.", "why ReLU?"),
        ("**问**：什么是感受野 **答**：输出的一个点能看到的范围。", "什么是感受野"),
    ],
)
def test_a_question_with_its_answer_on_one_line_is_one(text: str, title: str) -> None:
    """Its title is the question alone."""
    guess = guessed(parsed(text))
    assert (guess.section, guess.title) == (Section.ANSWERS, title)


def test_in_a_chosen_section_only_the_title_is_guessed() -> None:
    """And what it is about."""
    asked = parsed(f"#论文 为什么低秩就够？\n\n看 {ARXIV}")
    assert guessed(asked, Section.ANSWERS).title == "为什么低秩就够？"
    assert guessed(asked, Section.ANSWERS).url is None
    assert guessed(asked).url == ARXIV
