"""The WeChat kit."""

import datetime as dt
import io
import re
import zipfile

from lxml import html as lxml_html

from knowledge.weekly.compiled import CompiledIssue, Site
from knowledge.weekly.document import FormulaBlock
from knowledge.weekly.rendering.wechat import CONTENT_LIMIT, kit, server_page
from knowledge.weekly.writing import parsed
from tests.knowledge.weekly.rendering.printed_issue import (
    ARTICLE,
    PICTURES,
    PNG,
    TRAPS,
    UNBROKEN,
    one_note,
    paragraph,
    printed_issue,
)

SITE = Site("https://weekly.example.org")
TAGS = {
    *("section", "p", "span", "strong", "em", "u", "s", "sup", "sub", "br", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("blockquote", "pre", "code", "table", "tr", "th", "td", "a", "svg", "path"),
}
ATTRIBUTES = {"style", "href", "border", "width", "height", "viewBox", "viewbox", "fill", "d", "xmlns"}


def check(html: str) -> None:
    """Nothing but what the editor keeps."""
    tree = lxml_html.fromstring(html)
    assert {str(node.tag) for node in tree.iter()} <= TAGS
    assert {str(name) for node in tree.iter() for name in node.attrib} <= ATTRIBUTES
    assert {node.tag for node in tree.iter() if "style" in node.attrib} <= {"section", "p", "h2", "h3", "svg"}
    assert not re.search(r"position|grid|flex|var\(|calc\(|url\(", " ".join(tree.xpath("//@style")))
    assert all(address.startswith("https://mp.weixin.qq.com/") for address in tree.xpath("//a/@href"))


def test_the_article_holds_only_what_the_editor_keeps() -> None:
    """Its numbers are those of the issue, and the references stand at the end with their addresses."""
    article = kit(printed_issue(revision=2, corrected=dt.date(2026, 11, 30)), PICTURES, SITE).html
    check(article)
    tree = lxml_html.fromstring(article)
    assert tree.xpath("//a/@href") == [ARTICLE]
    assert [one.text for one in tree.iter("sup")] == ["[1]", "[2]", "[3]"]
    last = [one.text_content() for one in tree.iter("p")][-3:]
    assert last[:2] == ["[1] Two Gates: https://arxiv.org/abs/2401.00001", "[2] 门的笔记: https://e.org/notes?a=1&b=2"]
    assert all("word-break:break-all" in one.get("style") for one in list(tree.iter("p"))[-3:])
    assert "\n" not in article
    assert "（本期有更正：2026-11-30）" in article


def test_everything_is_counted_cut_and_warned_of() -> None:
    """Title 32, author 16, digest 128; an article that is too long says so."""
    long = printed_issue(name="长" * 40, editor="老" * 20, foreword=(paragraph("话" * 300),))
    made = kit(long, PICTURES, SITE)
    assert (len(made.title), len(made.author), len(made.digest)) == (32, 16, 128)
    assert made.characters == len(made.html) < CONTENT_LIMIT
    assert [word in warning for word, warning in zip(("标题", "作者", "图片"), made.warnings, strict=True)] == [
        True
    ] * 3
    too_long = kit(one_note((paragraph("长" * CONTENT_LIMIT),)), {}, SITE)
    assert "正文" in too_long.warnings[0]
    assert f"{too_long.characters:,}" in too_long.page


def test_formulas_are_drawn_as_far_as_there_is_room() -> None:
    """Of three the largest is typed where two have room; where there is none at all, all of them are."""
    assert kit(with_formulas(3), {}, SITE).html.count("<svg") == 3
    many = kit(with_formulas(8), {}, SITE)
    assert 5 <= many.html.count("<svg") < 8
    assert many.characters < CONTENT_LIMIT
    check(many.html)
    largest = FormulaBlock(r"\sum_{i=1}^{n} \frac{a_i + b_i}{c_i} \odot \tanh(W x_i + b)")
    small = (FormulaBlock("a^2"), FormulaBlock("b_t"))
    tight = kit(one_note((*small, largest, paragraph("长" * 15_500))), {}, SITE)
    assert (tight.html.count("<svg"), "tanh" in tight.html, tight.warnings) == (2, True, ())
    full = kit(one_note((*small, largest, paragraph("长" * CONTENT_LIMIT))), {}, SITE)
    assert "<svg" not in full.html


def with_formulas(count: int) -> CompiledIssue:
    """An issue with so many formulas."""
    return one_note(tuple(FormulaBlock(rf"h_t = o_{{{index}}} \odot \tanh(c_t)") for index in range(count)))


def test_the_zip_holds_the_page_and_the_pictures_by_number() -> None:
    """The page works as a file: its script and style are in it."""
    made = kit(printed_issue(), PICTURES, SITE)
    with zipfile.ZipFile(io.BytesIO(made.zipped)) as archive:
        assert archive.namelist() == ["index.html", "pictures/1.png"]
        assert archive.read("pictures/1.png") == PNG
        page = archive.read("index.html").decode()
    assert made.page == page
    assert made.html in page
    assert "navigator.clipboard.write" in page
    assert not re.search(r"<(?:script|link)[^>]+(?:src|href)=", page)
    assert "https://weekly.example.org/issues/4" in page


def test_the_page_on_the_server_has_its_script_as_a_file_and_the_form() -> None:
    """As a policy without inline script wants it."""
    issue = printed_issue()
    page = server_page(issue, kit(issue, {}, SITE).html, SITE, ("token", '"><script>', "不对"))
    assert "<script>" not in page
    assert "<style" not in page
    form = lxml_html.fromstring(page).forms[0]
    assert (form.method, form.fields["csrf"], form.fields["address"]) == ("POST", "token", '"><script>')
    assert 'role="alert">不对' in page


def test_chinese_text_is_not_broken() -> None:
    """The same text as on the page."""
    article = kit(one_note(parsed(TRAPS)), {}, SITE).html
    check(article)
    for shown in (*UNBROKEN, "看e.org", "上一行<br>下一行"):
        assert shown in article
