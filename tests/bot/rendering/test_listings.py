"""Search results, sources and entries as messages."""

from dataclasses import replace

from bot.catalogue import Words
from bot.rendering import Audience, entry, found, sentence, source, sources
from bot.terminal.markup import parse
from knowledge.records import Link, LinkDescription, SourceSummary
from tests.bot.doubles import ENTRY, FOUND, LONG_ENTRY, SOURCE
from tests.fakes import NOON

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


def links_of(*links: Link, known: tuple[LinkDescription, ...] = ()) -> str:
    """What is listed of an entry's links."""
    message = entry(replace(ENTRY, links=links), SOURCE, ZH, {one.identity: one for one in known})[-1]
    return parse(message)[0].rpartition("文中链接：\n")[2]


def test_two_spellings_of_a_link_are_one() -> None:
    """The first stays, under whatever words there are."""
    links = (Link("https://arxiv.org/abs/2401.00001"), Link("http://arxiv.org/pdf/2401.00001v2.pdf", "论文"))
    assert links_of(*links) == "• 论文"
    assert 'href="https://arxiv.org/abs/2401.00001"' in entry(replace(ENTRY, links=links), SOURCE, ZH)[-1]


def test_a_link_shows_what_stands_behind_it() -> None:
    """Its title and first authors follow the page's own words, or stand for an address."""
    known = LinkDescription("arxiv:2401.00001", NOON, "Gates & <Memory>", ("Li", "Wang", "Zhao", "Sun"))
    address = "https://arxiv.org/abs/2401.00001"
    assert links_of(Link(address, "论文"), known=(known,)) == "• 论文 · Gates & <Memory> · Li, Wang, Zhao, …"
    assert links_of(Link(address, address), known=(known,)) == "• Gates & <Memory> · Li, Wang, Zhao, …"
    assert links_of(Link(address), known=(known,)) == "• Gates & <Memory> · Li, Wang, Zhao, …"


def test_a_title_is_not_said_twice() -> None:
    """The page may have called it so already."""
    known = LinkDescription("https://e.org/a", NOON, "Gates", ("Li",))
    assert links_of(Link("https://e.org/a", "gates"), known=(known,)) == "• gates · Li"


def test_a_link_that_had_nothing_to_say_is_as_before() -> None:
    """It was asked, and stays an address."""
    silent = LinkDescription("https://e.org/a", NOON)
    assert links_of(Link("https://e.org/a"), known=(silent,)) == "• https://e.org/a"
