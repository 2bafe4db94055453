import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.support.figures import figures, numeral, without_separators


def values(text: str) -> list[float]:
    """The values of a folded text's figures."""
    return [figure.value for figure in figures(without_separators(text))]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("50%", 0.5),
        ("百分之五十", 0.5),
        ("一半", 0.5),
        ("1/2", 0.5),
        ("二分之一", 0.5),
        ("50 percent", 0.5),
        ("五成数据", 0.5),
        ("五十个百分点", 0.5),
        ("3,500", 3500),
        ("三千五百步", 3500),
        ("1.10", 1.1),
        ("1.1 亿", 110_000_000),
        ("110m", 110_000_000),
        ("175 billion", 175e9),
        ("7b", 7e9),
        ("32k", 32_000),
        ("两个", 2),
        ("十二层", 12),
        ("twice", 2),
        ("twelve layers", 12),
        ("3 个百分点", 0.03),
        ("120 毫秒", 0.12),
        ("变成零", 0),
        ("1e-3", 0.001),
        ("a thousand steps", 1000),
        ("减半", 0.5),
    ],
)
def test_a_figure_is_a_number_however_it_is_written(written: str, value: float) -> None:
    """Shares are numbers below one, scales are multiplied out."""
    assert values(written) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "gpt-2",
        "v100",
        "resnet-152",
        "utf-8",
        "β1",
        "一个",
        "第一",
        "十分明显",
        "统一",
        "one of them",
        "几个",
        "函数百搭",
        "参数万千",
    ],
)
def test_what_is_no_figure_is_left_out(text: str) -> None:
    """Numbers of names, articles, and numerals that are parts of words."""
    assert values(text) == []


def test_a_range_has_one_scale() -> None:
    """The scale after it is that of both ends; two or three is both."""
    assert values("5 到 10%") == [0.05, 0.1]
    assert values("1.5-2 万") == [15_000, 20_000]
    assert values("2 到 4 倍") == [2, 4]
    assert values("两三层") == [2, 3]


@given(st.integers(1, 9999))
def test_numerals_are_read_as_they_are_spoken(number: int) -> None:
    """Every number below ten thousand."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    spoken = ""
    for place, digit in enumerate(map(int, str(number).zfill(4))):
        spoken += digits[digit] + units[3 - place] if digit else "零"
    assert numeral(spoken.strip("零") or "零") == number


@pytest.mark.parametrize(
    ("one", "other"),
    [("几百个", "数百个"), ("几千步", "several thousand steps"), ("几十万", "数十万"), ("几百", "hundreds of")],
)
def test_a_magnitude_is_a_figure_too(one: str, other: str) -> None:
    """That of several hundred, which is no hundred and no several thousand."""
    assert values(one) == values(other)
    assert len({*values("几十个"), *values("几百个"), *values("一百个"), *values("几千个")}) == 4
