"""A document for WeChat."""

import pytest

from knowledge.weekly.document import CodeBlock, Document, Hyperlink, Items, Picture, Table, Text
from knowledge.weekly.rendering.blocks import tex
from knowledge.weekly.rendering.wechat_blocks import WechatHtml, is_wechat
from tests.knowledge.weekly.rendering.printed_issue import ARTICLE, linked, paragraph

P = '<p style="margin:0 0 1em">'


@pytest.mark.parametrize(
    ("document", "html"),
    [
        ((paragraph(linked("笔记", "https://e.org/a#b", 7)),), f"{P}笔记<sup>[7]</sup></p>"),
        ((paragraph(linked("文", ARTICLE, 8)),), f'{P}<a href="{ARTICLE}">文</a><sup>[8]</sup></p>'),
        ((paragraph(linked("https://e.org/a", "https://e.org/a", 7)),), f"{P}七的标题<sup>[7]</sup></p>"),
        ((paragraph(linked("https://www.e.org/a", "https://www.e.org/a", 9)),), f"{P}e.org<sup>[9]</sup></p>"),
        ((paragraph(Hyperlink((Text("x"),), "javascript:a")),), f"{P}x</p>"),
        (
            (CodeBlock("if a:\n\tb < c"),),
            "<pre><code>if&nbsp;a:<br>&nbsp;&nbsp;&nbsp;&nbsp;b&nbsp;&lt;&nbsp;c</code></pre>",
        ),
        (
            (Items(((paragraph("一"), Items(((paragraph("内"),),))), (paragraph("二"),))),),
            "<section>• 一<section>• 内</section></section><section>• 二</section>",
        ),
        ((Items(((paragraph("一"),), (paragraph("二"),)), 9),), "<section>9. 一</section><section>10. 二</section>"),
        ((Picture(12, "图<"),), f"{P}<strong>【此处插入图片 1：图&lt;】</strong></p>"),
        ((Picture(13),), f"{P}〔图片缺失〕</p>"),
        (
            (Table(((Text("甲"),),), (((Text("乙"),),),)),),
            '<table border="1"><tr><th>甲</th></tr><tr><td>乙</td></tr></table>',
        ),
    ],
)
def test_what_the_editor_would_drop_is_written_otherwise(document: Document, html: str) -> None:
    """Links elsewhere are a number, lists are lines, white space in code is kept, pictures have a number."""
    assert WechatHtml({12: 1}, {7: "七的标题", 9: "https://www.e.org/a"}, tex).document(document) == html


def test_only_articles_of_wechat_are_its_own() -> None:
    """A host that only looks like it is not."""
    assert is_wechat("https://mp.weixin.qq.com/s/a")
    assert not is_wechat("https://mp.weixin.qq.com.e.org/s/a")
    assert not is_wechat("javascript://mp.weixin.qq.com/")
