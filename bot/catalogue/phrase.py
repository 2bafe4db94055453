"""A sentence in the languages that people read."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages; `{names}` in it are filled by `say`."""

    zh: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        """The sentence with its variables filled in.

        Raises:
            KeyError: a variable of the sentence has no value.
            TypeError: a value has no place in the sentence.
        """
        template: str = getattr(self, language)
        if surplus := [name for name in values if f"{{{name}}}" not in template]:
            raise TypeError(*surplus)
        return template.format_map(values)


class Phrases(Enum):
    """Phrases by name: what the parts of the catalogue are."""

    def say(self, language: Language, **values: object) -> str:
        """The sentence with its variables filled in, as `Phrase.say` does."""
        phrase: Phrase = self.value
        return phrase.say(language, **values)


def language(language_code: str | None, otherwise: Language = "zh") -> Language:
    """The language for a user's IETF tag as Telegram sends it: English or Chinese if it says so, else `otherwise`."""
    match (language_code or "").lower().split("-")[0]:
        case "en" | "zh" as known:
            return known
        case _:
            return otherwise
