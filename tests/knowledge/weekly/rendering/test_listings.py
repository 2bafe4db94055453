"""The pages of the archive that are no issue's."""

import pytest

from knowledge.weekly.rendering.listings import index_page, marked, message_page, search_page
from tests.knowledge.weekly.rendering.printed_issue import printed_issue


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("门控 LSTM <b>", ["lstm", "门控"], "<mark>门控</mark> <mark>LSTM</mark> &lt;b&gt;"),
        ("讀神經網絡", ["神经", "神经网络"], "讀<mark>神經網絡</mark>"),
        ("１２㍿的门", ["门"], "１２㍿的<mark>门</mark>"),
        ("无", [], "无"),
    ],
)
def test_what_was_sought_is_marked_as_it_is_written(text: str, words: list[str], shown: str) -> None:
    """In whichever script, case or width; also in a text whose folding is longer."""
    assert marked(text, words) == shown


def test_pages_say_what_there_is() -> None:
    """The list of issues, an empty search, one with nothing found, a sentence."""
    index = index_page("周刊", [printed_issue()], [3])
    assert 'href="./issues/4"' in index
    assert "这一期谈门。" in index
    assert 'href="./issues/3"' in index
    assert "还没有出刊" in index_page("周刊", [])
    assert "输入一个或几个词" in search_page("周刊", "", None)
    assert "没有条目" in search_page("周刊", '"><script>', [])
    assert "<script" not in search_page("周刊", '"><script>', [])
    assert 'href="../../"' in message_page("周刊", "没有", "一句话。", "../../")


def test_a_found_word_is_marked_also_beside_what_folds_into_several_characters() -> None:
    """The dots where a stretch is cut are three when folded, and a unit is two letters."""
    shown = marked("…在這裡 LSTM 有 3㎏…", ["lstm", "这里", "kg", "k"])
    assert shown == "…在<mark>這裡</mark> <mark>LSTM</mark> 有 3<mark>㎏</mark>…"
