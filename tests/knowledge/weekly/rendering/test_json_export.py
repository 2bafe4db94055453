import pytest
from pydantic import ValidationError

from knowledge.weekly.rendering.json_export import of_json, to_json
from tests.knowledge.weekly.rendering.trapped_issue import WEIXIN, trapped_issue


def test_what_is_frozen_comes_back() -> None:
    """The same issue, and of it the same bytes, in which every character stands as it was written."""
    data = to_json(trapped_issue())
    assert of_json(data) == trapped_issue()
    assert to_json(of_json(data)) == data
    for words in ("损失函数：", "，很好", "你好，世界！（Ａ）“引”", "价格$5和$6元，", WEIXIN, '"kind":"break"'):
        assert words in data.decode()


def test_other_bytes_are_no_issue() -> None:
    """A broken file is refused, not half read."""
    with pytest.raises(ValidationError):
        of_json(b'{"number":4}')
