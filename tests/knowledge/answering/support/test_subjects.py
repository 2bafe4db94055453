import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.subjects import says_of_another

PASSAGE = "不确定采样容易反复选到离群样本；多样采样计算开销惊人。"


def wrong(claim: str, passage: str = PASSAGE, heading: str = "主动学习") -> bool:
    """Whether the claim says of one thing what the passage says of another."""
    return says_of_another(Likeness(read(claim), read(passage), {}), read(heading))


def test_what_is_said_of_another_is_wrong() -> None:
    """Whatever the two are called."""
    assert wrong("多样采样容易反复选到离群样本")
    assert not wrong("不确定采样容易反复选到离群样本")


@pytest.mark.parametrize(
    "passage", ["多样采样很新。它容易反复选到离群样本。", "多样采样很新。This 容易反复选到离群样本。"]
)
def test_a_pronoun_may_stand_for_it(passage: str) -> None:
    """A sentence that refers to the one before speaks of the same."""
    assert not wrong("多样采样容易反复选到离群样本", passage)


def test_a_clause_belongs_to_what_its_sentence_began_with() -> None:
    """Beside another of its kind a thing is held to what is said of it alone."""
    passage = "Ridge 有闭式解，系数会变小。Lasso 用坐标下降，会让部分系数为零。它也叫套索。"

    def mistaken(claim: str) -> bool:
        return says_of_another(Likeness(read(claim), read(passage), names.kinds(passage)), read("Ridge 与 Lasso"))

    assert mistaken("Ridge 会让部分系数为零")
    assert not mistaken("Lasso 会让部分系数为零")
    assert not mistaken("Ridge 也叫套索")


def test_a_claim_of_no_words_says_nothing_of_anything() -> None:
    """Only marks."""
    assert not wrong("——")


def test_the_heading_names_what_all_of_it_is_about() -> None:
    """It may stand before any sentence."""
    assert not wrong("多样采样容易反复选到离群样本", heading="多样采样")


def test_most_of_what_is_said_tells_whose_it_is() -> None:
    """Though some of it is said of the other too."""
    passage = "Mixup 把图和标签按比例线性混合。CutMix 把一块贴到另一张图上，标签按面积混合。"
    kinds = names.kinds(passage)
    for claim, is_wrong in (("Mixup 的标签按面积混合", True), ("CutMix 的标签按面积混合", False)):
        assert says_of_another(Likeness(read(claim), read(passage), kinds), ()) == is_wrong
