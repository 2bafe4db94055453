"""What came of taking sources in: how far it is, and the summary with what can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.buttons import Keyboard
from bot.catalogue import Words, refusal
from bot.catalogue.administering import STATES, Intake
from bot.rendering.administering import button, paragraph
from bot.rendering.audience import Audience
from bot.rendering.layout import Limits, messages
from bot.rendering.references import title
from bot.rendering.runs import Block, Run, clipped, web_address
from knowledge.errors import Refusal
from knowledge.records import Ingested, SourceState, VectorCount

_ONE: Final = Limits(units=3500, entities=90)
_MOST: Final = 20
_MOST_BUTTONS: Final = 6
_NAME: Final = 60
_TITLE: Final = 30
_MARKS: Final = {
    SourceState.NEW: "🆕",
    SourceState.CHANGED: "♻️",
    SourceState.UNCHANGED: "＝",
    SourceState.REMOVED: "🗑",
    SourceState.REFUSED: "⚠️",
}


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far the reading is: of so many addresses these outcomes; `vectors` where they are waited for."""

    all: int
    done: int
    outcomes: tuple[Ingested, ...] = ()
    vectors: VectorCount | None = None


def progress(so_far: SoFar, audience: Audience) -> str:
    """One line."""
    spoken, read = audience.language, so_far.outcomes
    said = [Intake.READING.say(spoken, done=so_far.done, all=so_far.all)]
    if read:
        entries, passages = sum(one.entries for one in read), sum(one.passages for one in read)
        said.append(Intake.SO_FAR.say(spoken, entries=entries, passages=passages))
    if so_far.vectors and so_far.vectors.done + so_far.vectors.pending:
        whole = so_far.vectors.done + so_far.vectors.pending
        said.append(Intake.VECTORS.say(spoken, percent=100 * so_far.vectors.done // whole))
    return messages([paragraph(" · ".join(said))])[0]


def summary(
    outcomes: Sequence[Ingested], titles: Mapping[str, str], vectors: VectorCount | None, audience: Audience
) -> tuple[str, Keyboard]:
    """What came of each, with reasons where something was refused, and buttons that undo what is new."""
    spoken = audience.language
    counts = {state: sum(one.state is state for one in outcomes) for state in SourceState}
    said = ", ".join(STATES[state].say(spoken, count=count) for state, count in counts.items() if count)
    lines = [paragraph(Intake.DONE.say(spoken, counts=said), bold=True)]
    lines += [_outcome(one, titles, audience) for one in outcomes[:_MOST]]
    if vectors is not None and vectors.pending:
        lines.append(paragraph(Intake.VECTORS_FOLLOW.say(spoken, pending=vectors.pending)))
    new = [one.source_id for one in outcomes if one.state is SourceState.NEW and one.source_id]
    rows = tuple(
        (button(Intake.UNDO.say(spoken, title=clipped(titles.get(each, each), _TITLE)), "undo", more=each),)
        for each in dict.fromkeys(new[:_MOST_BUTTONS])
    )
    return messages(lines, _ONE)[0], rows


def _outcome(one: Ingested, titles: Mapping[str, str], audience: Audience) -> Block:
    mark = Run(f"{_MARKS[one.state]} ")
    if one.state is SourceState.REFUSED or one.source_id is None or one.source_id not in titles:
        return Block((mark, Run(clipped(_given(one.path), _NAME), ("code",)), Run(f" {_reason(one, audience)}")), gap=1)
    name_run = title(audience, "s", one.source_id, titles[one.source_id] or Words.UNTITLED.say(audience.language))
    counts = Intake.SO_FAR.say(audience.language, entries=one.entries, passages=one.passages)
    return Block((mark, name_run, Run(f" · {counts}")), gap=1)


def _given(path: str) -> str:
    """What somebody gave: an address, or the name of a file wherever it is kept."""
    return path if web_address(path) else path.rpartition("/")[2]


def _reason(one: Ingested, audience: Audience) -> str:
    if one.reason is None:
        return ""
    reason = Refusal(one.reason)
    if reason is Refusal.PRIVATE_MESSAGES:  # the command line's own words name its options
        return Intake.MESSAGES.say(audience.language)
    return refusal(reason, audience.language)
