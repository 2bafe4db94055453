import pytest

from knowledge.language.homophones import by_sound, misheard

KNOWN = by_sound(["卷积", "池化", "过拟合", "反向传播", "框架", "面试", "可扩展性", "扩展性", "卷积核"])


@pytest.mark.parametrize(
    ("run", "slips"),
    [
        ("卷集神经网络", {"卷集": "卷积"}),
        ("卷集和别的", {"卷集": "卷积"}),
        ("最大池话层", {"池话": "池化"}),
        ("怎么防止过你和", {"过你和": "过拟合"}),
        ("反向传波的推导", {"反向传波": "反向传播"}),
    ],
)
def test_a_name_of_the_same_sound_is_meant(run: str, slips: dict[str, str]) -> None:
    """With other characters that are part of no word."""
    assert dict(misheard(run, (), KNOWN)) == slips


@pytest.mark.parametrize(
    "run", ["经过你和我", "这个面是平的", "在这个框加文字", "扩展新的功能", "卷积", "进度", "全是别的字"]
)
def test_words_that_only_sound_alike_stay(run: str) -> None:
    """A dictionary's word is none mistyped, and what stands beside a word by chance is no name."""
    assert dict(misheard(run, (), KNOWN)) == {}


def test_what_is_named_rightly_is_right() -> None:
    """Within a name of the glossary nothing is mended."""
    assert dict(misheard("卷集", ["卷集"], KNOWN)) == {}


def test_two_names_of_one_sound_are_neither_meant() -> None:
    """It cannot be told which."""
    assert dict(misheard("池话", (), by_sound(["池化", "迟化"]))) == {}


def test_sounds_that_many_do_not_tell_apart_are_equal() -> None:
    """With h or without, with g or without."""
    assert dict(misheard("过拟横", (), by_sound(["过拟痕"]))) == {"过拟横": "过拟痕"}
