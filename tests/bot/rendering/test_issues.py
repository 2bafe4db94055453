"""Issues in Telegram: cards, sections, entries."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.rendering import Audience
from bot.rendering.issues import card, entry, poster, section, withdrawn
from bot.rendering.layout import Limits
from bot.terminal.markup import parse
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, IssueSection, Label, Section, Site
from tests.knowledge.weekly.rendering.printed_issue import paragraph, printed_issue

ZH, EN, NOWHERE = Audience("zh", "zixue_bot"), Audience("en", "zixue_bot"), Audience("zh", "")


def visible(page: str) -> str:
    """What can be read."""
    return parse(page)[0]


def large(entries: int) -> CompiledIssue:
    """An issue of one section with so many entries of some length."""
    body = (paragraph("这一段用来占地方，" * 30),)
    listed = tuple(
        IssueEntry(Label(4, Section.STUDY, n), f"第 {n} 篇 <笔记> {'长' * 80}", (Contribution(body, "小明", n),))
        for n in range(1, entries + 1)
    )
    return printed_issue(sections=(IssueSection(Section.STUDY, "学习心得", listed),))


def test_a_card_tells_what_is_in_an_issue() -> None:
    """Title, day, who edited it, how it begins, and each entry by its name, which opens it."""
    (page,) = card(printed_issue(), ZH)
    text = visible(page)
    for told in (
        "自学周刊 第 4 期",
        "2026-11-21 · 主编 老王 · 共 3 篇",
        "这一期谈门。",
        "论文速递 (1)",
        "#4-论1 门为什么要两个",
    ):
        assert told in text
    assert '<a href="https://t.me/zixue_bot?start=i_4-p1">#4-论1</a>' in page
    assert "更正" not in text


def test_a_correction_is_marked_with_its_day() -> None:
    """In the reader's language; the issue itself stays Chinese."""
    issue = printed_issue(corrected=dt.date(2026, 11, 23))
    assert "更正于 2026-11-23" in card(issue, ZH)[0]
    assert "corrected on 2026-11-23" in card(issue, EN)[0]
    assert "论文速递" in card(issue, EN)[0]


def test_a_poster_is_one_message_however_large_the_issue_is() -> None:
    """What does not go in is counted; both of Telegram's limits hold."""
    for count in (3, 30, 400):
        text, entities = parse(poster(large(count), ZH))
        assert len(text.encode("utf-16-le")) // 2 <= Limits().units
        assert len(entities) <= Limits().entities
        assert f"共 {count} 篇" in text
        listed = text.count("#4-心")
        assert listed == count or f"还有 {count - listed} 篇" in text


def test_a_section_has_its_entries_with_their_texts_and_references() -> None:
    """By the numbers that they have everywhere."""
    issue = printed_issue()
    text = "\n".join(map(visible, section(issue, issue.sections[1], ZH)))
    for told in (
        "自学周刊 第 4 期 · 学习心得",
        "先读了一篇笔记[2]，再看往期文章[3]。",
        "（应作者要求删除）",
        "References",
        "[2] 门的笔记",
    ):
        assert told in text
    assert "[1]" not in text
    assert "Two Gates" not in text
    assert "秘密" not in text


def test_an_entry_says_who_wrote_it_and_where_it_comes_from() -> None:
    """An anonymous one names nobody; a paper its authors, and who read it before."""
    issue = printed_issue()
    (page,) = entry(issue, issue.sections[0], issue.sections[0].entries[0], ZH)
    text = visible(page)
    for told in ("A. Author、B. Author", "第 2 期 小明也读过", "— 小红 · 转自 某频道", "— 匿名", "[1] Two Gates"):
        assert told in text
    assert '<a href="https://arxiv.org/abs/2401.00001"><b>门为什么要两个</b></a>[1]' in page


def test_without_a_name_of_the_bot_names_can_be_copied() -> None:
    """There is nothing that a link could lead to."""
    (page,) = card(printed_issue(), NOWHERE)
    assert "<code>#4-论1</code>" in page
    assert "t.me" not in page


@pytest.mark.parametrize("count", [1, 40])
def test_every_page_is_what_telegram_takes(count: int) -> None:
    """Markup, length, entities; and no word is lost between two pages."""
    issue = large(count)
    for pages in (card(issue, ZH), section(issue, issue.sections[0], ZH), [withdrawn(issue, ZH)]):
        for page in pages:
            text, entities = parse(page)
            assert len(text.encode("utf-16-le")) // 2 <= Limits().units
            assert len(entities) <= Limits().entities
    shown = "\n".join(map(visible, section(issue, issue.sections[0], ZH)))
    assert all(f"第 {n} 篇 <笔记>" in shown for n in range(1, count + 1))
    assert shown.count("这一段用来占地方") == 30 * count


def test_of_a_long_text_the_beginning_is_shown_where_the_rest_is_to_be_had() -> None:
    """By a link to its page; without an archive the chat has all of it."""
    issue = printed_issue()
    part = issue.sections[1]
    body = writing.parsed("\n\n".join(f"第 {n} 段。" + "这里说一件事。" * 40 for n in range(20)))
    long = replace(part.entries[0], contributions=(Contribution(body, "小明", 1),))
    told = {site: "\n".join(entry(issue, part, long, ZH, site)) for site in (Site("https://e.org"), Site())}
    cut, whole = told.values()
    assert f'<a href="https://e.org/issues/4/{long.label.slug}"><i>（全文见网页）</i></a>' in cut
    assert ("第 9 段" in cut, "第 19 段" in cut) == (True, False)
    assert ("第 19 段" in whole, "全文见网页" in whole) == (True, False)


def test_hostile_names_do_nothing() -> None:
    """Markup is shown, controls are gone, only web addresses are links."""
    bad = Contribution((), '<a href="javascript:x">小\u202e明</a>', 1, origin="\u200b<b>频道")
    study = replace(
        printed_issue().sections[1].entries[0], contributions=(bad,), url="javascript:alert(1)", number=None
    )
    issue = printed_issue(name="周\u202e<b>刊", sections=(IssueSection(Section.STUDY, "<i>学习心得", (study,)),))
    for page in (*card(issue, ZH), *section(issue, issue.sections[0], ZH)):
        assert "\u202e" not in page
        assert '<a href="javascript' not in page
        assert "&lt;b&gt;" in page or "&lt;i&gt;" in page
