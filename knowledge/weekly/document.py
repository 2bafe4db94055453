"""What members write, as a tree: the one model of text that every rendering of an issue starts from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

# --- inside a line --------------------------------------------------------------------------------


class Style(StrEnum):
    """How a stretch of text is set."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRUCK = "struck"
    UNDERLINED = "underlined"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Styled:
    """A stretch in one style."""

    style: Style
    inside: "tuple[Inline, ...]"
    kind: Literal["styled"] = "styled"


@dataclass(frozen=True, slots=True)
class Code:
    """Code inside a line."""

    text: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX inside a line, without its delimiters."""

    tex: str
    kind: Literal["formula"] = "formula"


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words that lead to an `http` or `https` address; `number` is that of the issue's references, once compiled."""

    inside: "tuple[Inline, ...]"
    url: str
    number: int | None = None
    kind: Literal["hyperlink"] = "hyperlink"


@dataclass(frozen=True, slots=True)
class Break:
    """A new line of the same paragraph."""

    kind: Literal["break"] = "break"


Inline: TypeAlias = Annotated[Text | Styled | Code | Formula | Hyperlink | Break, Field(discriminator="kind")]

# --- what stands below one another ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inside: tuple[Inline, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a note; `level` is 1 to 6 as written, and stands below the entry's own title."""

    level: int
    inside: tuple[Inline, ...]
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, without a line break at the end."""

    text: str
    language: str = ""
    kind: Literal["code_block"] = "code_block"


@dataclass(frozen=True, slots=True)
class FormulaBlock:
    """TeX on lines of its own, without its delimiters."""

    tex: str
    kind: Literal["formula_block"] = "formula_block"


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted."""

    inside: "tuple[Block, ...]"
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the first number, None where it has bullets."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None = None
    kind: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that came with a note, by the id of its attachment; in Markdown `![alt](attachment:12)`."""

    attachment: int
    alt: str = ""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    kind: Literal["rule"] = "rule"


Block: TypeAlias = Annotated[
    Paragraph | Heading | CodeBlock | FormulaBlock | Quote | Items | Table | Picture | Rule, Field(discriminator="kind")
]  # read from JSON by its kind: to try one after the other takes ten times as long

Document: TypeAlias = tuple[Block, ...]
"""A whole text."""
