"""The numbers of references in a page."""

from knowledge.weekly.compiled import Reference
from knowledge.weekly.rendering.citations import Citations


def test_each_place_has_an_anchor_that_its_reference_knows() -> None:
    """In the order in which the page is written."""
    citations = Citations()
    assert 'id="cite-3-1" href="#ref-3">[3]<' in citations.cite(3)
    assert 'id="cite-3-2"' in citations.cite(3)
    assert citations.back(3) == ["cite-3-1", "cite-3-2"]
    assert citations.back(1) == []
    assert [one.number for one in citations.cited([Reference(1, "", "u"), Reference(3, "", "v")])] == [3]
