import time

import pytest

from knowledge.weekly.writing import TextWarning, parsed, warnings_of


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("我的密钥是 sk-" + "aB3" * 10, {"api_key"}),
        ("`AKIA" + "A1B2C3D4E5F6G7H8" + "` 别外传", {"api_key"}),
        ("机器人 123456789:" + "Ab_-c" * 7, {"api_key"}),
        ("```\n-----BEGIN RSA PRIVATE KEY-----\n```", {"api_key"}),
        ("见 [接口](https://e.org/?key=ghp_" + "a1" * 18 + ")", {"api_key"}),
        ("gsk_" + "aB3d" * 13, {"api_key"}),
        ("pypi-AgEIcHlwaS5vcmc" + "aB3d" * 10, {"api_key"}),
        ("sk_live_" + "aB3d" * 6, {"api_key"}),
        ("GLM 的 " + "0a1b" * 8 + "." + "aB3d" * 4, {"api_key"}),
        ("钩子 https://hooks.slack.com/services/T00000000/B00000000/" + "aB3d" * 6, {"api_key"}),
        ("12345678901:" + "Ab_-c" * 7, {"api_key"}),
        ("WANDB_API_KEY=" + "0a1b" * 10, {"api_key"}),
        ("密码：Tr0ub4dor&3x", {"api_key"}),
        ("连 postgresql://zixue:pa55word@db.example/zixue", {"api_key", "email"}),
        ("`api_key = os.environ['KEY']`", set()),
        ("`password: str = Field(min_length=8)`", set()),
        ("提交 " + "3f5a9c1d" * 5, set()),
        ("电话13812345678联系", {"phone"}),
        ("电话００８６１３８１２３４５６７８", {"phone"}),
        ("电话 +86 138-1234-5678", {"phone"}),
        ("学习率 0.13812345678 与 113812345678901", set()),
        ("见 https://e.org/13812345678 与 10.1000/13812345678", set()),
        ("身份证 11010519491231002X", {"id_card"}),
        ("身份证 110105 19491231 002X", {"id_card"}),
        ("编号 110105194912310021", set()),
        ("写信到 a.b@e.org.cn", {"email"}),
        ("长" * 3001, {"too_long"}),
        ("https://e.org/a", {"too_short"}),
        ("![](attachment:1)", set()),
        ("本周读了一章。", set()),
    ],
)
def test_authors_are_asked_before_it_is_too_late(text: str, warnings: set[str]) -> None:
    """Secrets and numbers of people are found, numbers of other kinds are left alone."""
    assert set(warnings_of(parsed(text))) == {TextWarning(warning) for warning in warnings}


@pytest.mark.parametrize(
    "text", ["1" * 30_000, "a.a" * 10_000, "a@" * 15_000, f"a@{'a-' * 15_000}", "sk-" * 10_000, "密码:a" * 9000]
)
def test_hostile_text_is_looked_through_soon(text: str) -> None:
    """No run of characters is tried from each of its places."""
    document = parsed(text)
    begun = time.process_time()
    warnings_of(document)
    assert time.process_time() - begun < 0.5
