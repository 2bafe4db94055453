"""Settings in, one sentence and a code out."""

import pytest

from bot.catalogue import failure
from bot.cli.running import MISUSED, REFUSED
from knowledge.errors import LibraryDamaged, LibraryNewer, LibraryUnavailable
from tests.bot.cli.conftest import Command


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("ZIXUE_QUESTION_LIMIT", "abc", "valid integer"),
        ("ZIXUE_QUESTION_LIMIT", "3", "greater than or equal to 10"),
        ("ZIXUE_ANSWER_THRESHOLD", "7", "less than or equal to 1"),
        ("ZIXUE_EMBEDDER_ARGUMENTS", "{", "Invalid JSON"),
        ("ZIXUE_EMBEDDER_ARGUMENTS", "[1]", "valid dictionary"),
        ("ZIXUE_LANGUAGE", "fr", "'zh' or 'en'"),
        ("ZIXUE_LOG_LEVEL", "loud", "'debug'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(command: Command, name: str, value: str, problem: str) -> None:
    """With what is wrong and where to change it; nothing is made."""
    done = command("sources", **{name: value})
    assert (done.code, done.out, done.err.count("\n")) == (MISUSED, "", 1)
    assert done.err.startswith(f"{name}: ")
    assert problem in done.err
    assert done.err.endswith("Change it in the environment or in .env.\n")


@pytest.mark.parametrize("name", ["ask", "search", "ingest", "sources", "entries", "reindex"])
@pytest.mark.parametrize("where", ["afile", "afile/below", "/dev/null"])
def test_a_data_directory_that_cannot_be_used_is_one_sentence(command: Command, name: str, where: str) -> None:
    """For every command that needs one."""
    with open("afile", "w", encoding="utf-8") as file:  # noqa: PTH123  in the working directory
        file.write("mine")
    done = command(name, *(["afile"] if name in {"ask", "search", "ingest"} else []), ZIXUE_DATA_DIR=where)
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err == failure(LibraryUnavailable(), "en") + "\n"
    with open("afile", encoding="utf-8") as file:  # noqa: PTH123
        assert file.read() == "mine"


def test_sentences_say_what_can_be_done() -> None:
    """Each kind of trouble with the library asks for something else."""
    told = [failure(error(), "en") for error in (LibraryUnavailable, LibraryDamaged, LibraryNewer)]
    for sentence, remedy in zip(told, ["zixue doctor", "copy of library.sqlite", "upgrade"], strict=True):
        assert remedy in sentence
