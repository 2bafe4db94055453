from knowledge.answering.support.blocks import is_block, supports_block
from knowledge.records import Passage

PASSAGE = Passage(
    "e", 0, ("索引",), "取第一个元素：\n```python\nx = a[0]\n```\nBERT 得 84.6 分，GPT 得 82.1 分。\n$$y = w x$$"
)


def supported(text: str) -> bool:
    """Whether the passage supports a block."""
    return supports_block(PASSAGE, text, near=True)


def test_code_formulas_and_tables_are_blocks() -> None:
    """Prose is none, though there is code in it."""
    assert is_block("```python\nx = 1\n```")
    assert is_block("$$y = x$$")
    assert is_block("| a | b |\n|---|---|\n| 1 | 2 |")
    assert not is_block("用 `x` 表示 $y$。")


def test_code_and_formulas_must_stand_as_they_are() -> None:
    """But for white space and the fence."""
    assert supported("```\nx  =  a[0]\n```")
    assert not supported("```\nx = a[1]\n```")
    assert supported("$$y = wx$$")
    assert not supported("$$y = w + x$$")


def test_every_row_of_a_table_must_be_said() -> None:
    """With its figures where they belong."""
    table = "| {} |\n|---|\n| BERT | 84.6 分 |\n| GPT | {} 分 |"
    assert supported(table.format("元素", "82.1"))
    assert not supported(table.format("元素", "90.3"))
