"""What is set up, as a message with its buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.setting_up import SettingUpWords
from bot.rendering.layout import messages
from bot.rendering.runs import Block, Run, clipped
from knowledge.governance.places import Places
from knowledge.governance.setting_up import Place

ABOUT: Final = "setup"
STEPS: Final = (Place.GROUPS, Place.EDITORS, Place.CHANNEL, Place.NOTICES)
"""In the order in which they are asked for; buttons and Telegram's requests name them by their numbers from 1."""

_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """What is set, for the admin `reader`: `fixed` by the settings, chats by `titles`, and what they lack."""

    places: Places
    reader: int
    fixed: frozenset[str] = frozenset()
    titles: Mapping[int, str] = field(default_factory=dict)
    lacks: Mapping[int, SettingUpWords] = field(default_factory=dict)
    privacy: bool = False

    def name(self, chat_id: int, language: Language) -> str:
        """What a chat is called."""
        if chat_id > 0:
            return (SettingUpWords.MINE if chat_id == self.reader else SettingUpWords.SOMEBODYS).say(language)
        return clipped(self.titles.get(chat_id) or str(chat_id), _LONGEST)


def step_number(place: Place) -> int:
    """The number of a part in buttons."""
    return STEPS.index(place) + 1


def place_of(number: int) -> Place | None:
    """The part that has this number."""
    return STEPS[number - 1] if 1 <= number <= len(STEPS) else None


def words_of(place: Place, about: str = "") -> SettingUpWords:
    """The phrase of a part: its name, or such as `ASK` or `SKIP` with it."""
    name = place.value.upper()
    return SettingUpWords[f"{about}_{name}" if about else name]


def setting_of(place: Place) -> str:
    """The environment variable that decides a part."""
    return f"ZIXUE_{place.value.upper()}"


def chats_of(places: Places, place: Place) -> tuple[int, ...]:
    """The chats that have a part."""
    held = getattr(places, place)
    return held if isinstance(held, tuple) else () if held is None else (held,)


def page(shown: Shown, language: Language, *, ended: bool = False) -> tuple[list[str], Keyboard]:
    """All that is set, and buttons to change it; where it has `ended`, what to try next."""
    blocks = [Block((Run(SettingUpWords.TITLE.say(language), ("b",)),))]
    blocks += [Block(tuple(_line(shown, place, language)), gap=1) for place in STEPS]
    if shown.privacy:
        blocks.append(Block((Run(SettingUpWords.PRIVACY_MODE.say(language)),)))
    if ended:
        blocks.append(Block((Run(SettingUpWords.TRY_NEXT.say(language)),)))
    return messages(blocks), tuple(_rows(shown, language))


def _line(shown: Shown, place: Place, language: Language) -> Iterator[Run]:
    yield Run(f"{words_of(place).say(language)}：" if language == "zh" else f"{words_of(place).say(language)}: ")
    held = chats_of(shown.places, place)
    names = [shown.name(one, language) for one in held] or [SettingUpWords.NONE.say(language)]
    yield Run("、".join(names) if language == "zh" else ", ".join(names), ("b",) if held else ())
    if place.value in shown.fixed:
        by = SettingUpWords.BY_SETTING.say(language, name=setting_of(place))
        yield Run(f"（{by}）" if language == "zh" else f" ({by})")
    for one in held:
        if lack := shown.lacks.get(one):
            yield Run(f"\n⚠️ {lack.say(language)}")


def _rows(shown: Shown, language: Language) -> Iterator[tuple[Button, ...]]:
    free = [place for place in STEPS if place.value not in shown.fixed]
    row = tuple(
        Button(words_of(place, "CHANGE").say(language), Press(ABOUT, "choose", step_number(place)).pack())
        for place in free
    )
    yield row[:2]
    yield row[2:]
    for place in free:
        for chat_id in chats_of(shown.places, place):
            data = Press(ABOUT, "drop", step_number(place), more=str(chat_id)).pack()
            said = SettingUpWords.DROP.say(language, name=shown.name(chat_id, language))
            yield (Button(f"{said} · {words_of(place, 'SHORT').say(language)}", data),)


def here(language: Language, fixed: frozenset[str]) -> Keyboard:
    """What a group can be for."""
    parts = [place for place in (Place.GROUPS, Place.EDITORS, Place.NOTICES) if place.value not in fixed]
    return tuple(
        (Button(words_of(place, "HERE").say(language), Press(ABOUT, "here", step_number(place)).pack()),)
        for place in parts
    )
