"""`zixue members export` and `zixue members forget`."""

import json
import stat
import zipfile
from pathlib import Path

from tests.bot.cli.conftest import Command


def test_everything_of_somebody_is_written_into_a_file_and_then_erased(command: Command, place: Path) -> None:
    """The file is for its owner alone, and never another one's; nothing is erased without a yes."""
    command("members", "ban", "7", "--reason", "广告很多")
    assert command("members", "export", "7", "mine.zip").code == 0
    assert stat.S_IMODE((place / "mine.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(place / "mine.zip") as archive:
        told, shown = sorted(archive.namelist())
        (member,) = json.loads(archive.read(told))["member"]
        assert member["ban_reason"] == "广告很多"
        assert "广告很多" in archive.read(shown).decode()
    again = command("members", "export", "7", "mine.zip")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert command("members", "forget", "7", typed="n\n").code == 1
    assert "Everything of 7 is erased" in command("members", "forget", "7", "--yes").err
    (kept,) = command("members", "list", "--json").json["members"]
    assert (kept["user_id"], kept["name"], kept["ban_reason"]) == (7, "", "广告很多")
