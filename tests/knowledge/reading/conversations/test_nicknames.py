"""People are called by a nickname."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.conversations.nicknames import UNKNOWN, nickname, nicknames


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Zhang Wei", "Zhang"),
        ("小明 王", "小明"),
        ("清华-小王", "小王"),
        ("小王-清华", "小王"),
        ("老王【出差中】", "老王"),
        ("小李 13812345678", "小李"),
        ("Dr. Bob Lee", "Bob"),
        ("🔥阿杰🔥", "阿杰"),
        ("约翰·史密斯", "约翰"),
        ("ml_fan", "ml_fan"),
        ("13812345678", UNKNOWN),
        ("@somebody", UNKNOWN),
        ("a@example.com", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_name_is_shortened(name: str | None, short: str) -> None:
    """Its first word, without numbers, addresses, employers, titles and last names."""
    assert nickname(name) == short


def test_people_of_one_name_are_told_apart() -> None:
    """The second one gets a number; deleted accounts too."""
    named = nicknames({"a": "小王", "b": "小王 北京", "c": None, "d": None})
    assert named == {"a": "小王", "b": "小王2", "c": UNKNOWN, "d": f"{UNKNOWN}2"}


@given(st.text(max_size=40))
def test_no_nickname_finds_anybody(name: str) -> None:
    """It is one short word without five digits in a row or an at sign."""
    short = nickname(name)
    assert 0 < len(short) <= 16
    assert not re.search(r"[0-9]{5}|@|\s", short)
