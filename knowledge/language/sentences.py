"""Where a sentence of Chinese or English prose ends."""

import re
from collections.abc import Iterator
from typing import Final

# What is named `over` is stepped over whole, the rest ends a sentence. Inline formulas are bounded, so that a
# lone dollar sign costs little.
_TOKEN: Final = re.compile(
    r"""
    (?P<over>^[ \t]*```(?s:.*?)(?:^[ \t]*```[^\n]*|\Z)
      | \$\$[^$]{1,3000}\$\$ | \$[^$\n]{1,300}\$ | \\\([^\n]{1,300}?\\\) | `[^`\n]{1,300}`
      | https?://[!-~]+
      | &\#?\w{2,8};
    )
    | (?P<stop>(?:[。！？；…]|[!?;](?!=))+[”’"'」』）)】》\]]*)
    | (?P<dot>(?<!\.)\.++[”’"'」』）)】》\]]*(?=\s|\Z) | (?<=[^\W\d]|[”’"'」』）)】》\]`$%+])\.(?=[\u3400-\u9fff]))
    | (?P<line>\n+)
    """,
    re.VERBOSE | re.MULTILINE,
)
_NO_END: Final = re.compile(
    r"(?:^\W*(?:\d+|[一二三四五六七八九十]{1,3})[)）]?|\[[A-Z/]{1,5}\]|(?<![A-Z0-9_])(?:[A-Z]"
    r"|al|e\.g|i\.e|eg|ie|cf|vs|etc|fig|eq|sec|no|vol|pp|dr|mr|ms|prof|ref|approx|inc|ltd|corp|co|jr|st))\.$",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"(?:[-*+•]|>)[ \t]+")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The stretches `text[start:end]` of the sentences, without the white space around them."""
    start = 0
    for match in _TOKEN.finditer(text):
        if match["over"] or (
            match["dot"] and _is_abbreviation(text[max(start, match.start() - 11) : match.start() + 1])
        ):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, each verbatim, without list and quote marks before it.

    They end at 。！？；… and their ASCII forms, and at line ends; an ASCII full stop ends one only before
    white space or right before a Chinese character, and not in a number, numbering or an abbreviation. Code,
    formulas and addresses are never cut.
    """
    found = (_unmarked(text[start:end]) for start, end in spans(text))
    return [sentence for sentence in found if sentence]


def _is_abbreviation(words: str) -> bool:
    return _NO_END.search(words) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stretch = text[start:end]
    begin = start + len(stretch) - len(stretch.lstrip())
    if begin < end:
        yield begin, start + len(stretch.rstrip())


def _unmarked(sentence: str) -> str:
    while match := _MARK.match(sentence):
        sentence = sentence[match.end() :]
    return sentence
