"""`zixue issue`."""

from pathlib import Path

import pytest

from bot.cli.running import MISUSED, REFUSED
from knowledge import samples
from tests.bot.cli.conftest import Command

PAGE = next(path for path in samples.paths() if path.name == "weekly_issue.txt")


def test_an_old_issue_goes_in_and_comes_out_in_every_format(command: Command, place: Path) -> None:
    """And is listed, searched by the others, corrected and withdrawn, without Telegram."""
    imported = command("issue", "import", str(PAGE), "--json").json
    assert (imported["number"], imported["state"], imported["ingested"], imported["new"]) == (12, "published", 1, True)
    assert not command("issue", "import", str(PAGE), "--json").json["new"]
    (entries,) = {one["source_id"] for one in command("entries", "--json").json["entries"]}
    assert entries
    for form, needle in {
        "markdown": "References",
        "text": "青禾",
        "html": "<style>",
        "wechat": "<sup>[1]</sup>",
        "atom": "<feed",
    }.items():
        assert needle in command("issue", "show", "12", "--format", form).out
    assert command("issue", "show", "12", "--format", "json").json["number"] == 12
    file = place / "issue.pdf"
    command("issue", "show", "12", "--format", "pdf", "-o", str(file))
    assert file.read_bytes().startswith(b"%PDF")
    for wrong, why in {"--url https://e.org": "--reference", "--reference 1 --url ftp://e.org": "ftp://e.org"}.items():
        refused = command("issue", "correct", "12", *wrong.split())
        assert (refused.code, why in refused.err) == (MISUSED, True)
    right = "correct 12 --reference 1 --url https://arxiv.org/abs/1607.06450v1 --line 换了链接"
    assert command("issue", *right.split()).code == 0
    (listed,) = [one for one in command("issue", "list", "--json").json["issues"] if one["number"]]
    assert (listed["state"], listed["revision"], listed["ingested"]) == ("corrected", 2, 2)
    command("issue", "withdraw", "12")
    assert command("entries", "--json").json["entries"] == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("show 9", REFUSED, "9"),
        ("publish", REFUSED, "frozen"),
        ("freeze", REFUSED, "review"),
        ("correct 9 --reference 1 --url https://e.org", REFUSED, "9"),
        ("import nowhere.txt", MISUSED, "nowhere.txt"),
        ("compile -o nowhere/issue.md", MISUSED, "nowhere/issue.md"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(command: Command, line: str, code: int, said: str) -> None:
    """With a non-zero exit, and nothing on stdout."""
    ended = command("issue", *line.split())
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_closing_with_too_few_notes_says_why_the_issue_is_skipped(command: Command) -> None:
    """How many there are, and how many it takes."""
    closed = command("issue", "close")
    assert closed.code == 0
    assert "Notes at the cut-off: 0; needed: 3." in closed.err
    assert "skipped" in closed.err
