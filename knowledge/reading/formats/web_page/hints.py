"""What the names of a page's boxes tell about the text in them."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from lxml import etree

from knowledge.reading.formats.web_page.tree import Element


class Hint(IntEnum):
    """How likely the text in a box belongs to the main text, by what the box is called.

    OTHERS is what others say or what is written elsewhere (comments, related pages); CHROME is the site's own;
    BODY is an article, POST a question, an answer, a reply or a section, of which a page has several.
    """

    OTHERS = -2
    CHROME = -1
    NONE = 0
    TEXT = 1
    BODY = 2
    POST = 3


# The names that sites themselves give the box of an article.
_BODY: Final = re.compile(
    r"""(?x)\b(?: js_content | rich_media_content | cnblogs_post_body | content_views | article_content
    | Post-RichText\w* | article-viewer | markdown-body | show-content | articleBody | article-?body
    | article-?content | post-?body | post-?content | entry-?content | TRS_Editor | zoom | blog-?content
    | article__content | contentText | artibody | main-?content-?text | rm_txt_con | text_area | left_zw
    | news_?content | detail-?content )\b"""
)
_POST: Final = re.compile(
    r"""(?x)\b(?: para | lemma-summary | RichContent-inner | QuestionRichText | (?<!Post-)RichText
    | topic_content | reply_content
    | postmessage_\d+ | t_f | d_post_content | bbs-content | answer-?content | question-?content | post-?text
    | js-post-body | cooked | fmt | reply-doc | (?:question|answer)-?(?:body|text|detail) )\b"""
)
_OTHERS: Final = re.compile(
    r"""(?xi)(?:^|[\s_-])(?: comments? | comment-?(?:list|box|area|item|wrap|form)\w* | commentlist | pinglun
    | feedback\w* | blog_comment_body | related\w* | relate | recommend\w* | recom | guess-?like\w*
    | hot-?(?:news|list|article|rank)\w* | copyright(?!rich)\w* | foot(?:er)? | share\w* | bdsharebuttonbox
    | ad | ads | advert\w* | adsense | guanggao | reward\w* | dashang | sidebar\w* | pager | pagination
    | breadcrumbs? | author-?(?:card|info|box|bio)\w* | pre-?next | prev-?next | login\w* | video-?player\w*
    | statement )(?:$|[\s_-])"""
)
_CHROME: Final = re.compile(
    r"""(?xi)(?:^|[\s_-])(?: side(?:nav|_?bar\w*)? | aside | footer\w* | nav(?:bar|i|igation|igator)?\d? | menu\w*
    | crumbs? | rec | hot\w* | rank\w* | social | toolbar\w* | banner | page-?nav | toc | catalog(?:ue)?
    | search\w* | subscribe | qr-?code | popup | modal | tag-?list | tags | user-?(?:card|info)\w*
    | profile_inner | signature | sign | friend-?link\w* | links? | top-?(?:bar|nav|menu) | header | widget\w*
    | vote | sponsor\w* | notice | tips? )(?:$|[\s_-])"""
)
# Answers and posts lie in boxes that are called by these names and no others.
_OWN: Final = re.compile(r"js_content|RichText|postmessage_\d+|t_f\b|reply_content|cnblogs_post_body|content_views")
_NAMED: Final = ("class", "id", "itemprop", "role")
_OTHER_TAGS: Final = frozenset({"nav", "footer", "aside"})
_TAGS: Final = frozenset({"article", "main", "header"}) | _OTHER_TAGS
_TEXT_TAGS: Final = frozenset({"article", "main"})
_LONGEST: Final = 300
_PROSE: Final = re.compile("[，。]")
_MOST: Final = 0.4
_ASIDE: Final = 0.1
_DOUBTS: Final = 20


class Hints:
    """The hints of one page's boxes: a box that holds most of the page's prose is no chrome, whatever it is called."""

    def __init__(self, root: Element) -> None:
        self._prose = _prose(root)
        self._doubts = _DOUBTS

    def of(self, element: Element, outer: Hint) -> Hint:
        """The hint of an element in a box of the hint `outer`."""
        names = " ".join(element.get(name, "") for name in _NAMED)[:_LONGEST]
        if not names.strip() and element.tag not in _TAGS:
            return outer
        if outer is Hint.OTHERS:
            return outer
        told = _told(element.tag, names, outer)
        if told < Hint.NONE and (outer < Hint.NONE or not self._holds_most(element)):
            return told
        if told >= Hint.BODY and (outer >= Hint.NONE or _OWN.search(names)):
            return max(told, outer)
        return max(outer, Hint.TEXT) if element.tag in _TEXT_TAGS and outer >= Hint.NONE else outer

    def _holds_most(self, element: Element) -> bool:
        if element.tag in {"body", "html"}:
            return True
        if not self._doubts:  # each doubt reads the box: without an end, nested boxes would cost quadratic time
            return False
        most = _prose(element) > _MOST * self._prose
        self._doubts -= most
        return most


def hinted(root: Element) -> Iterator[tuple[Element, Hint]]:
    """Every element of a tree, in order, with its hint."""
    boxes = Hints(root)
    hints = [Hint.NONE]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            hints.pop()
        else:
            hints.append(boxes.of(element, hints[-1]))
            yield element, hints[-1]


def _told(tag: str, names: str, outer: Hint) -> Hint:
    if tag in _OTHER_TAGS or _OTHERS.search(names):
        return Hint.OTHERS
    if _POST.search(names):
        return Hint.POST
    if _BODY.search(names):
        return Hint.BODY
    chrome = outer < Hint.BODY and (tag == "header" or _CHROME.search(names))
    return Hint.CHROME if chrome else Hint.NONE


def _prose(element: Element) -> float:
    """The characters of texts that read like sentences, and a little for those of others."""
    return sum(len(text) * (1 if _PROSE.search(text) else _ASIDE) for text in map(str.strip, element.itertext()))
