"""What answers cite and quote."""

from knowledge.evaluating.citing import has, precision, recall, verbatim


def test_precision_is_the_share_of_what_is_cited() -> None:
    """Undefined where nothing is."""
    assert precision(["a", "b"], [{"a"}]) == 0.5
    assert precision([], [{"a"}]) is None


def test_recall_is_the_share_of_what_is_wanted() -> None:
    """Either of two entries meets a want that both have."""
    assert recall(["b"], [{"a", "b"}, {"c"}]) == 0.5
    assert recall(["b"], []) is None


def test_a_sentence_is_verbatim_in_the_entry_it_cites() -> None:
    """Not in another one that is cited as well."""
    texts = {1: "门取零到一。水流有正负。", 2: "别的话。"}
    assert verbatim("门取零到一。[1]水流有正负。[1]\n别的话。[2]", texts) == (3, 3)
    assert verbatim("别的话。[1]", texts) == (0, 1)
    assert verbatim("门取零到二。[1]水流有正负。[1]", texts) == (1, 2)


def test_a_mark_of_the_page_is_part_of_its_sentence() -> None:
    """It is no citation of ours."""
    assert verbatim("读了论文[4],弄懂了。[1]", {1: "读了论文[4],弄懂了。"}) == (1, 1)


def test_required_strings_are_found_however_they_are_written() -> None:
    """In other characters, width or case."""
    assert has("這是 ＬＯＳＳ 梯度", ["loss", "这是", "方差"]) == 2
