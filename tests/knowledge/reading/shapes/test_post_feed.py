import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.shapes.post_feed import read, score
from knowledge.records import Page

REST = "这里接着往下写，把前因后果讲清楚，再举一个例子说明它在训练中如何起作用，免得读者只记住名字而忘了用途。" * 3


def _feed(*openings: str) -> Page:
    posts = [f"{opening}{REST} 所以...\n" for opening in openings]
    return Page("feed.txt", "ON THE AIR\n\nLATEST NOTES\n" + "".join(posts) + "1 2 3 ... 9\n")


def test_each_long_line_is_a_post() -> None:
    """The site's name, its banner and the pager are no posts."""
    entries = read(_feed("甲是一种方法。", "乙是一种方法。", "丙丁是一种方法。")).entries
    assert len(entries) == 3
    assert not any(word in entry.text for entry in entries for word in ("ON THE AIR", "LATEST", "1 2 3"))


def test_posts_are_kept_verbatim_and_marked_as_cut_off() -> None:
    """A post's text is its line, lost formulas and TeX included."""
    line = f"温度 softmax \\(e^{{x/T}}\\) 与 〔公式缺失〕 相比。{REST}..."
    (entry,) = read(Page("feed.txt", line)).entries
    assert (entry.text, entry.truncated) == (line, True)


def test_a_short_post_that_is_whole_is_kept() -> None:
    """A post shorter than the feed's cut stands without the mark."""
    short = "早停：验证集上的损失不再下降时就停止训练，并取回最好的那一份参数。"
    (entry,) = read(Page("feed.txt", f"NOTES\n{short}\n")).entries
    assert (entry.text, entry.truncated) == (short, False)


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("1.为什么要打乱训练数据? 因为", "为什么要打乱训练数据?"),
        ("贝叶斯优化 贝叶斯优化用代理模型", "贝叶斯优化"),
        ("怎样调学习率LR 先从", "怎样调学习率LR"),
        ("Label Smoothing 把目标", "Label Smoothing"),
        ("简介 “知识蒸馏”(distillation)是一种压缩方法，", "知识蒸馏(distillation)"),
        ("是什么 欠拟合(underfitting)是指训练误差", "欠拟合(underfitting)"),
        ("梯度裁剪的作用就是限制步长，", "梯度裁剪的作用"),
        ("自编码器也称自动编码器，", "自编码器"),
        ("这篇文章先介绍对比学习，然后", "对比学习"),
        ("众所周知，数据比模型重要，", "数据比模型重要"),
        ("在推荐系统中，冷启动问题一直是一个难点。", "冷启动问题"),
        ("先回顾一下这两类方法。hard negative 与 hard negative 的", "这两类方法:hard negative"),
        ("使用 PyTorch 训练一个小模型，", "使用 PyTorch 训练一个小模型"),
    ],
)
def test_the_title_is_what_the_post_is_about(opening: str, title: str) -> None:
    """A question, a heading that was flattened in, what is defined or announced, else the first clause."""
    assert read(_feed(opening)).entries[0].title == title


def test_titles_are_told_apart_and_short() -> None:
    """No two posts share a title, and none is longer than 40 characters."""
    titles = [entry.title for entry in read(_feed("甲是一种方法，一，", "甲是一种方法，二二二，", "a" * 90)).entries]
    assert len(set(titles)) == 3
    assert max(map(len, titles)) <= 40


def test_a_feed_scores_high() -> None:
    """Long lines that are nearly all cut off are a feed."""
    assert score(_feed("甲", "乙", "丙", "丁")) > 0.9


def test_an_essay_scores_nothing() -> None:
    """Long paragraphs that end are no posts, and one that trails off makes no feed."""
    assert score(Page("essay.txt", f"题目\n{REST}\n{REST}\n{REST}……\n")) == 0.0


@given(st.text(st.sampled_from('是一种介绍学习,。? .…\n1Ab"') | st.characters()).map(lambda text: text * 5))
def test_any_text_is_scored_and_read(text: str) -> None:
    """Scores stay within 0..1 and no text is refused."""
    page = Page("any", text)
    assert 0 <= score(page) <= 1
    assert all(entry.title for entry in read(page).entries)
