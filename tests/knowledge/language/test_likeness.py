from knowledge.language.likeness import akin


def test_forms_of_a_name_are_akin() -> None:
    """One begins or ends the other, or most characters are the same."""
    assert akin("长短期记忆", "长短期记忆网络")
    assert akin("批归一化", "批量归一化")
    assert akin("神经网络", "人工神经网络")


def test_other_names_are_not() -> None:
    """Nor are names in two scripts."""
    assert not akin("偏置", "学习率")
    assert not akin("average precision", "access point")
    assert not akin("注意力", "attention")
