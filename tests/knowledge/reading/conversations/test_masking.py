"""What leads to a person or opens a door is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.conversations.masking import MASK, mask


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678",
        "+86 138-1234-5678",
        "（+86）13812345678",
        "+44 20 7946 0958",
        "010-12345678",
        "some.body@example.com",
        "110101199003078515",
        "sk-abcdefghijklmnopqrstuv",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
        "tg://user?id=12345",
    ],
)
def test_numbers_addresses_and_keys_are_hidden(secret: str) -> None:
    """Nothing of it is left, the words around it are."""
    assert mask(f"找我 {secret} 就行") == f"找我 {MASK} 就行"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("QQ群：123456789", f"QQ群：{MASK}"),
        ("微信号: zhangsan", f"微信号: {MASK}"),
        ("加我微信 abc_123456", f"加我微信 {MASK}"),
        ("token=abcd1234abcd1234abcd", f"token={MASK}"),
        ("密码是 hunter2", f"密码是 {MASK}"),
        ("群号 study", f"群号 {MASK}"),
        ("http://x.cn/?tel=13812345678", f"http://x.cn/?tel={MASK}"),
    ],
)
def test_what_is_named_is_hidden(text: str, hidden: str) -> None:
    """The name stays, the account, key or number goes."""
    assert mask(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "https://www.zhihu.com/question/13812345678/answer/13912345678",
        "arXiv 1706.03762，损失 0.13812345678",
        "max_tokens=2048, lr=1e-5, seed=20240301",
        "微信公众号 和 wx 小程序",
        "参数量 110,000,000，形状 (32, 128, 768)",
    ],
)
def test_numbers_of_things_stay(text: str) -> None:
    """Addresses of articles, measurements and settings are not people's."""
    assert mask(text) == text


@given(
    st.text(alphabet="模型 abc：,。\n", max_size=20),
    st.text(alphabet="0123456789", min_size=9, max_size=9),
    st.text(alphabet="模型 abc：,。\n", max_size=20),
)
def test_no_mobile_number_is_left(before: str, digits: str, after: str) -> None:
    """Whatever words stand around it."""
    number = f"13{digits}"
    assert number not in mask(f"{before}{number}{after}")
