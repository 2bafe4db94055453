"""The posts of a thread or of a question page, each put under the name of who wrote it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from knowledge.reading.formats.web_page import bylines
from knowledge.reading.formats.web_page.hints import Hint, hinted
from knowledge.reading.formats.web_page.tree import Element

_MOST_POSTS: Final = 1000
_WHOLE: Final = frozenset({"pre", "table"})  # read as one, with no place for a heading
_ENTRY: Final = re.compile(r"\b(?:para|lemma-summary)\b")
_QUESTION: Final = re.compile(r"(?i)question")
_ANSWER: Final = re.compile(r"(?i)answer|repl(?:y|ies)")
_NAME: Final = re.compile(
    r"(?i)\b(?:authi|xw1|AuthorInfo-name|UserLink-link|d_name|p_author_name|user-?name|nick-?name|author-?name"
    r"|post-?author|user-details|creator|author|readName)\b"
)
_PROFILE: Final = re.compile(r"mod=space|space-(?:uid|username)-|/(?:member|people|users?|u|home/main)[/?]\S")
_NO_WRITER: Final = re.compile(r"(?:楼主|题主|沙发|板凳|地板|匿名\S*|\d+\s*[楼#])$")
_ASIDE: Final = re.compile(r"(?i)\b(?:comment|quote|cmt|pstl|sign)")
_QUOTE: Final = re.compile(r"(?i)\b(?:quote\w*|blockcode-quote|reply_?quote)\b")
_QUOTED: Final = re.compile(r"^.{1,60}?(?:发表于\s*\d|发布于\s*\d|写道[:：\s]|的帖子)[\s\d:：/-]*")
_ASKS: Final = re.compile(r"[?？]|请问|请教|求[助教问解]|怎么办|吗\s*$")
_LETTERS: Final = re.compile(r"[\W_]+")
_BUMP: Final = re.compile(
    r"(?i)(?:帮?顶|一下|下|路过|学习|了|谢谢|多谢|感谢|分享|楼主|大佬|lz|mark|马克|马|留名|留个脚印|占座|占楼|沙发|板凳|前排|收藏|支持"
    r"|[很真]?不错|好[帖贴文]|[好很]?赞|up|bump|同问|同求|坐等|蹲|围观|打卡|签到|看看|来|过来|我也|也|[帖贴]|辛苦|thanks?|thx|you|d|6|1)++"
)
_LONGEST_BUMP: Final = 30
_LONGEST_NAME: Final = 200  # with the white space around it
_ASKED: Final = frozenset({"问", "追问"})


@dataclass(slots=True)
class _Post:
    """A post's box, where the names around it are looked for, and what it says without marks."""

    box: Element
    unit: Element
    said: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread whose posts stand under names; `author` answered most, or else began it."""

    author: str | None


def mark(root: Element, title: str) -> Thread | None:
    """Put a heading such as `小北 问` or `老周 答` into each post of a pruned tree; none where nobody is named.

    Posts that only push the thread up go, and so do quotes of earlier posts. The first post asks where it or the title
    does; what its writer says later adds to it.
    """
    posts = _posts(root)
    _drop_quotes(posts)
    posts = list(_saying(posts))
    for post in posts:
        post.by = _writer(post)
    if not any(post.by for post in posts):
        return None
    roles = list(_roles(posts, title))
    for post, role in zip(posts, roles, strict=True):
        _put_under(post, role)
    answered = Counter(post.by for post, role in zip(posts, roles, strict=True) if role == "答" and post.by)
    return Thread(answered.most_common(1)[0][0] if answered else posts[0].by)


def _posts(root: Element) -> list[_Post]:
    """The outermost boxes of posts, and around each the largest box that holds no other; none where too many."""
    boxes: list[Element] = []
    inside: set[Element] = set()
    for element, hint in hinted(root):
        if element.getparent() in inside:
            inside.add(element)
        elif hint is Hint.POST and element.tag not in _WHOLE and not _ENTRY.search(element.get("class", "")):
            boxes.append(element)
            inside.add(element)
    if not 1 < len(boxes) <= _MOST_POSTS:
        return []
    held = Counter(above for box in boxes for above in _upward(box))
    posts = []
    for box in boxes:
        unit = [above for above in _upward(box) if held[above] == 1]
        posts.append(_Post(box, unit[-1] if unit else box, _LETTERS.sub("", "".join(box.itertext()))))
    return posts


def _upward(element: Element) -> Iterator[Element]:
    above: Element | None = element
    while above is not None:
        yield above
        above = above.getparent()


def _saying(posts: Sequence[_Post]) -> Iterator[_Post]:
    """The posts that say something; the others are emptied."""
    for at, post in enumerate(posts):
        said = _LETTERS.sub("", "".join(post.box.itertext()))
        if said and not (at and len(said) <= _LONGEST_BUMP and _BUMP.fullmatch(said)):
            yield post
        else:
            post.box.clear(keep_tail=True)


def _drop_quotes(posts: Sequence[_Post]) -> None:
    """Empty the quotes that say whom they quote, or repeat what stands in an earlier post."""
    earlier = ""
    for post in posts:
        for quote in list(_quotes(post.box)):
            words = " ".join("".join(f"{part} " for part in quote.itertext()).split())
            said = _LETTERS.sub("", _QUOTED.sub("", words))
            if _QUOTED.match(words) or (said and said in earlier):
                quote.clear(keep_tail=True)
        earlier += f"{post.said}\n"


def _quotes(box: Element) -> Iterator[Element]:
    events = etree.iterwalk(box, events=("start",))
    for _, element in events:
        if element is not box and (element.tag == "blockquote" or _QUOTE.search(element.get("class", ""))):
            events.skip_subtree()
            yield element


def _writer(post: _Post) -> str | None:
    """The first name before the post, or the last one behind it."""
    last: str | None = None
    behind = False
    events = etree.iterwalk(post.unit, events=("start",))
    for _, element in events:
        if element is post.box:
            behind = True
            events.skip_subtree()
        elif element is not post.unit and _ASIDE.search(element.get("class", "")):
            events.skip_subtree()
        elif _names(element) and (name := _name(element)):
            if not behind:
                return name
            last = name
    return last


def _names(element: Element) -> bool:
    if element.tag == "a" and _PROFILE.search(element.get("href", "")):
        return True
    return element.get("itemprop") == "name" or _NAME.search(element.get("class", "")) is not None


def _name(element: Element) -> str | None:
    words = element.get("content", "")[:_LONGEST_NAME]
    for part in () if words else element.itertext():  # no more of it: in boxes within boxes that would be quadratic
        words += part[:_LONGEST_NAME]
        if len(words) >= _LONGEST_NAME:
            break
    words = " ".join(words.split())
    return None if _NO_WRITER.match(words) else bylines.name(words)


def _roles(posts: Sequence[_Post], title: str) -> Iterator[str]:
    """What each post does; the first of a thread that asks nothing has no word for it."""
    starter = posts[0]
    asks = _is_question(starter)
    if asks is None:
        asks = _ASKS.search(title) is not None or _ASKS.search("".join(starter.box.itertext())) is not None
        yield "问" if asks else ""
    else:
        yield "问" if asks else "答"
    for post in posts[1:]:
        if not asks or post.by is None or post.by != starter.by:
            yield "答"
        else:
            yield "追问" if "".join(post.box.itertext()).rstrip().endswith(("?", "？")) else "补充"


def _is_question(post: _Post) -> bool | None:
    """Whether the page calls it a question or an answer; none where it calls it neither."""
    for above in _upward(post.box):
        names = f"{above.get('class', '')} {above.get('id', '')}"
        if _ANSWER.search(names):
            return False
        if _QUESTION.search(names):
            return True
        if above is post.unit or above.tag == "body":
            break
    return None


def _put_under(post: _Post, role: str) -> None:
    """Begin a post with its heading, and keep its own headings below that."""
    asked = role in _ASKED
    box, by = post.box, post.by or ("题主" if asked else "网友")
    for element in list(box.iter("h1", "h2")):
        element.tag = "h3"
    for element in list(box.iter("h3", "h4", "h5", "h6")) if asked else ():
        element.tag = "p"  # what stands below it is the question still
    heading = etree.Element("h2")
    heading.text, heading.tail, box.text = f"{by} {role}".strip(), box.text, None
    box.insert(0, heading)
