"""`zixue audit`."""

from tests.bot.cli.conftest import Command


def test_what_was_done_is_listed(command: Command) -> None:
    """In words and as JSON; of one person where that is asked for."""
    assert "Nothing of that kind" in command("audit").err
    for number in ("7", "8"):
        assert command("members", "ban", number, "--reason", "广告").code == 0
    (line, _) = command("audit").out.splitlines()
    assert "the command line: banned member 8" in line
    assert "reason: 广告, for ever" in line
    (shown,) = command("audit", "7", "--json").json["audits"]
    assert (shown["event"], shown["subject"], shown["actor"]) == ("ban", "member:7", "command line")
