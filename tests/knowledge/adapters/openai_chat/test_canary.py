"""The word that gives the model's rules away."""

import base64

import pytest

from knowledge.adapters.openai_chat.canary import Canary

WORD = "0f1e2d3c4b5a6978"
WIDE = {ord(one): ord(one) + 0xFEE0 for one in WORD}


@pytest.mark.parametrize(
    "said",
    [
        WORD,
        WORD.upper(),
        "-".join(WORD),
        "\u200b".join(WORD),
        WORD.translate(WIDE),
        WORD.encode().hex(),
        *(base64.b64encode(f"{'x' * shift}{WORD} 之后".encode()).decode() for shift in range(5)),
        base64.urlsafe_b64encode(f"规则：{WORD}".encode()).decode(),
    ],
)
def test_it_is_known_again_in_disguise(said: str) -> None:
    """As a whole and character by character."""
    canary = Canary(WORD)
    text = f"好的，{said}。"
    assert canary.is_in(text, len(text))
    assert any(canary.is_in(text[: at + 1], 1) for at in range(len(text)))


def test_other_words_are_none() -> None:
    """Nor is a part of it, and no two processes have the same."""
    assert not Canary(WORD).is_in(f"{WORD[:-1]} 与 {base64.b64encode(b'0123456789abcdef').decode()}", 60)
    assert Canary().word != Canary().word
