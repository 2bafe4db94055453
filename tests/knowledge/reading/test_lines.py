import pytest

from knowledge.reading.lines import (
    is_chrome,
    is_closing,
    is_cut,
    is_pagination,
    is_promotion,
    is_spam,
    is_token_list,
    most_cut,
)


@pytest.mark.parametrize(
    "line",
    ["学习率 ...", "学习率…", "学习率……", "学习率 [...]", "学习率... 阅读全文 »", "and so … Read more"],
)
def test_an_excerpt_is_cut_off_at_its_ellipsis(line: str) -> None:
    """An ellipsis at the end, bracketed or with the site's link behind it, is a cut."""
    assert is_cut(line)


@pytest.mark.parametrize("line", ["", "学习率。", "x_1, ..., x_n", "等等...是的"])
def test_an_ellipsis_within_a_line_is_no_cut(line: str) -> None:
    """Only the end of a line can be cut off."""
    assert not is_cut(line)


def test_no_more_lines_are_cut_off_than_there_are_ellipses() -> None:
    """The bound that spares a page a look at each line holds, and is zero for most pages."""
    assert most_cut("学习率…\n等等...是的\n好。") == 2
    assert most_cut("学习率。\n好.") == 0


@pytest.mark.parametrize("line", ["1 2 3 ... 5", "« 上一页 1 2 下一页 »", "Prev 1 2 Next", "共 3 页"])
def test_pagers_are_pagination(line: str) -> None:
    """Numbers, arrows and words for pages in a row."""
    assert is_pagination(line)


@pytest.mark.parametrize("line", ["", "3", "...", "3 层网络", "Next word prediction"])
def test_other_short_lines_are_no_pagination(line: str) -> None:
    """A lone number, an ellipsis and words beside numbers are not."""
    assert not is_pagination(line)


def test_a_token_list_is_told_from_a_table() -> None:
    """Names between bars are a list of tokens; a row of a Markdown table and a sentence with bars are not."""
    assert is_token_list("甲县| 乙市| 丙县| 丁区| 戊县| 己市|")
    assert not is_token_list("| 甲 | 乙 | 丙 | 丁 | 戊 | 己 |")
    assert not is_token_list("P(a|b)")
    assert not is_token_list("p(x|y) = p(y|x)p(x)/p(y) 是贝叶斯公式的一般形式 | 其中 | 其一 | 其二 | 其三 | 其四")


@pytest.mark.parametrize("line", ["棋牌注册,时时彩走势,快速贷款", "国产精品 在线观看 免费观看"])
def test_phrases_of_the_trades_side_by_side_are_spam(line: str) -> None:
    """Two phrases of gambling, lending or adult trades that make no sentence."""
    assert is_spam(line)


@pytest.mark.parametrize(
    "line",
    [
        "彩票假设,剪枝,蒸馏",
        "贷款违约预测,信用评分",
        "模型要识别色情、赌博和刷单内容",
        "国产框架,国产芯片",
        "他们用棋牌博彩数据训练。",
    ],
)
def test_sentences_and_terms_are_no_spam(line: str) -> None:
    """One word is no evidence, and neither are many within a sentence."""
    assert not is_spam(line)


@pytest.mark.parametrize(
    "line", ["首页 > 机器学习", "歡迎來到某某網", "會員登陸 & 注冊", "阅读全文 »", "Archives", "© 2020 某某"]
)
def test_navigation_is_chrome(line: str) -> None:
    """Where the visitor is, logs in, or goes next belongs to the site."""
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "参考文献",
        "參考文檔",
        "免責聲明:轉載",
        "某文的評論 (共 3 條)",
        "分享到微博",
        "上一篇:旧文",
        "References",
    ],
)
def test_what_follows_an_article_is_closing(line: str) -> None:
    """References, disclaimers, comments and sharing, in either script."""
    assert is_closing(line)


@pytest.mark.parametrize("line", ["参考文献[3]的做法更简单。", "评论的情感分析", "Reference model 保持不动"])
def test_an_article_may_speak_of_references_and_comments(line: str) -> None:
    """The same words within a sentence close nothing."""
    assert not is_closing(line)


def test_a_call_to_follow_is_told_from_a_short_sentence() -> None:
    """Calls are short and end without a full stop, or use a word of their own."""
    assert is_promotion("喜欢就收藏+转发")
    assert is_promotion("欢迎在评论区讨论。")
    assert not is_promotion("最后完成参数更新。")
