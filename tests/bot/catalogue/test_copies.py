"""The words of backups, of restoring and of moving."""

import re
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue import failure
from bot.catalogue.copies import Copies
from knowledge.errors import CopyRefusal, CopyRefused

BOT = Path(catalogue.__file__).parents[1]


@pytest.mark.parametrize("words", Copies)
def test_both_languages_take_the_same_variables(words: Copies) -> None:
    """And the Chinese is Chinese, the English is not."""
    zh, en = words.value.zh, words.value.en
    assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))
    assert re.search("[\u4e00-\u9fff]", zh)
    assert not re.search("[\u4e00-\u9fff]", en)


@pytest.mark.parametrize("refusal", CopyRefusal)
def test_every_refusal_has_its_sentence(refusal: CopyRefusal) -> None:
    """With where it is, if it is somewhere, as a terminal may show it."""
    placed = "{where}" in Copies[refusal.name].value.en
    said = failure(CopyRefused(refusal, "a\x1b[31m.sqlite" if placed else ""), "en")
    assert said.count("a\ufffd[31m.sqlite") == placed


def test_every_word_is_said_somewhere() -> None:
    """One that nothing says any more is removed."""
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (*BOT.rglob("*.py"), *BOT.with_name("knowledge").rglob("*.py"))
    )
    refused = {refusal.name for refusal in CopyRefusal if f"CopyRefusal.{refusal.name}" in code}
    assert {words.name for words in Copies if f"Copies.{words.name}" not in code} == refused
    assert refused == {refusal.name for refusal in CopyRefusal}
