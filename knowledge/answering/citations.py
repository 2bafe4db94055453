"""Citations: checking that a model's sentences stand in what they cite, and numbering sources by first use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.support import WHOLE, is_block, supports, supports_block
from knowledge.language.sentences import sentences
from knowledge.language.words import language, topic_words, words
from knowledge.reading import markdown
from knowledge.records import Citation, Entry, Found, Source

_NUMBERS = r"\d{1,3}(?:\s*[-–,，、]\s*\^?\d{1,3})*"
_UNTOUCHED = (
    r"(?P<untouched>`[^`\n]+`|\$(?![\s\d$])[^$\n]{1,300}(?<!\s)\$(?!\d)|\\\([^\n]{1,300}?\\\))"  # a[1] is no mark there
)
_MARK = re.compile(rf"{_UNTOUCHED}|\s*[\[【]\^?(?P<numbers>{_NUMBERS})[\]】]")
_MARK_AFTER_STOP = re.compile(
    rf"{_UNTOUCHED}|(?P<stop>[。！？!?.;；…]+[”’\"'」』）)》*_]*)(?P<marks>(?:\s*[\[【]\^?{_NUMBERS}[\]】])+)"
)
_LINKED_MARK = re.compile(r"(\[\^?\d{1,3}\])\([^()\s]*\)")
_BOLD = "**"
_LEAST_KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, without marks, and the indices of the passages that support it."""

    text: str
    supports: tuple[int, ...]
    line: int


def claims(written: str) -> list[Claim]:
    """A model's text as claims with the passages it cites (from 0), unchecked.

    A mark may stand before or after the full stop and hold several numbers; 【1】 and [^1] count too. Links keep their
    words alone. What looks like a mark in code, a formula or a table is none; blocks of these are one claim each.
    """
    unlinked, _ = markdown.unlinked(_LINKED_MARK.sub(r"\1", written))
    found: list[Claim] = []
    for number, block in enumerate(markdown.blocks(unlinked)):
        text = unlinked[block.start : block.end].strip()
        if block.kind in WHOLE:
            found.extend([Claim(text, (), number)] * bool(topic_words(text)))
        else:
            found.extend(_sentence_claims(text, number))
    return found


def check(said: Sequence[Claim], found: Sequence[Found], near: Mapping[str, frozenset[int]]) -> list[Claim]:
    """The claims that stand in what was found, each citing only what supports it; empty if under half is left.

    A claim whose citation does not support it, or that has none, gets the passages that do. `near` holds, for a claim
    in another language than the passages, the numbers of the passages nearest to it by meaning.
    """
    kept: list[Claim] = []
    for claim in said:
        nearby = near.get(claim.text, frozenset())
        holds = supports_block if is_block(claim.text) else supports
        supporting = [
            index for index, one in enumerate(found) if holds(one.passage, claim.text, near=one.passage_id in nearby)
        ]
        kept.extend(citing(claim, supporting))
    return kept if len(kept) >= _LEAST_KEPT * len(said) else []


def citing(claim: Claim, supporting: Sequence[int]) -> list[Claim]:
    """The claim with those of its citations that support it, or else the first passage that does; nothing without."""
    cited = tuple(index for index in claim.supports if index in supporting) or tuple(supporting[:1])
    return [Claim(claim.text, cited, claim.line)] if cited else []


def number(said: Sequence[Claim], found: Sequence[Found]) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text with `[n]` by first use, one number an entry, and the citations in that order."""
    numbers: dict[str, int] = {}
    quotes: dict[str, Citation] = {}
    lines: dict[int, list[str]] = {}
    for claim in said:
        marks: list[int] = []
        for one in (found[index] for index in claim.supports):
            n = numbers.setdefault(one.entry.id, len(numbers) + 1)
            quotes.setdefault(one.entry.id, cite(n, one.entry, one.source, _nearest_sentence(claim.text, one)))
            marks.append(n)
        apart = "\n" if is_block(claim.text) else ""
        lines.setdefault(claim.line, []).append(claim.text + apart + "".join(f"[{n}]" for n in dict.fromkeys(marks)))
    return "\n".join(map(joined, lines.values())), tuple(quotes.values())


def joined(sentences: Sequence[str]) -> str:
    """Sentences as one line, with spaces between them where they are English."""
    return (" " if language(" ".join(sentences)) == "en" else "").join(sentences)


def cite(n: int, entry: Entry, source: Source, quote: str) -> Citation:
    """Citation `n` of an entry; every word and link of it comes from the library."""
    return Citation(
        n=n,
        entry_id=entry.id,
        title=entry.title,
        source=source.title,
        quote=quote,
        section=entry.section,
        author=entry.author,
        date=entry.date or source.date,
        url=entry.url or source.url,
    )


def _sentence_claims(line: str, number: int) -> Iterator[Claim]:
    before_stop = _MARK_AFTER_STOP.sub(lambda found: found["untouched"] or found["marks"] + found["stop"], line)
    for sentence in sentences(before_stop):
        bare = _MARK.sub(lambda found: found["untouched"] or "", sentence).strip()
        numbers = (found["numbers"] or "" for found in _MARK.finditer(sentence))
        marks = [int(mark) - 1 for several in numbers for mark in re.findall(r"\d+", several)]
        if topic_words(bare):
            yield Claim(_balanced(bare), tuple(dict.fromkeys(marks)), number)


def _balanced(sentence: str) -> str:
    """The sentence without marks of emphasis that begins or ends in a neighbour."""
    return sentence.replace(_BOLD, "").strip() if sentence.count(_BOLD) % 2 else sentence


def _nearest_sentence(claim: str, found: Found) -> str:
    wanted = set(topic_words(claim))
    return max(
        (sentence.strip() for sentence in sentences(found.passage.text) if sentence.strip()),
        key=lambda sentence: len(wanted.intersection(words(sentence))),
        default=found.passage.text,
    )
