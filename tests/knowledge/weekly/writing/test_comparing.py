from knowledge.weekly.writing import fingerprint, likeness


def test_spelling_makes_no_other_note() -> None:
    """White space, width, case and traditional characters do not; a word does."""
    assert fingerprint("机器学习，ＡＢ") == fingerprint(" 機器\n學習,ab ")
    assert fingerprint("机器学习") != fingerprint("机器翻译")


def test_a_near_note_is_alike() -> None:
    """A changed word leaves two notes alike, another subject does not."""
    one = "本周复习了贝叶斯公式，并用它写了一个垃圾邮件分类器，效果比想象的好。"
    assert likeness(one, one.replace("效果", "结果") + "！") > 90
    assert likeness(one, "循环网络里的门为什么用两种激活函数？") < 50
