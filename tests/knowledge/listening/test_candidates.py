"""Whether a message has words that the bot could answer."""

import pytest

from knowledge.listening.candidates import worth_hearing


@pytest.mark.parametrize(
    "text",
    [
        "池化层怎么算",
        "why is pooling used",
        "https://example.org/a 这篇里的门控是怎么推出来的",
        "nn.LSTM(input_size=8) 报错，形状对不上怎么办",
        "为什么 loss = nan？\nx = model(y)\n有人遇到过吗",
    ],
)
def test_words_are_heard(text: str) -> None:
    """Also beside a link or a line of code."""
    assert worth_hearing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好的好的",
        "  a b c d \n e ",
        "https://example.org/a/very/long/address?with=words www.example.org/another/one",
        "```python\nimport torch\nprint(torch.ones(3))",
        "import torch\nx = torch.ones(3)\nfor i in range(3):\n    x = x + i\nprint(x);",
        'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    return g(x)\nValueError: shapes',
    ],
)
def test_what_asks_nothing_is_not(text: str) -> None:
    """Too few words, nothing but links, listings and tracebacks."""
    assert not worth_hearing(text)
