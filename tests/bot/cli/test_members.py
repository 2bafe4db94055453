"""`zixue members`."""

from tests.bot.cli.conftest import Command


def test_somebody_is_banned_listed_and_let_in_again(command: Command) -> None:
    """With the reason and the last day; a ban that is none, or over, is refused in one sentence."""
    assert "Nobody has talked" in command("members", "list").err
    assert command("members", "ban", "7", "--reason", "广告", "--until", "2999-01-31").code == 0
    (listed,) = command("members", "list", "--json").json["members"]
    assert (listed["user_id"], listed["ban_reason"]) == (7, "广告")
    assert listed["banned_until"].startswith("2999-01-31")
    assert "banned until 2999-02-01" in command("members", "list").out
    assert command("members", "unban", "7").code == 0
    again = command("members", "unban", "7")
    assert (again.code, again.err.count("\n")) == (2, 1)


def test_an_operator_without_a_chat_makes_somebody_admin(command: Command) -> None:
    """The last one stays, and is not banned; everything else is a role that can be given and taken."""
    assert "Nobody has a role" in command("members", "roles").err
    assert [command("members", "role", "7", given).code for given in ("admin", "admin")] == [0, 0]
    assert "is the only admin" in command("members", "role", "7", "none").err
    assert "is an admin" in command("members", "ban", "7", "--reason", "x").err
    assert [command("members", "role", *words).code for words in (("8", "admin"), ("7", "none"))] == [0, 0]
    assert command("members", "roles", "--json").json["roles"] == [
        {"user_id": 8, "role": "admin", "granted_by": "command line"}
    ]


def test_bad_words_are_told_in_one_line(command: Command) -> None:
    """What is no day, a day that is over, and what is no person."""
    for number, until, words in (
        ("7", "tomorrow", "is no day"),
        ("7", "2020-01-01", "is over already"),
        ("-100", "2999-01-01", "is no person's number"),
    ):
        done = command("members", "ban", "--reason", "x", "--until", until, "--", number)
        assert (done.code, done.err.count("\n"), words in done.err) == (2, 1, True)
