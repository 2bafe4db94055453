"""What `zixue ingest --dry-run` shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.previews import print_preview
from bot.cli.running import REFUSED
from knowledge.records import Entry, EntryChange, Fate, Line, Preview, SourceState
from tests.bot.cli.conftest import Command

NOTE = "# 门控\n\n遗忘门的值在零和一之间，它决定记忆留下多少，所以用 sigmoid 函数。损失写作[公式]。\n"
ENTRY = Entry("e1", "s1", 0, "门控", "遗忘门的值在零和一之间。\n" * 9, section="学习心得", author="大煌")
NEW = SourceState.NEW


def drawn(preview: Preview, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines on the screen."""
    print_preview(preview, "en")
    return capsys.readouterr().out.splitlines()


def test_nothing_is_kept_in_a_dry_run(command: Command, place: Path) -> None:
    """The entries and the repaired line are shown."""
    (place / "note.md").write_text(NOTE, encoding="utf-8")
    done = command("ingest", "--dry-run", "note.md")
    assert done.code == 0
    assert done.out.splitlines()[0] == "note.md · new · outline"
    assert "+ 门控" in done.out
    assert "[公式]" in done.out
    assert "〔公式缺失〕" in done.out
    assert command("sources", "--json").json == {"sources": []}


def test_a_dry_run_refuses_as_ingesting_does(command: Command, place: Path) -> None:
    """With the same sentence and code."""
    (place / "empty.md").write_bytes(b"")
    done = command("ingest", "--dry-run", "empty.md", "none.md")
    assert done.code == REFUSED
    assert done.out.count("! ") == 2


def test_a_dry_run_as_json_leaves_out_the_lines_that_are_kept(command: Command, place: Path) -> None:
    """What is dropped or repaired stands there with its fate."""
    (place / "note.md").write_text(NOTE, encoding="utf-8")
    (one,) = command("ingest", "--dry-run", "--json", "note.md").json["sources"]
    assert (one["path"], one["state"], one["reason"]) == ("note.md", "new", None)
    assert [entry["title"] for entry in one["entries"]] == ["门控"]
    assert [line["fate"] for line in one["lines"]] == ["repaired"]


def test_kept_lines_are_shortened_to_their_ends(capsys: pytest.CaptureFixture[str]) -> None:
    """A diff shows what changes, with a little around it."""
    kept = tuple(Line(f"line {number}", Fate.KEPT) for number in range(9))
    lines = drawn(Preview("a.md", NEW, "outline", (), kept), capsys)
    assert lines[1:4] == ["  line 0", "  ⋮ 7 more lines", "  line 8"]


def test_dropped_lines_stand_under_their_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """Every run of them once."""
    lines = (Line("登录", Fate.AROUND), Line("注册", Fate.AROUND), Line("第 3 页", Fate.NO_ENTRY))
    assert drawn(Preview("a.html", NEW, "outline", (), lines), capsys)[1:] == [
        "@@ outside the main text (navigation, advertising, comments)",
        "- 登录",
        "- 注册",
        "@@ part of no entry (headers, contents, footers)",
        "- 第 3 页",
        "",
    ]


def test_entries_without_lines_show_how_they_begin(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever allows messages to be kept has seen them."""
    preview = Preview("result.json", SourceState.REFUSED, "chat", (EntryChange(NEW, ENTRY),), reason="private_messages")
    lines = drawn(preview, capsys)
    assert lines[1].startswith("! This is a chat export")
    assert lines[2] == "+ 学习心得 · 门控 · 大煌 (117)"
    assert lines[3] == "    遗忘门的值在零和一之间。"
    assert lines[-2] == "  ⋮ 3 more lines"


def test_a_long_line_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    """To the width of a screen."""
    (_, line, _) = drawn(Preview("a.md", NEW, "outline", (), (Line("长" * 500, Fate.KEPT),)), capsys)
    assert line.endswith("…")
    assert len(line) < 120


def test_a_changed_entry_shows_the_lines_that_change(capsys: pytest.CaptureFixture[str]) -> None:
    """Below its title."""
    before = replace(ENTRY, text="遗忘门的值在零和一之间。\n旧的一句。")
    after = replace(ENTRY, text="遗忘门的值在零和一之间。\n新的一句。")
    change = EntryChange(SourceState.CHANGED, after, before)
    lines = drawn(Preview("a.md", SourceState.CHANGED, "outline", (change,)), capsys)
    assert lines[1:4] == ["~ 学习心得 · 门控 · 大煌 (18)", "    - 旧的一句。", "    + 新的一句。"]


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor begin a line of its own."""
    lines = drawn(Preview("a\n\x1b[31m.md", NEW, "outline", (), (Line("\x1b[2Jx", Fate.AROUND),)), capsys)
    assert lines[0] == "a\ufffd\ufffd[31m.md · new · outline"
    assert "\x1b" not in "".join(lines)
