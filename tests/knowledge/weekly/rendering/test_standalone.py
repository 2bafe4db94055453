"""A page as one file."""

from lxml import html as lxml_html

from knowledge.weekly.compiled import Artefact, Site
from knowledge.weekly.rendering.html import issue_page
from knowledge.weekly.rendering.standalone import standalone
from tests.knowledge.weekly.rendering.printed_issue import NAMES, printed_issue

PAGE = issue_page(printed_issue(), NAMES, Site("https://weekly.example.org"))
PICTURES = {name: Artefact(name, "image/png", b"\x89PNG") for name in NAMES.values()}


def test_a_page_that_is_written_to_a_file_needs_nothing_beside_it() -> None:
    """Its style, its icon and its pictures are in it; what it says stays."""
    page = lxml_html.fromstring(standalone(PAGE, PICTURES))
    assert page.xpath("//link[@rel='stylesheet']") == []
    assert "max-width" in page.findtext(".//style")
    (icon,) = page.xpath("//link[@rel='icon']/@href")
    assert [icon[:19], *page.xpath("//img/@src")] == ["data:image/svg+xml;", "data:image/png;base64,iVBORw=="]
    assert page.find("body").text_content() == lxml_html.fromstring(PAGE).find("body").text_content()


def test_links_of_a_file_lead_to_the_archive_where_there_is_one() -> None:
    """Those within the page stay within it."""
    page = lxml_html.fromstring(standalone(PAGE, PICTURES, "https://weekly.example.org/issues/4"))
    links = set(page.xpath("//body//a/@href"))
    assert {"https://weekly.example.org/issues/4/4-p1", "https://weekly.example.org/feed.atom", "#4-p1"} <= links
    assert all(one.startswith(("#", "http")) for one in links)
