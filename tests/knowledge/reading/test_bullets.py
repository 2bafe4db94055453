import pytest

from knowledge.reading.bullets import listed, parted


@pytest.mark.parametrize(
    ("line", "following", "items"),
    [
        ("?小雨?阿杰", "", ["小雨", "阿杰"]),
        ("•小雨 •阿杰", "", ["小雨", "阿杰"]),
        ("- 小雨", "", ["小雨"]),
        ("?什么是过拟合??批大小怎么选", "", ["什么是过拟合?", "批大小怎么选"]),
        (
            "?为什么要归一化?不归一化会怎样?小雨",
            "为什么要归一化?不归一化会怎样",
            ["为什么要归一化?不归一化会怎样", "小雨"],
        ),
        ("**学习心得**", "", []),
        ("学习心得", "", []),
    ],
)
def test_contents_lines_are_parted(line: str, following: str, items: list[str]) -> None:
    """Items part at their bullets, but not at a question mark inside a title."""
    assert parted(line, following) == items


def test_lost_bullets_become_list_lines() -> None:
    """Each item stands on its own line, with its own question mark."""
    assert listed("看三点:\n?数据够吗?不够就增强。?损失?学习率如何选??最后") == (
        "看三点:\n- 数据够吗?不够就增强。\n- 损失\n- 学习率如何选?\n- 最后"
    )


def test_a_numbered_list_is_put_on_lines() -> None:
    """Three or more numbers in order begin lines; decimals and versions do not."""
    assert listed("1.先看2.5版的数据2.再训练3.最后评估") == "1.先看2.5版的数据\n2.再训练\n3.最后评估"
    assert listed("1.只有一条") == "1.只有一条"


def test_a_question_in_prose_is_left_alone() -> None:
    """Only a line that begins with a bullet is a list."""
    assert listed("为什么?因为简单。") == "为什么?因为简单。"
