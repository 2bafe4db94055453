from typing import Any

import pytest

from knowledge.weekly.writing import from_chat, parsed, plain

URL = "https://a.org/(x)"


def _entity(text: str, kind: str, words: str, **more: str) -> dict[str, Any]:
    before = text[: text.index(words)]
    return {"type": kind, "offset": _units(before), "length": _units(words), **more}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "entities", "markdown"),
    [
        ("**损失**：$x$ #论文", [("hashtag", "#论文")], "**损失**：$x$ #论文"),
        ("😀损失函数：衡量", [("bold", "损失函数：")], "😀**损失函数：**衡量"),
        ("ab cd ef", [("bold", "ab cd"), ("italic", "cd ef")], "**ab *cd*&#8203;** *ef*"),
        ("一 \n\n二", [("bold", "一 \n\n二")], "**一** \n\n**二**"),
        ("用a*b吧", [("code", "a*b")], "用`a*b`吧"),
        ("见\nx = 1\n后", [("pre", "x = 1", {"language": "python"})], "见\n\n```python\nx = 1\n```\n\n后"),
        ("引\n二\n后", [("expandable_blockquote", "引\n二")], "> 引\n> 二\n\n后"),
        ("看[1]文", [("text_link", "[1]文", {"url": URL})], f"看[&#91;1&#93;文](<{URL}>)"),
        ("点我", [("text_link", "点我", {"url": "tg://user?id=1"})], "点我"),
        ("a.org/b 与 train.py", [("url", "a.org/b"), ("url", "train.py")], "[a.org/b](https://a.org/b) 与 train.py"),
        ("上下", [("underline", "上"), ("strikethrough", "下"), ("spoiler", "下")], "<u>上</u>~~下~~"),
    ],
)
def test_styles_of_a_message_become_marks(text: str, entities: list[Any], markdown: str) -> None:
    """Each where it is read; a message without styles is Markdown as it was typed."""
    found = [_entity(text, kind, words, **(more[0] if more else {})) for kind, words, *more in entities]
    assert from_chat(text, found) == markdown


def test_entities_beyond_the_text_harm_nothing() -> None:
    """Offsets are taken as far as there is text, and no word is lost."""
    entities = [{"type": "bold", "offset": 1, "length": 99}, {"type": "pre", "offset": 2, "length": 0}]
    assert plain(parsed(from_chat("😀ab", entities))) == "😀ab"
