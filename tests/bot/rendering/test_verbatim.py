"""An entry's light Markdown."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.layout import messages
from bot.rendering.runs import clean
from bot.rendering.verbatim import verbatim
from bot.terminal.markup import parse


def html(text: str) -> str:
    """The text as one message."""
    return "\n---\n".join(messages(verbatim(text)))


def test_headings_lists_and_listings_are_marks() -> None:
    """The three marks of an entry's text are rendered."""
    text = "# 背景\n一段。\n- 第一\n- 第二\n```python\nx = 1\n```\n后"
    expected = '<b>背景</b>\n一段。\n• 第一\n• 第二\n<pre><code class="language-python">x = 1</code></pre>\n后'
    assert html(text) == expected


def test_everything_else_is_verbatim() -> None:
    """Asterisks, underscores, numbers and backslashes of a page are its own."""
    text = "**不是粗体** a_b_c \\n 1) 一 <i>"
    assert html(text) == "**不是粗体** a_b_c \\n 1) 一 &lt;i&gt;"


def test_a_listing_that_never_ends_goes_to_the_end() -> None:
    """A truncated entry still shows its code."""
    assert html("```\nx\ny") == "<pre>x\ny</pre>"


def test_a_formula_over_several_lines_is_one() -> None:
    """A displayed formula is converted as a whole."""
    assert html("前\n$$\na\n+ b\n$$\n后") == "前\na + b\n后"


def test_an_unclosed_formula_stays_text() -> None:
    """Two dollar signs at the start of a line are not a formula by themselves."""
    assert html("$$ 开头\n然后\n\n结束") == "$$ 开头\n然后\n\n结束"


def test_web_addresses_stay_and_other_schemes_are_disarmed() -> None:
    """An address of a page is real; a `tg:` link or a mention in it is shown as code."""
    text = "https://example.org/x tg://resolve?domain=y @someone"
    assert html(text) == "https://example.org/x <code>tg://resolve?domain=y</code> <code>@someone</code>"


def test_a_missing_formula_stays_visible() -> None:
    """What was lost is shown as lost."""
    assert "〔公式缺失〕" in html("损失为〔公式缺失〕。")


@given(st.text(alphabet="学习 \n-`$\\()[]<&@:/a1。", max_size=300))
def test_letters_survive(text: str) -> None:
    """Every word of a page is shown, in order."""
    shown = "".join(parse(message)[0] for message in messages(verbatim(text)))
    assert [c for c in shown if c in "学习"] == [c for c in clean(text) if c in "学习"]
