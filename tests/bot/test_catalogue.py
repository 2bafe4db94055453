"""The catalogue of sentences."""

import re
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue import REFUSALS, Phrase, Words, refusal
from knowledge.adapters.files import LIMIT
from knowledge.errors import (
    EmbedderRefused,
    IndexUnavailable,
    KnowledgeError,
    LibraryUnavailable,
    QuestionRefused,
    Refusal,
    SourceRefused,
    WriterFailed,
)
from knowledge.records import Notice

BOT = Path(catalogue.__file__).parents[1]


PHRASES: list[Phrase] = [*(words.value for words in Words), *REFUSALS.values()]


@pytest.mark.parametrize("phrase", PHRASES)
def test_both_languages_take_the_same_variables(phrase: Phrase) -> None:
    """A sentence that needs a number needs it in both languages."""
    variables = {tongue: set(re.findall(r"{(\w+)}", getattr(phrase, tongue))) for tongue in ("zh", "en")}
    assert variables["zh"] == variables["en"]


@pytest.mark.parametrize("phrase", PHRASES)
def test_chinese_is_chinese_and_english_is_not(phrase: Phrase) -> None:
    """Nobody reads a sentence of the other language."""
    han = re.compile("[\u4e00-\u9fff]")
    assert han.search(phrase.zh)
    assert not han.search(phrase.en)


def test_every_sentence_is_said_somewhere() -> None:
    """A sentence that nothing says any more is removed."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    by_name = {kind.name for kind in Notice}
    unsaid = {words.name for words in Words if f"Words.{words.name}" not in code} - by_name
    assert unsaid == set()


def test_a_missing_variable_fails() -> None:
    """A sentence with a hole is never shown."""
    with pytest.raises(KeyError):
        Words.FOUND.say("zh")


def test_an_unknown_variable_fails() -> None:
    """A misspelt variable is noticed."""
    with pytest.raises(TypeError):
        Words.FOUND.say("en", count=1, cuont=2)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("zh-hans", "zh"),
        ("de", "zh"),
        ("eng", "zh"),
        (None, "zh"),
    ],
)
def test_only_english_clients_read_english(code: str | None, expected: str) -> None:
    """Chinese is for everybody else."""
    assert catalogue.language(code) == expected


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_says_what_to_do(reason: Refusal) -> None:
    """A reason for refusing a source has words in both languages."""
    assert "请" in catalogue.refusal(reason, "zh")
    assert catalogue.refusal(reason, "en").endswith(".")


OF_THE_WEB = {
    Refusal.NO_SUCH_ADDRESS,
    Refusal.FORBIDDEN_ADDRESS,
    Refusal.UNREACHABLE,
    Refusal.NOT_ON_SITE,
    Refusal.SITE_REFUSES,
    Refusal.REDIRECTS,
    Refusal.CONTENT_TYPE,
    Refusal.ROBOTS,
    Refusal.TOO_LARGE,
}


@pytest.mark.parametrize("reason", [one for one in Refusal if one not in OF_THE_WEB])
def test_only_an_address_is_spoken_of_as_one(reason: Refusal) -> None:
    """A person who gave a file does not look for the mistake in the network."""
    assert not {"address", "network", "web"} & set(catalogue.refusal(reason, "en").lower().split())
    assert "网" not in catalogue.refusal(reason, "zh")


def test_too_large_tells_the_limit() -> None:
    """Of the shelf that refuses."""
    assert f"{LIMIT >> 20} MB" in catalogue.refusal(Refusal.TOO_LARGE, "zh")
    assert f"{LIMIT >> 20} MB" in catalogue.refusal(Refusal.TOO_LARGE, "en")


@pytest.mark.parametrize("kind", Notice)
def test_every_notice_has_a_line(kind: Notice) -> None:
    """A notice is one line."""
    assert "\n" not in catalogue.notice(kind, "zh")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (QuestionRefused(0, 500), Words.QUESTION_EMPTY),
        (LibraryUnavailable("secret"), Words.LIBRARY_UNAVAILABLE),
        (IndexUnavailable("secret"), Words.INDEX_UNAVAILABLE),
        (EmbedderRefused("secret"), Words.EMBEDDER_REFUSED),
        (WriterFailed("secret"), Words.FAILED),
        (KnowledgeError("secret"), Words.FAILED),
        (ZeroDivisionError("secret"), Words.FAILED),
    ],
)
def test_a_failure_becomes_its_sentence(error: Exception, words: Words) -> None:
    """The type chooses the sentence; the exception's own text is never in it."""
    assert catalogue.failure(error, "zh") == words.say("zh")


def test_a_refused_source_becomes_its_reason() -> None:
    """Wherever it comes up."""
    assert catalogue.failure(SourceRefused(Refusal.EMPTY), "zh") == refusal(Refusal.EMPTY, "zh")


def test_a_long_question_is_told_the_limit() -> None:
    """Somebody who has to shorten a question is told by how much."""
    said = catalogue.failure(QuestionRefused(900, 500), "en")
    assert "900" in said
    assert "500" in said
