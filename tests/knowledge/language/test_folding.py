import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.folding import fold, simplify


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("卷積神經網絡", "卷积神经网络"),
        ("ＬＳＴＭ（１９９７）", "lstm(1997)"),
        ("ResNet", "resnet"),
        ("過\u200b擬\ufeff合", "过拟合"),
        ("a\u202eb\u2066c\u00ad", "abc"),
        ("\uf900", "岂"),
    ],
)
def test_one_thing_has_one_spelling(written: str, folded: str) -> None:
    """Characters are simplified, half width and lower case; nothing invisible is left."""
    assert fold(written) == folded


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_folding_again_changes_nothing_for_matching(text: str) -> None:
    """Folded text of Han and Latin characters is stable."""
    once = fold(text)
    assert not any(character in once for character in "\u200b\u202e\ufeff")
    assert simplify(once) == once


def test_simplifying_keeps_all_but_the_characters() -> None:
    """Case, width and marks stay: this is what is embedded."""
    assert simplify("ＬＳＴＭ 與 Adam，見 https://example.org") == "ＬＳＴＭ 与 Adam，见 https://example.org"


def test_text_without_han_is_left_alone() -> None:
    """No dictionary is needed for it."""
    assert simplify("Gates forget.") == "Gates forget."
