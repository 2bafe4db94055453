"""Everything that is frozen of an issue."""

import subprocess
import sys
from hashlib import sha256

import pytest

from knowledge.weekly.compiled import Site
from knowledge.weekly.rendering.artefacts import artefacts
from tests.knowledge.weekly.rendering.printed_issue import PICTURES, PNG, printed_issue

SITE = Site("https://weekly.example.org")
AGAIN = """
import hashlib
from knowledge.weekly.rendering.artefacts import artefacts
from tests.knowledge.weekly.rendering.printed_issue import PICTURES, printed_issue
from knowledge.weekly.compiled import Site
for file in artefacts(printed_issue(), PICTURES, b"%PDF", Site("https://weekly.example.org")):
    print(file.name, hashlib.sha256(file.data).hexdigest())
"""


def test_an_issue_is_all_of_its_files() -> None:
    """Each once, with its kind."""
    files = {file.name: file for file in artefacts(printed_issue(), PICTURES, b"%PDF", SITE)}
    assert list(files) == [
        *("frozen.json", "issue.json", "issue.md", "issue.txt", "issue.html"),
        *("entries/4-p1.html", "entries/4-n1.html", "entries/4-n2.html"),
        *("feed.html", "wechat.html", "wechat.zip", "issue.pdf", "pictures/12.png"),
    ]
    assert files["pictures/12.png"].data == PNG
    assert files["issue.pdf"].data == b"%PDF"
    assert files["pictures/12.png"].media_type == "image/png"
    assert all(
        b"\xe7\xa7\x98\xe5\xaf\x86" not in file.data for name, file in files.items() if not name.endswith(".json")
    )


@pytest.mark.faults
def test_the_same_issue_gives_the_same_bytes_in_another_process() -> None:
    """There is no clock in it, and no order by chance."""
    files = artefacts(printed_issue(), PICTURES, b"%PDF", SITE)
    here = [f"{file.name} {sha256(file.data).hexdigest()}" for file in files]
    there = subprocess.run([sys.executable, "-c", AGAIN], check=True, capture_output=True, text=True)  # noqa: S603  ours
    assert there.stdout.splitlines() == here
