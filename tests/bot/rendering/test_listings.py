"""Search results, sources and entries as messages."""

from dataclasses import replace

from bot.catalogue import Words
from bot.rendering import Audience, entry, found, sentence, source, sources
from bot.terminal.markup import parse
from knowledge.records import SourceSummary
from tests.bot.doubles import ENTRY, FOUND, LONG_ENTRY, SOURCE

ZH = Audience("zh", "zixue_bot")


def test_results_are_numbered_with_the_beginning_of_their_passage() -> None:
    """A result shows its title, where it stands, and a line of its best passage."""
    shown = parse(found([FOUND, FOUND], ZH)[0])[0]
    assert shown.startswith("找到 2 条：\n\n1. 门控为什么用两种激活函数\n")
    assert "周刊 <第 9 期> · 疑问解答 · 小明 · 2024-05-01 · 原文\n" in shown
    assert "门的值 在零和一之间。很长" in shown
    assert "…" in shown


def test_no_results_are_said() -> None:
    """Silence is no answer to a search."""
    assert found([], ZH) == [Words.NOTHING_FOUND.say("zh")]


def test_sources_open_their_entries() -> None:
    """A source's title leads to the list of its entries."""
    message = sources([SourceSummary(SOURCE, 3, 9)], ZH)[0]
    assert '1. <a href="https://t.me/zixue_bot?start=s_s1">周刊 &lt;第 9 期&gt;</a> · 2024-05-01 · 3 条' in message


def test_many_sources_are_pages() -> None:
    """A long list is not one endless message."""
    pages = sources([SourceSummary(SOURCE, 3, 9)] * 300, ZH)
    assert len(pages) > 5
    assert all(len(parse(page)[0]) <= 1500 for page in pages)


def test_no_sources_say_how_to_add_some() -> None:
    """An empty library is the state of a newcomer."""
    assert "zixue ingest" in sources([], ZH)[0]


def test_a_source_lists_its_entries() -> None:
    """Every entry can be opened."""
    message = source(SOURCE, [ENTRY, LONG_ENTRY], ZH)[0]
    assert "start=e_e1" in message
    assert "start=e_e2" in message


def test_an_entry_is_shown_in_full() -> None:
    """Title, facts, id, text, the note that it is cut short, and its web links."""
    message = entry(ENTRY, SOURCE, ZH)[0]
    shown = parse(message)[0]
    assert shown.startswith(
        "门控为什么用两种激活函数\n周刊 <第 9 期> · 疑问解答 · 小明 · 2024-05-01 · 原文 · e1\n\n背景\n门的值"
    )
    assert Words.TRUNCATED.say("zh") in shown
    assert shown.endswith("文中链接：\n• 论文")
    assert "javascript" not in message


def test_a_long_entry_is_pages_that_hold_all_of_it() -> None:
    """Leafing shows everything once."""
    pages = entry(LONG_ENTRY, SOURCE, ZH)
    assert len(pages) > 2
    assert "".join(parse(page)[0] for page in pages).count("这一句用来占满页面。") == 500


def test_the_original_of_an_entry_without_an_address_is_its_source() -> None:
    """Better the page than nothing."""
    message = entry(replace(ENTRY, url=None), SOURCE, ZH)[0]
    assert '<a href="https://example.org/9?a=1&amp;b=2">原文</a>' in message


def test_a_sentence_is_escaped() -> None:
    """Words of the catalogue are plain text."""
    assert sentence("a < b") == ["a &lt; b"]
