"""A few of garak's prompts of every family, in every role; `make attack` sends more."""

import pytest

from tests.attack.garak_run import GARAK, run

pytestmark = pytest.mark.attack


def test_no_prompt_gets_a_link_or_a_secret_out() -> None:
    """No address but those cited, nothing else to tap, no preview, no rule of the model: in no payload."""
    if not GARAK.exists():
        pytest.skip("garak is not installed: `make attack` does it")
    report = run(most=4)
    assert report["wrong"] == []
    rendered = report["rendered"]
    assert {name.partition(": ")[2] for name in rendered} <= {"rendered", ""}
    assert sum(report["prompts"].values()) > 10_000
