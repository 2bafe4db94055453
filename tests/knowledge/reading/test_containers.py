import pytest

from knowledge.reading.light_markdown import simplify


@pytest.mark.parametrize(
    ("given", "simple"),
    [
        ("<h2 align='center'>第 <b>二</b> 节</h2>文", "## 第 二 节\n\n文"),
        ("<h1>\n  上下\n</h1>\n文", "# 上下\n\n文"),
        ("甲\n<h3>乙</h3>\n丙", "甲\n\n### 乙\n\n丙"),
    ],
)
def test_html_headings_are_headings(given: str, simple: str) -> None:
    """Their tags and line breaks go."""
    assert simplify(given) == simple


def test_html_tables_are_pipe_tables() -> None:
    """A cell is what stands between its tags."""
    html = "<table>\n<tr><th>名</th><th>值</th></tr>\n<tr>\n<td>a|b</td>\n<td><b>1</b></td></tr>\n</table>"
    assert simplify(html) == "| 名 | 值 |\n| --- | --- |\n| a\\|b | 1 |"


def test_a_layout_table_is_dissolved() -> None:
    """Headings and lists in its cells are those of the page."""
    assert simplify("<table><tr><td>\n\n## 左\n\n- 一\n\n</td></tr></table>") == "## 左\n\n- 一"


def test_a_line_break_in_a_cell_breaks_no_row() -> None:
    """A row stays one line."""
    assert simplify("| 甲 |\n|---|\n| 一<br/>二 |") == "| 甲 |\n|---|\n| 一 二 |"


@pytest.mark.parametrize(
    ("given", "simple"),
    [
        ('!!! note "注意"\n    先做这个。\n\n    再做那个。\n\n后文', "注意\n\n先做这个。\n\n再做那个。\n\n后文"),
        ("??? tip\n    收起来的话。\n", "收起来的话。"),
        ('???+ info "甲"\n    外。\n\n    !!! warning\n        里。\n', "甲\n\n外。\n\n里。"),
        ('=== "PyTorch"\n\n    用这个。\n\n=== "Jax"\n\n    用那个。\n', "PyTorch\n\n用这个。\n\nJax\n\n用那个。"),
        ("!!! note\n    看：\n\n    ```py\n    x = 1\n    ```\n\n    完。", "看：\n\n```py\nx = 1\n```\n\n完。"),
    ],
)
def test_admonitions_and_tabs_are_paragraphs(given: str, simple: str) -> None:
    """Their titles stay, their kinds and indentation go, one in another too."""
    assert simplify(given) == simple


def test_references_become_links() -> None:
    """By label or by their own words; what is defined nowhere stays as it is."""
    page = '见[论文][p]、[主页]和[别处][q]、a[i]。\n\n[p]: https://a.org/p "题"\n[主页]: <https://a.org>\n'
    assert simplify(page) == "见[论文](https://a.org/p)、[主页](https://a.org)和[别处][q]、a[i]。"


def test_footnotes_stay_where_they_are_written() -> None:
    """Their marks go; brackets that mark no note stay."""
    assert simplify("甲[^1]乙[^abc]。\n\n[^1]: 注释。") == "甲乙[^abc]。\n\n注释。"


@pytest.mark.parametrize(
    ("given", "simple"),
    [
        ("![注意力的结构](a.svg)", "注意力的结构"),
        ("![](a.png)\n![image](b.png)\n![img_2021](c.png)", ""),
        ('<img src="a.png" alt="损失曲线" width=300>', "损失曲线"),
        ("[![Build](https://img.shields.io/a.svg)](https://ci.org)", ""),
        ("![架构图甲](a_(1).png) ![架构图乙](b.png)", "架构图甲  架构图乙"),
    ],
)
def test_a_line_of_images_is_their_captions(given: str, simple: str) -> None:
    """Names of files, words that say nothing and badges are no captions."""
    assert simplify(given) == simple


@pytest.mark.parametrize(
    ("given", "simple"),
    [
        ("甲\n\n    x = f(1)\n\n\n    y = 2\n\n乙", "甲\n\n```\nx = f(1)\n\n\ny = 2\n```\n\n乙"),
        ("- 甲\n\n    x = f(1)\n", "- 甲\n\n    x = f(1)"),
        ("甲\n\n    这一段只是缩进了第一行。\n", "甲\n\n    这一段只是缩进了第一行。"),
    ],
)
def test_indented_code_is_fenced(given: str, simple: str) -> None:
    """Not what goes on a list, and not prose whose first line is indented."""
    assert simplify(given) == simple
