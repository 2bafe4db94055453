"""A page of no particular shape: Markdown by its headings, plain text as one entry."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge.language.questions import asks
from knowledge.language.sentences import sentences
from knowledge.reading import light_markdown, markdown
from knowledge.reading.markdown import Kind
from knowledge.records import Draft, Page, Reading

NAME: Final = "outline"

_NAME: Final = re.compile(r"(?!.*(?:声明|授权|编辑|未知|关注|来源|email))[^:：;；,，/]{2,20}", re.IGNORECASE)
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*[^-_|–—\s]{1,14}(?:网|网站|频道|论坛|社区|博客|博客园)$")
_SPLIT: Final = 1200
_TINY: Final = 120
_SEVERAL: Final = 2
_LONGEST_TITLE: Final = 40
_NUMBERING: Final = re.compile(r"^(?:[\d.．、]+|[一二三四五六七八九十]+、|[(（][\d一二三四五六七八九十]+[)）])\s*")
_WORD: Final = re.compile(r"^(?!#)[^\n]*[^\W_]", re.MULTILINE)
_CUT_OFF: Final = re.compile(r"(?:\.\.\.|…|\[\.\.\.\]|阅读全文|查看更多|展开全文)\s*$")
_CLOSED: Final = re.compile(r"[ \t]+#+$")
_ANCHOR: Final = re.compile(r"\s*\{[#.:][^}]*\}$")
_NAMES: Final = re.compile(r"[,，、;；/&]|\band\b")
_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_GENERIC: Final = re.compile(
    r"(?:训练|测试|评估|评价|预测|推断|数据集?|数据|样本|模型|网络|算法|方法|函数|损失|优化|参数|结构|架构|整体|定义|初始化|读取|下载|准备|预处理"
    r"|处理|从零开始|简洁|实现|代码|实践|实验|结果|分析|应用|示例|例子|案例|场景|使用|安装|步骤|流程|过程|总结|小结|练习|思考|介绍|简介|概述|综述"
    r"|背景|动机|基础|基本|概念|原理|思想|核心|特点|优缺点|优点|缺点|优势|不足|改进|参考|文献|资料|链接|相关|阅读|工作|论文|附录|其他|更多|问题"
    r"|数学|[和与及的、：:()（） &])+|.{1,2}"
)
_MARKDOWN: Final = re.compile(r"^#{1,6} \S|^={3,}[ \t]*$|^[ \t]*```|\A---\n", re.MULTILINE)
_REPEATED: Final = 4
_FENCE: Final = ("```", "~~~")


@dataclass
class _Node:
    """A heading with the text right below it and the headings below that."""

    title: str
    level: int
    text: str = ""
    children: list["_Node"] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.text) + sum(child.size + len(child.title) for child in self.children)

    @property
    def questions(self) -> int:
        """How many headings below this one ask something and answer it."""
        return sum(child.questions + child.answers for child in self.children)

    @property
    def answers(self) -> bool:
        """Whether the heading asks something and there is text below it."""
        return asks(self.title) and self.size > 0

    @property
    def is_apart(self) -> bool:
        """Whether it is worth citing without what stands around it."""
        return self.size >= _TINY or self.answers or self.questions > 0

    def render(self, depth: int = 0) -> str:
        """The text with the headings below it, which begin with one `#` more than `depth`."""
        parts = [self.text]
        for child in self.children:
            parts += [f"{'#' * min(depth + 1, 6)} {child.title}", child.render(depth + 1)]
        return "\n\n".join(part for part in parts if part)


def score(page: Page) -> float:
    """Likely for Markdown; for everything else the last resort."""
    return 0.5 if _MARKDOWN.search(page.text) else 0.1


def read(page: Page) -> Reading:
    """One entry for a short page; otherwise an entry for each heading that is worth citing alone.

    A page is short up to 1200 characters, unless two of its headings ask something. A section of fewer than 120
    characters stays with the heading above it, unless a heading in it asks something.
    """
    matter, body = light_markdown.front_matter(page.text)
    root = _tree(light_markdown.simplify(body))
    root = _named(root, _SITE.sub("", matter.get("title") or page.title or ""))
    date = _date(matter.get("date"))
    author = _author(matter.get("author") or matter.get("authors") or "")
    found = _with_words(_entries(root, ()))
    return Reading(NAME, root.title, tuple(_draft(each, above, author, date) for each, above in found), date, page.url)


def _tree(text: str) -> _Node:
    root = _Node("", 0)
    path = [root]
    start = 0
    for block in markdown.stretches(text):
        if block.kind is not Kind.HEADING:
            continue
        path[-1].text = text[start : block.start].strip()
        node = _Node(_heading(text[block.start : block.end]), block.level)
        while path[-1].level >= node.level:
            path.pop()
        path[-1].children.append(node)
        path.append(node)
        start = block.end
    path[-1].text = text[start:].strip()
    return root


def _heading(line: str) -> str:
    words, _ = markdown.unlinked(_CLOSED.sub("", line.strip().lstrip("#")))
    return _ANCHOR.sub("", words.strip().strip("*").strip()) or "…"


def _named(root: _Node, title: str) -> _Node:
    """The root under the page's title: its front matter's, its only or first heading, or its first line."""
    only = root.children[0] if len(root.children) == 1 and len(root.text) < _TINY else None
    if only is not None and (title in only.title or only.title in title):
        only.text = "\n\n".join(text for text in (root.text, only.text) if text)
        only.title = max(title, only.title, key=len)
        return only
    root.title = title or (root.children[0].title if root.children else "")
    if not root.title:
        root.text = _without_repeated(root.text)
        root.title, root.text = _first_line(root.text)
    return root


def _first_line(text: str) -> tuple[str, str]:
    """A title from the first line, and the text without that line where it was a title and nothing else."""
    line, _, rest = text.partition("\n")
    if line.startswith(_FENCE):
        line, _, _ = rest.partition("\n")
        return line.strip()[:_LONGEST_TITLE], text
    if len(line) <= _LONGEST_TITLE and rest.strip() and not re.search(r"[。！？!?；;，,：:]$", line):
        return line.strip(), rest.strip()
    first = next(iter(sentences(line[:1000])), line).strip()
    return (first if len(first) <= _LONGEST_TITLE else f"{first[: _LONGEST_TITLE - 1]}…"), text


def _without_repeated(text: str) -> str:
    """The text without lines that stand in it four times or more, as page headers do."""
    lines = text.split("\n")
    counts = Counter(line.strip() for line in lines)
    return "\n".join(line for line in lines if not line.strip() or counts[line.strip()] < _REPEATED)


def _entries(node: _Node, above: tuple[str, ...]) -> Iterator[tuple[_Node, tuple[str, ...]]]:
    """Each node that is an entry with the headings above it, in the order of the page.

    Short sections before the first long one stay with the heading above them; those after it are entries, as they
    would otherwise stand before it.
    """
    answer = above and node.answers  # the questions below a question are parts of its answer
    if not node.children or (node.size <= _SPLIT and (answer or node.questions < _SEVERAL)):
        yield node, above
        return
    first = next((at for at, child in enumerate(node.children) if child.is_apart), len(node.children))
    own, apart = replace(node, children=node.children[:first]), node.children[first:]
    if own.size >= _TINY or own.children or not apart:
        yield own, above
    elif own.text:
        apart[0].text = "\n\n".join(text for text in (own.text, apart[0].text) if text)
    for child in apart:
        yield from _entries(child, (*above, node.title))


def _with_words(found: Iterable[tuple[_Node, tuple[str, ...]]]) -> list[tuple[_Node, tuple[str, ...]]]:
    """Those that there is something to read in; a heading without a word below it stays with the entry before it."""
    kept: list[tuple[_Node, tuple[str, ...]]] = []
    worded = False
    for node, above in found:
        has_words = _WORD.search(node.render()) is not None
        worded = worded or has_words
        if has_words or not kept:
            kept.append((node, above))
        else:
            kept[-1][0].children.append(node)
    return kept if worded else []


def _draft(node: _Node, above: tuple[str, ...], author: str | None, date: dt.date | None) -> Draft:
    text, links = markdown.unlinked(node.render())
    return Draft(
        title=f"{above[-1]} · {node.title}" if above and _needs_parent(node, above[-1]) else node.title,
        text=text.strip(),
        section=" › ".join(above[1:]) or None,
        author=author,
        date=date,
        links=links,
        truncated=_CUT_OFF.search(text) is not None,
    )


def _needs_parent(node: _Node, parent: str) -> bool:
    """Whether a title says too little by itself, or stands below a question that it answers."""
    if node.title == parent:
        return False
    bare = _NUMBERING.sub("", node.title)
    return _GENERIC.fullmatch(bare) is not None or asks(parent) or not node.is_apart


def _author(words: str) -> str | None:
    """A name, or several in a list, if all of them can be names."""
    names = [name.strip(" \"'") for name in _NAMES.split(words.strip("[] "))] if words.startswith("[") else [words]
    return "、".join(names) if all(_NAME.fullmatch(name) for name in names) else None


def _date(words: str | None) -> dt.date | None:
    match = _DATE.search(words or "")
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
