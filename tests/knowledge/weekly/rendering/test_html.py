"""An issue as a page."""

import datetime as dt
import re

from lxml import html as lxml_html

from knowledge.weekly.compiled import Contribution, IssueSection, Section, Site
from knowledge.weekly.rendering.html import issue_page
from knowledge.weekly.writing import parsed
from tests.knowledge.weekly.rendering.printed_issue import (
    NAMES,
    TRAPS,
    UNBROKEN,
    entry,
    one_note,
    paragraph,
    printed_issue,
)

SITE = Site("https://weekly.example.org")


def test_the_page_shows_the_whole_issue_in_its_order() -> None:
    """The foreword, the contents, each section with its entries, the references."""
    page = lxml_html.fromstring(issue_page(printed_issue(), NAMES, SITE))
    assert page.get("lang") == "zh-Hans"
    headings = [heading.text_content() for heading in page.iter("h1", "h2", "h3")]
    assert headings == [
        *("第 4 期", "刊首语", "本期内容", "论文速递", "门为什么要两个 #4-论1"),
        *("学习心得", "小明 #4-心1", "小刚 #4-心2", "References"),
    ]
    words = " ".join(page.text_content().split())
    for shown in ("小红 转自 某频道", "匿名", "第 2 期 小明也读过", "（应作者要求删除）", "A. Author、B. Author"):
        assert shown in words
    assert "秘密" not in words
    assert "更正" not in words
    assert [one.get("href") for one in page.iter("a") if one.getparent().tag == "h3"] == [
        *("4/4-p1", "4/4-n1", "4/4-n2")
    ]
    assert page.xpath("//img/@src") == ["4/pictures/12.png"]
    assert len(page.xpath("//svg/path")) == 2
    assert page.xpath("//meta[@property='og:url']/@content") == ["https://weekly.example.org/issues/4"]


def test_numbers_lead_to_references_and_back() -> None:
    """Every anchor that is linked is there, once."""
    page = lxml_html.fromstring(issue_page(printed_issue(), NAMES, SITE))
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    targets = {target[1:] for target in page.xpath("//a/@href") if target.startswith("#")}
    assert targets <= set(identifiers)
    assert {"ref-1", "ref-2", "ref-3", "cite-1-1", "cite-2-1", "cite-3-1", "4-p1", "4-n1"} <= targets
    assert [item.get("value") for item in page.xpath("//section[@id='references']//li")] == ["1", "2", "3"]


def test_the_page_needs_nothing_but_its_own_server() -> None:
    """No script, no style of its own, nothing that is fetched from elsewhere: a strict policy holds for it."""
    page = issue_page(printed_issue(), NAMES, SITE)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    fetched = lxml_html.fromstring(page).xpath("//img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert fetched
    assert not [address for address in fetched if re.match(r"[a-z]+:|//", address)]


def test_a_correction_is_marked_with_its_day() -> None:
    """And with the revision that one reads."""
    page = issue_page(printed_issue(revision=2, corrected=dt.date(2026, 11, 30)), NAMES, SITE)
    assert "更正" in page
    assert "2026 年 11 月 30 日" in page
    assert "第 2 版" in page


def test_nobody_is_named_where_nobody_is_known() -> None:
    """An imported entry without an author is not anonymous, it has none."""
    imported = IssueSection(Section.PAPERS, "论文", (entry(Section.PAPERS, 1, "题", Contribution((paragraph("文"),))),))
    assert "匿名" not in issue_page(printed_issue(sections=(imported,)), {}, SITE)


def test_names_and_titles_are_no_markup() -> None:
    """Whoever writes them."""
    evil = '"><script>\u202e'
    section = IssueSection(Section.STUDY, evil, (entry(Section.STUDY, 1, evil, Contribution((), evil, 1, evil)),))
    page = issue_page(printed_issue(name=evil, editor=evil, sections=(section,)), {}, SITE)
    assert "<script" not in page
    assert "\u202e" not in page


def test_chinese_text_is_not_broken() -> None:
    """Bold next to full-width marks, bare addresses, full-width letters, prices, and lines of a chat."""
    page = issue_page(one_note(parsed(TRAPS)), {}, SITE)
    for shown in (*UNBROKEN, 'href="https://e.org/a"', "上一行<br>\n下一行"):
        assert shown in page
