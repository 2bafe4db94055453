"""What becomes of every line of a page."""

from knowledge.reading.tracing import trace
from knowledge.records import Fate

ARTICLE = "梯度消失是指误差往回传的时候一层比一层小，靠前的层几乎学不到东西。" * 8


def test_a_line_of_an_entry_is_kept() -> None:
    """Its title too."""
    lines = trace("a.md", f"# 梯度消失\n\n{ARTICLE}\n".encode()).lines
    assert [(line.text, line.fate) for line in lines] == [("# 梯度消失", Fate.KEPT), (ARTICLE, Fate.KEPT)]


def test_a_repaired_line_shows_how_it_reads_now() -> None:
    """Beside how it stood there."""
    broken = f"{ARTICLE}损失写作[公式]。"
    (line,) = [one for one in trace("a.md", f"# 损失\n\n{broken}\n".encode()).lines if one.fate is Fate.REPAIRED]
    assert line.text == broken
    assert line.repaired == f"{ARTICLE}损失写作〔公式缺失〕。"


def test_what_stands_around_an_article_is_told_as_such() -> None:
    """Navigation and advertising of a web page."""
    page = (
        "<html><head><title>梯度消失</title></head><body><nav><a href='/'>首页频道</a><a href='/x'>会员登录</a></nav>"
        f"<article><h1>梯度消失</h1><p>{ARTICLE}</p><p>{ARTICLE[:70]}</p></article>"
        "<footer>版权所有 未经许可不得转载</footer></body></html>"
    )
    fates = {line.text: line.fate for line in trace("a.html", page.encode()).lines}
    assert fates[ARTICLE] is Fate.KEPT
    assert fates["版权所有 未经许可不得转载"] is Fate.AROUND


def test_lines_of_marks_alone_are_not_told() -> None:
    """A rule or a blank line is nobody's loss."""
    assert [line.text for line in trace("a.md", f"# 题\n\n---\n\n{ARTICLE}\n".encode()).lines] == ["# 题", ARTICLE]


def test_a_short_line_is_not_found_inside_another() -> None:
    """A page number is not kept because a year has its digits."""
    lines = trace("a.txt", f"{ARTICLE}发表于 2019 年。\n\n19\n\n{ARTICLE[::-1]}\n".encode()).lines
    assert next(line for line in lines if line.text == "19").fate is not Fate.AROUND


def test_a_line_that_lost_its_marks_is_kept() -> None:
    """A label, a footnote or a key tag is no loss."""
    line = f"如 :numref:`fig_gate` 所示[^1]，按 <kbd>Ctrl</kbd> 停止。{ARTICLE}"
    lines = trace("a.md", f"# 门控\n\n{line}\n".encode()).lines
    assert [one.fate for one in lines] == [Fate.KEPT, Fate.KEPT]


def test_marks_without_words_are_told_as_such() -> None:
    """Images, fences and labels are no headers and footers."""
    page = f"# 门控\n:label:`sec_gate`\n\n{ARTICLE}\n\n![](img/a.png)\n\n```{{.python .input}}\nx = 1\n```\n"
    fates = {line.text: line.fate for line in trace("a.md", page.encode()).lines}
    assert fates[":label:`sec_gate`"] is Fate.MARKUP
    assert fates["![](img/a.png)"] is Fate.MARKUP
    assert fates["```{.python .input}"] is Fate.MARKUP
    assert fates["x = 1"] is Fate.KEPT


def test_an_unknown_line_is_no_entry_s() -> None:
    """Words that the entries share do not keep it."""
    lines = trace("a.md", f"---\ntags: [nlp]\n---\n# 门控\n\n{ARTICLE}\n".encode()).lines
    assert next(line for line in lines if "tags" in line.text).fate is Fate.NO_ENTRY
