"""What stands inside a line, from the parser's tokens."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from knowledge.weekly.document import Break, Code, Formula, Hyperlink, Inline, Picture, Style, Styled, Text
from knowledge.weekly.writing.addresses import web_address
from knowledge.weekly.writing.plain_text import words
from knowledge.weekly.writing.tidying import edged, joined, stripped
from knowledge.weekly.writing.visible import spaced, visible

_STYLES: Final = {
    "strong_open": Style.STRONG,
    "em_open": Style.EMPHASIS,
    "s_open": Style.STRUCK,
    "u_open": Style.UNDERLINED,
}
_ATTACHMENT: Final = re.compile(r"attachment:(\d{1,9})", re.ASCII)
_NUMBER: Final = re.compile(r"\^?\d{1,3}")
_LONGEST_WORDS: Final = 100
_LONGEST_ALT: Final = 200


@dataclass(slots=True)
class _Open:
    """What has begun and not ended."""

    inside: list[Inline]
    style: Style | None = None
    url: str | None = None


@dataclass(slots=True)
class Line:
    """Builds one line; `notes` are the footnotes by label, `pictures` those that stood in the line."""

    notes: Mapping[str, Sequence[Token]]
    pictures: list[Picture] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)

    def of(self, tokens: Iterable[Token]) -> tuple[Inline, ...]:
        """The line."""
        self._stack = [_Open([])]
        for token in tokens:
            if token.nesting > 0:
                self._begin(token)
            elif token.nesting < 0:
                self._end()
            else:
                self._stack[-1].inside.extend(self._leaf(token))
        while len(self._stack) > 1:
            self._end()
        return stripped(joined(self._stack[0].inside))

    def _begin(self, token: Token) -> None:
        """Nothing is wrapped in a style that is there already, in a link within a link, or where no address is."""
        style = _STYLES.get(token.type)
        if style and any(each.style is style for each in self._stack):
            style = None
        url = (
            web_address(str(token.attrs.get("href", ""))) if token.type == "link_open" and not self._in_link() else None
        )
        self._stack.append(_Open([], style, url) if style or url else _Open(self._stack[-1].inside))

    def _in_link(self) -> bool:
        return any(each.url for each in self._stack)

    def _end(self) -> None:
        ended = self._stack.pop()
        style, url = ended.style, ended.url
        if style is not None:
            self._stack[-1].inside.extend(edged(ended.inside, lambda inside: Styled(style, inside)))
        elif url is not None:
            whole = edged(ended.inside, lambda inside: linked(inside, url))
            self._stack[-1].inside.extend(whole if any(stripped(whole)) else [linked((), url)])

    def _leaf(self, token: Token) -> list[Inline]:
        match token.type:
            case "softbreak" | "hardbreak":
                return [Break()]
            case "formula":
                return [Formula(token.content)]
            case "bare_address":
                return [self._link((), token.content)]
            case "image":
                return self._image(token)
            case "footnote_ref":
                return self._note(str(token.meta["label"]))
            case _:
                return _words(token)

    def _link(self, inside: tuple[Inline, ...], url: str) -> Inline:
        link = linked(inside, url)
        return Text(words(link.inside)) if self._in_link() else link

    def _image(self, token: Token) -> list[Inline]:
        alt = words(Line({}).of(token.children or ()))[:_LONGEST_ALT].strip()
        source = str(token.attrs.get("src", ""))
        if (attachment := _ATTACHMENT.fullmatch(source)) is not None:
            self.pictures.append(Picture(int(attachment[1]), alt))
            return []
        url = web_address(source)
        text = (Text(alt),) if alt else ()
        return list(text) if url is None else [self._link(text, url)]

    def _note(self, label: str) -> list[Inline]:
        """A footnote in the place of its mark: its address under its words, or its words in brackets."""
        tokens = self.notes.get(label)
        if tokens is None:
            return [Text(f"[{label}]")]
        inside = Line({}).of(tokens)
        links = [one for one in inside if isinstance(one, Hyperlink)]
        if len(links) != 1:
            return [Text("（"), *inside, Text("）")] if inside else []
        own = words(one for one in inside if one is not links[0] or not is_bare(links[0])).strip(" ：:,，。.;；-—")
        return [self._link((Text(own),) if len(own) <= _LONGEST_WORDS else (), links[0].url)]


def _words(token: Token) -> list[Inline]:
    text = spaced(visible(token.content)).replace("\n", " ")
    if token.type == "code_inline":
        text = text.strip()
        return [Code(text)] if text else []
    return [Text(text)] if text else []


def linked(inside: Sequence[Inline], url: str) -> Hyperlink:
    """A link; where its words say nothing, or only the number of the author's own list, the address is the words."""
    text = words(inside).strip()
    return Hyperlink((Text(url),) if not text or _NUMBER.fullmatch(text) else tuple(inside), url)


def is_bare(link: Hyperlink) -> bool:
    """Whether a link's words are its address."""
    return link.inside == (Text(link.url),)
