"""Fixtures that every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine and dictionaries that load on first use make single examples slow at random.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The development data beside the checkout; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the development data (../shared) is not on this machine")
    return SHARED
