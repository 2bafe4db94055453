"""What pages are set in."""

import hashlib

from knowledge.weekly.rendering.formulas import DEEPEST
from knowledge.weekly.rendering.layout import static


def test_a_file_is_named_by_its_hash() -> None:
    """So that it may be kept for ever."""
    style = static("style.css")
    assert style.name == f"style.{hashlib.sha256(style.data).hexdigest()[:12]}.css"


def test_every_depth_of_a_formula_has_its_class() -> None:
    """A page may have no style of its own."""
    style = static("style.css").data.decode()
    assert all(f".d{depth} {{ vertical-align: -" in style for depth in range(1, DEEPEST + 1))
