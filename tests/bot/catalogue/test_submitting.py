"""The words of handing in."""

import pytest

from bot.catalogue.submitting import WARNINGS, CardHints
from knowledge.weekly.writing import TextWarning


@pytest.mark.parametrize("warning", list(TextWarning))
def test_every_warning_has_words_for_authors_and_editors(warning: TextWarning) -> None:
    """Their own each."""
    assert WARNINGS[warning].zh != CardHints("zh").warning(warning)
