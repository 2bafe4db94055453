"""Published entries as rows, and the words by which they are found."""

from typing import Any

from knowledge.language.folding import fold
from knowledge.weekly.compiled import Label, Section
from knowledge.weekly.issues import PublishedEntry


def entry_values(entry: PublishedEntry) -> dict[str, Any]:
    """The columns of an entry; `folded` is its title on the first line, and everything else on the second."""
    label = entry.label
    return {
        "slug": label.slug,
        "issue_number": label.issue,
        "section": label.section.value,
        "position": label.position,
        "title": entry.title,
        "authors": list(entry.authors),
        "text": entry.text,
        "folded": f"{_line(entry.title)}\n{_line(entry.text)} {_line(' '.join(entry.authors))}",
        "identity": entry.identity,
    }


def label_of(issue_number: int, section: str, position: int) -> Label:
    """The label of a row."""
    return Label(issue_number, Section(section), position)


def stretch(text: str, folded: str, word: str, length: int) -> str:
    """Some of a text around the first place where it has a folded word, else its beginning.

    Folding hardly changes how long a text is: where it does, the place is near.
    """
    line = folded.partition("\n")[2]
    at = max(line.find(word), 0) * len(text) // max(len(line), len(text), 1)
    begins = max(0, min(at - length // 4, len(text) - length))
    return f"{'…' if begins else ''}{text[begins : begins + length]}{'…' if begins + length < len(text) else ''}"


def _line(text: str) -> str:
    return " ".join(fold(text).split())
