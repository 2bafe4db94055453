from pathlib import Path

from knowledge.reading import shapes
from knowledge.records import Page


def test_every_module_of_the_package_is_a_reader() -> None:
    """A shape is found by standing in the package, and carries its own file's name."""
    files = {path.stem for path in Path(shapes.__file__).parent.glob("*.py")} - {"__init__"}
    assert {getattr(reader, "NAME", None) for reader in shapes.shapes()} == files


def test_scores_are_chances() -> None:
    """Every reader scores any page between 0 and 1, and the best comes first."""
    page = Page("x", "# 标题\n\n一段话。")
    scores = [reader.score(page) for reader in shapes.shapes()]
    assert all(0 <= score <= 1 for score in scores)
    assert shapes.by_score(page)[0].score(page) == max(scores)


def test_markdown_goes_to_the_outline() -> None:
    """A page with headings and no known shape is read by them."""
    assert (
        shapes.by_score(Page("x.md", "# 一\n\n文。\n\n## 二\n\n文。"))[0].read(Page("x", "# 一\n\n文。")).shape
        == "outline"
    )
