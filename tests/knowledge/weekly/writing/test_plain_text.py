from knowledge.weekly.writing import parsed, plain


def test_only_words_are_left() -> None:
    """One line a block and an item, with what stands in tables, code, formulas and below pictures."""
    text = "# 题\n一**二**\n三 `c` $x$\n\n- [甲](https://a.org)\n- 乙\n\n> 引\n\n|a|b|\n|-|-|\n\n---"
    assert plain(parsed(f"{text}\n\n![图](attachment:1)")) == "题\n一二 三 c x\n甲\n乙\n引\na  b\n图"
