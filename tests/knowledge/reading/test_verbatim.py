import pytest

from knowledge.reading.verbatim import Aside


def _put_back(text: str) -> str:
    aside = Aside()
    return aside.put_back(aside.put(text))


@pytest.mark.parametrize(
    "text",
    [
        "甲 `a<br>b` 乙 ``a`b`` 丙",
        "甲 $a*b_{*}。c$ 乙 $$x\ny$$ 丙",
        "\\[\nx\n\\]\n\n\\\\[\ny\n\\\\]\n\n甲 \\(z\\)",
        "\\begin{align}\na &= b \\\\\n\\end{align}",
        "~~~\n```\n<!-- 留 -->\n\n\n\n**x**\n~~~",
        "价格 $5，另一个 `没有合上",
    ],
)
def test_code_and_formulas_come_back_as_they_were(text: str) -> None:
    """Inline and displayed, fenced in either way."""
    assert _put_back(text) == text


def test_what_is_put_aside_cannot_be_changed() -> None:
    """Only marks are left of it in the text that is cleaned."""
    put = Aside().put("甲 `**a**` 乙 $*b*$\n\n```\n**c**\n```\n")
    assert "*" not in put


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("- 一\n\n    ```py\n    if a:\n        b\n    ```\n", "```py\nif a:\n    b\n```"),
        ("> ```\n> a\n>  b\n> ```\n", "```\na\n b\n```"),
        ("- ```sh\n  ls\n  ```\n", "```sh\nls\n```"),
    ],
)
def test_code_stands_at_the_margin(given: str, code: str) -> None:
    """The indentation and marks of the list or quote around it are no part of it."""
    assert code in _put_back(given)


def test_code_that_is_never_closed_is_closed() -> None:
    """It goes on to the end of the page and swallows nothing that is put behind it."""
    assert _put_back("```py\nx\n# a") == "```py\nx\n# a\n```"


def test_tags_of_tabbed_code_go() -> None:
    """What tells a book's builder which framework a block is for is no code."""
    assert _put_back("```{.python .input  n=2}\n#@tab pytorch\nx = 1  #@save\n```") == "```python\nx = 1  #@save\n```"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("如 :numref:`fig_a` 与:eqref:`eq_b`所示", "如〔图〕与〔式〕所示"),
        ("见:ref:`chap_intro`、:numref:`X`", "见〔章〕、〔另文〕"),
        ("提出 :cite:`A.2015,B.2016`。\n:label:`eq_a`\n", "提出。\n\n"),
        ("甲<!-- 一\n# 二 -->乙", "甲乙"),
    ],
)
def test_references_and_comments_leave_no_trace(given: str, text: str) -> None:
    """What a reference points at is named by its kind; labels, citations and comments go."""
    assert _put_back(given) == text


def test_preformatted_html_is_code() -> None:
    """Its entities are the characters that they stand for."""
    assert "```\na < b\n```" in _put_back("<pre><code class='x'>\na &lt; b\n</code></pre>")
    assert _put_back("用 <code>a&lt;b</code>") == "用 `a<b`"


def test_a_comment_in_code_is_code() -> None:
    """And a fence in a comment is none."""
    text = "```html\n<!-- 留 -->\n```"
    assert _put_back(text) == text
    assert _put_back("<!--\n```\n-->\n# 标题") == "\n# 标题"
