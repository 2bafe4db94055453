"""The numbers of references in a page, each a link to the reference and back."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from knowledge.weekly.compiled import Reference


@dataclass(frozen=True, slots=True)
class Citations:
    """Counts where a page cites what, in the order in which it is written."""

    places: dict[int, list[str]] = field(default_factory=dict)

    def cite(self, number: int) -> Markup:
        """`[3]`, leading to reference 3, with an anchor of its own that the reference leads back to."""
        anchors = self.places.setdefault(number, [])
        anchors.append(f"cite-{number}-{len(anchors) + 1}")
        return Markup('<sup class="cite"><a id="{}" href="#ref-{}">[{}]</a></sup>').format(anchors[-1], number, number)

    def back(self, number: int) -> list[str]:
        """The anchors of the places that cite a reference."""
        return self.places.get(number, [])

    def cited(self, references: Iterable[Reference]) -> list[Reference]:
        """Those references that the page has cited so far."""
        return [reference for reference in references if reference.number in self.places]
