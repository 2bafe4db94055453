import pytest

from knowledge.answering.support.referents import resolved


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "skip-gram 预测上下文,cbow 预测中心词;前者更好,后者更快",
            "skip-gram 预测上下文,cbow 预测中心词;skip-gram更好,cbow更快",
        ),
        ("adam 和 sgd 都常用。后者泛化好", "adam 和 sgd 都常用。sgd泛化好"),
        ("岭回归有闭式解,lasso 没有。前者更稳", "岭回归有闭式解,lasso 没有。岭回归更稳"),
    ],
)
def test_the_former_and_the_latter_are_the_last_two_things(text: str, meant: str) -> None:
    """That clauses begin with, alone or joined."""
    assert resolved(text, ["岭回归"]) == meant


@pytest.mark.parametrize("text", ["cbow 更快,前者不然", "前者更快", "cbow 更快"])
def test_without_two_things_a_text_stays(text: str) -> None:
    """As it does where it refers to nothing."""
    assert resolved(text, []) == text
