import time

import pytest

from knowledge.weekly.writing import parsed, plain, written

HOSTILE = ["> ", "- ", "[", "![", "[a](", "*a_ ", "`a", "\\(", "$$\n", "<u>", "[^1]", "&#8203;"]


@pytest.mark.parametrize("mark", HOSTILE)
def test_hostile_marks_cost_little(mark: str) -> None:
    """Thousands of marks that never end are read in the time of prose, and nothing raises."""
    began = time.process_time()
    assert parsed(mark * (5_000 // len(mark))) is not None
    document = parsed(mark * 200)
    assert parsed(written(document)) == document
    assert time.process_time() - began < 5


def test_deep_nesting_loses_no_word() -> None:
    """What is nested deeper than anybody reads stays as words."""
    assert plain(parsed("> " * 500 + "词")).endswith("词")
    assert plain(parsed("- " * 500 + "词")).endswith("词")


def test_a_text_beyond_all_bounds_is_read_as_paragraphs() -> None:
    """A text that can be no note is taken as it is, at once."""
    began = time.process_time()
    assert len(parsed("*a* [\n\n" * 20_000)) == 20_000
    assert time.process_time() - began < 20
