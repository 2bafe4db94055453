"""An entry as a page."""

from lxml import html as lxml_html

from knowledge.weekly.compiled import Site
from knowledge.weekly.rendering.entries import entry_page
from tests.knowledge.weekly.rendering.printed_issue import NAMES, printed_issue


def test_an_entry_keeps_the_numbers_of_its_issue() -> None:
    """And lists those references that it cites."""
    issue = printed_issue()
    page = lxml_html.fromstring(entry_page(issue, issue.sections[1].entries[0], NAMES, Site("https://w.example.org")))
    assert [one.text_content() for one in page.iter("h1", "h2", "h3")] == ["小明", "起因", "推导", "References"]
    assert [one.get("id") for one in page.xpath("//li[@value]")] == ["ref-2", "ref-3"]
    assert page.xpath("//img/@src") == ["pictures/12.png"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://w.example.org/issues/4/4-n1"]
    assert {"../4", "../4#study", "../4#4-n1"} <= set(page.xpath("//a/@href"))


def test_what_was_deleted_is_nowhere_in_its_page() -> None:
    """Not in the description for previews either."""
    issue = printed_issue()
    page = entry_page(issue, issue.sections[1].entries[1], NAMES, Site())
    assert "（应作者要求删除）" in page
    assert "秘密" not in page
