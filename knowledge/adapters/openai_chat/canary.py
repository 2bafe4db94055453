"""A word that only the model's rules hold: an answer with it gives them away."""

import base64
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_NOT_A_WORD: Final = re.compile(r"[\W_]+")
_SPREAD: Final = 4
"""So far apart may its characters stand, in characters each."""


@dataclass(frozen=True)
class Canary:
    """A word of 16 digits, made anew for each process."""

    word: str = field(default_factory=lambda: secrets.token_hex(8))

    def is_in(self, said: str, newest: int) -> bool:
        """Whether the end of a text holds it, split, spaced, in wide letters, as hexadecimal or Base64.

        `newest` is how many characters are new since the text was last asked about.
        """
        longest = max(map(len, self._spellings))
        end = unicodedata.normalize("NFKC", said[-_SPREAD * longest - newest :])
        letters = _NOT_A_WORD.sub("", end).lower()
        return any(spelling in letters for spelling in self._spellings)

    @cached_property
    def _spellings(self) -> tuple[str, ...]:
        """In lower case: itself, and what of its Base64 does not depend on what stands around it."""
        raw = self.word.encode()
        framed = (base64.b64encode(b"\0" * shift + raw).decode()[4 if shift else 0 :] for shift in range(3))
        return (self.word, raw.hex(), *(text.rstrip("=")[:-2].lower() for text in framed))
