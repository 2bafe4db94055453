"""HTML of unknown shape to the light Markdown of its main text."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.reading.decoding import decode
from knowledge.reading.formats.web_page import bylines, headings, metadata, selection, threads, tree
from knowledge.reading.formats.web_page.blocks import Block, Kind, blocks


@dataclass(frozen=True, slots=True)
class MainText:
    """What one web page says: its main text as light Markdown with links, and what is known of it.

    `is_thread`: it is what several people said, each below a heading with their name.
    """

    text: str
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    is_thread: bool = False


def read(source: str, url: str | None = None) -> MainText:
    """The main text of a page, without what its reader would not see; empty where the page has no text at all.

    Raises:
        SourceRefused: the page has more elements, or deeper ones, than a page that people read.
    """
    root = tree.parse(source)
    if root is None:
        return MainText("")
    declared = metadata.declared(root)
    tree.prune(root)
    headings.promote(root)
    thread = threads.mark(root, declared.title or "")
    page = blocks(root, url)
    main = selection.posts(page) if thread else selection.main_blocks(page, declared.title or "")
    lines = _around(page, main)
    return MainText(
        text="".join(_joined(main)).strip(),
        title=_title(page, declared.title or ""),
        author=(thread.author if thread else None) or declared.author or bylines.stated_author(lines),
        date=declared.date or bylines.stated_date(lines, url),
        is_thread=thread is not None,
    )


def visible_text(name: str, data: bytes) -> str:
    """All that a page's reader sees, line by line, the main text and what stands around it.

    Raises:
        SourceRefused: as `read` and `decode` do.
    """
    root = tree.parse(decode(name, data))
    if root is None:
        return ""
    tree.prune(root)
    return "\n".join(line for block in blocks(root) for line in block.plain.split("\n") if line.strip())


def _around(page: Sequence[Block], main: Sequence[Block]) -> bylines.Lines:
    """The lines before, in and behind the main text."""
    places = {block.place: at for at, block in enumerate(page)}
    begin, end = (places[main[0].place], places[main[-1].place] + 1) if main else (len(page), len(page))
    lines = [block.plain for block in page]
    return bylines.Lines(lines[:begin], lines[begin:end], lines[end:])


def _joined(main: Sequence[Block]) -> Iterator[str]:
    """The blocks with a blank line before each paragraph; items and lines of one paragraph stay together."""
    before: Kind | None = None
    for block in main:
        tight = block.kind is before is Kind.ITEM or (block.kind is Kind.LINE and not block.apart)
        yield ("\n" if tight else "\n\n") + block.markdown
        before = block.kind


def _title(page: Sequence[Block], declared: str) -> str | None:
    """The first heading where it repeats what the page declares, that without the site's name, or the heading."""
    headings = [block.plain for block in page if block.kind is Kind.HEADING and block.markdown.startswith("# ")]
    repeated = next((heading for heading in headings if _is_part(heading, declared)), "")
    return repeated or metadata.without_site(declared) or (headings[0] if len(headings) == 1 else None)


def _is_part(heading: str, declared: str) -> bool:
    """Whether a title is this heading, alone or between the names of section and site."""
    edge = r"[\s\-_|–—·:：]"
    return len(heading) > 1 and re.search(rf"(?:^|{edge}){re.escape(heading)}(?:$|{edge})", declared) is not None
