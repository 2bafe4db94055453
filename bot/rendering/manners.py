"""A chat's manners as messages: what is set, with buttons, and what the bot is taught by."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.manners import Manners
from bot.rendering.audience import Audience
from bot.rendering.layout import messages
from bot.rendering.listings import sentence
from bot.rendering.references import title
from bot.rendering.runs import Block, Frame, Run, clipped
from bot.rendering.turning import turning
from knowledge.listening.calibrate_chat import Proposal, Wanting
from knowledge.records import ChatPolicy, Entry, GateQuality, ListenGate, Overheard, Policy

POLICY, LANGUAGE, SHADOW, CALIBRATE = "policy", "language", "shadow", "calibrate"
"""What the buttons are about."""

A_PAGE: Final = 10
_QUOTED: Final = 600
_LISTED: Final = 120
_POLICIES: Final = {
    Policy.QUIET: (Manners.QUIET, Manners.QUIET_BUTTON),
    Policy.MENTION: (Manners.MENTION, Manners.MENTION_BUTTON),
    Policy.LISTEN: (Manners.LISTEN, Manners.LISTEN_BUTTON),
}
_LANGUAGES: Final = {"zh": Manners.ZH, "en": Manners.EN, "auto": Manners.AUTO}

Page = tuple[str, Keyboard]
"""One message and the buttons under it."""


class Waiting(NamedTuple):
    """What waits for a label in a chat, the newest first, and how many have one, yes or no."""

    chat_id: int
    chat: str
    overheard: Sequence[Overheard]
    labels: int
    wanted: int


def policy(chat: ChatPolicy, audience: Audience, remarks: Sequence[Manners] = ()) -> Page:
    """When the bot speaks in a chat, and what stands in the way of that."""
    spoken = audience.language
    said = Manners.POLICY.say(spoken, policy=_POLICIES[chat.policy][0].say(spoken))
    lines = [said, *(one.say(spoken) for one in remarks)]
    row = [
        Button(_chosen(words.say(spoken), chosen=one is chat.policy), Press(POLICY, one.value).pack())
        for one, (_, words) in _POLICIES.items()
    ]
    return _text("\n".join(lines)), (tuple(row),)


def language(chat: ChatPolicy, audience: Audience, *, private: bool) -> Page:
    """Which language the bot speaks in a chat."""
    spoken, now = audience.language, chat.language if chat.language in _LANGUAGES else "auto"
    auto = Manners.AUTO_IN_PRIVATE if private else Manners.AUTO_IN_GROUP
    named = auto if now == "auto" else _LANGUAGES[now]
    row = [
        Button(_chosen(words.say(spoken), chosen=one == now), Press(LANGUAGE, one).pack())
        for one, words in _LANGUAGES.items()
    ]
    return _text(Manners.LANGUAGE.say(spoken, tongue=named.say(spoken))), (tuple(row),)


def shadow(said: Sequence[Manners], audience: Audience, *, shadowed: bool) -> Page:
    """Whether a chat has a shadow, with the button that changes it."""
    action, words = ("off", Manners.TURN_OFF) if shadowed else ("on", Manners.TURN_ON)
    button = Button(words.say(audience.language), Press(SHADOW, action).pack())
    return _text("\n".join(one.say(audience.language) for one in said)), ((button,),)


def card(overheard: Overheard, chat: str, entry: Entry | None, audience: Audience) -> Page:
    """The question about one message: should the bot have answered it?"""
    spoken = audience.language
    would = Manners.WOULD if overheard.would_answer else Manners.WOULD_NOT if entry else Manners.WOULD_NOT_AT_ALL
    blocks = [
        Block((Run(Manners.SHOULD_I.say(spoken, chat=chat)),)),
        Block((Run(clipped(overheard.text, _QUOTED)),), Frame.QUOTE, gap=1),
        Block((Run(would.say(spoken)),), gap=1),
    ]
    if entry is not None:
        blocks.append(Block((title(audience, "e", entry.id, entry.title),), gap=1))
    return messages(blocks)[0], (_labelling(overheard, audience),)


def listing(waiting: Waiting, at: int, audience: Audience) -> Page:
    """Ten of the messages that wait, with their buttons."""
    spoken, pages = audience.language, max(-(-len(waiting.overheard) // A_PAGE), 1)
    at = min(at, pages - 1)
    shown = waiting.overheard[at * A_PAGE : (at + 1) * A_PAGE]
    told = {"waiting": len(waiting.overheard), "labels": waiting.labels, "wanted": waiting.wanted}
    blocks = [Block((Run(Manners.WAITING.say(spoken, chat=waiting.chat, **told)),))]
    for n, one in enumerate(shown, at * A_PAGE + 1):
        day = audience.day(one.heard_at).isoformat()
        blocks.append(Block((Run(f"{n}. {clipped(one.text, _LISTED)} "), Run(day, ("i",))), gap=2 if n == 1 else 1))
    if not shown:
        blocks.append(Block((Run(Manners.NOTHING_WAITS.say(spoken)),)))
    rows = [_listed(n, one, at, audience) for n, one in enumerate(shown, at * A_PAGE + 1)]
    leaf = turning(at, pages, spoken, lambda page: Press(SHADOW, "list", page, 0, str(waiting.chat_id)).pack())
    return messages(blocks)[0], (*rows, leaf)


def chats(about: str, named: Sequence[tuple[int, str]], audience: Audience) -> Page:
    """Which group it is to be about."""
    rows = tuple((Button(clipped(name, 40), Press(about, "list", 0, 0, str(id_)).pack()),) for id_, name in named)
    return _text(Manners.CHOOSE_CHAT.say(audience.language)), rows


def wanting(short: Wanting, spoken: Language) -> str:
    """How many labels are wanting, in one sentence."""
    count = max(short.any_kind, short.wanted + short.unwanted)
    told = {"labels": short.labels, "count": count, "wanted": short.wanted, "unwanted": short.unwanted}
    return _text(Manners.TOO_FEW.say(spoken, **told))


def proposal(one: Proposal, chat_id: int, audience: Audience, ends: Manners) -> Page:
    """A fitted gate beside the one in use; with the button that uses it, unless it is used already."""
    spoken, new = audience.language, one.calibration.gate
    counts = {"labels": one.labels, "wanted": one.wanted, "unwanted": one.labels - one.wanted}
    lines = [Manners.LABELS.say(spoken, **counts), _quality(new.quality, new.threshold, spoken)]
    blocks = [Block((Run(Manners.PROPOSAL.say(spoken), ("b",)), Run("\n" + "\n".join(lines))))]
    if ends is not Manners.USED:
        blocks.append(_in_use(one.in_use, audience))
    blocks.insert(0 if ends is Manners.CHANGED else len(blocks), Block((Run(ends.say(spoken)),)))
    if ends is Manners.USED:
        return messages(blocks)[0], ()
    press = Press(CALIBRATE, "use", 0, 0, f"{chat_id}:{one.digest}")
    return messages(blocks)[0], ((Button(Manners.USE.say(spoken), press.pack()),),)


def _in_use(gate: ListenGate | None, audience: Audience) -> Block:
    spoken = audience.language
    if gate is None:
        return Block((Run(Manners.NONE_IN_USE.say(spoken)),))
    fitted = Manners.FITTED_TO.say(spoken, labels=gate.labels, day=audience.day(gate.fitted_at).isoformat())
    told = f"\n{fitted}\n{_quality(gate.quality, gate.threshold, spoken)}"
    return Block((Run(Manners.IN_USE.say(spoken), ("b",)), Run(told)))


def _quality(quality: GateQuality, threshold: float, spoken: Language) -> str:
    numbers = {"precision": quality.precision, "recall": quality.recall, "f1": quality.f1}
    shown = {name: f"{value:.2f}" for name, value in numbers.items()}
    said = Manners.QUALITY.say(spoken, threshold=f"{threshold:.2f}", **shown)
    return said + Manners.MEASURED.say(spoken)


def _labelling(overheard: Overheard, audience: Audience) -> tuple[Button, ...]:
    """The buttons of a card, with a mark at what was said."""
    spoken = audience.language
    yes = _chosen(Manners.SHOULD.say(spoken), chosen=overheard.label is True)
    no = _chosen(Manners.SHOULD_NOT.say(spoken), chosen=overheard.label is False)
    said = (("yes", yes), ("no", no), ("skip", Manners.SKIP.say(spoken)))
    return tuple(Button(text, Press(SHADOW, action, overheard.id).pack()) for action, text in said)


def _listed(number: int, overheard: Overheard, at: int, audience: Audience) -> tuple[Button, ...]:
    said = (("yes", Manners.SHOULD), ("no", Manners.SHOULD_NOT))
    return tuple(
        Button(f"{number} {words.say(audience.language)}", Press(SHADOW, action, overheard.id, at, "list").pack())
        for action, words in said
    )


def _chosen(text: str, *, chosen: bool) -> str:
    return f"✅ {text}" if chosen else text


def _text(text: str) -> str:
    return sentence(text)[0]
