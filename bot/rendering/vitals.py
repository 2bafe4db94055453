"""The health of a deployment in short lines: what is well, and what somebody should look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.catalogue.administering import Vitals
from bot.metrics import Condition
from bot.rendering.audience import Audience
from bot.rendering.layout import messages
from bot.rendering.runs import Block, Run, one_line
from knowledge.records import VectorCount
from knowledge.spine.outbox import EffectState

_WAITS_LONG: Final = 60.0
_LAGS_LONG: Final = 30.0
_CLOCK_IS_OFF: Final = 5.0


@dataclass(frozen=True, slots=True)
class ModelCondition:
    """The language model: what it is called, how often in a row it has failed, and whether it is left alone now."""

    name: str
    failures: int
    left_alone: bool


@dataclass(frozen=True, slots=True)
class Machine:
    """What this process runs on: megabytes free of its disk (and the least there should be) and used, processes."""

    free: int
    least_free: int
    used: int
    processes: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that tells how the bot is; without a `condition` the database did not answer."""

    condition: Condition | None
    vectors: VectorCount | None
    model: ModelCondition | None
    machine: Machine
    clock_seconds: float


class Vital(NamedTuple):
    """One line: whether it is well, and what it says."""

    well: bool
    says: str


def vitals(facts: Facts, audience: Audience) -> list[Vital]:
    """Every line, in the order in which they depend on each other."""
    return [*_database(facts, audience), *_model(facts.model, audience), *_machine(facts, audience)]


def health(facts: Facts, audience: Audience) -> str:
    """All of it as one HTML message."""
    lines = vitals(facts, audience)
    said = [f"{'✅' if one.well else '⚠️'} {one.says}" for one in lines]
    head = Block((Run(summary(lines, audience), ("b",)),))
    return messages([head, *(Block((Run(one_line(text)),), gap=1) for text in said)])[0]


def summary(lines: list[Vital], audience: Audience) -> str:
    """The same in one line."""
    bad = sum(not one.well for one in lines)
    said = Vitals.LOOK_AT.say(audience.language, count=bad) if bad else Vitals.WELL.say(audience.language)
    return f"{'⚠️' if bad else '✅'} {said}"


def _database(facts: Facts, audience: Audience) -> Iterator[Vital]:
    spoken, now = audience.language, facts.condition
    if now is None:
        yield Vital(well=False, says=Vitals.NO_DATABASE.say(spoken))
        return
    yield Vital(well=True, says=Vitals.DATABASE.say(spoken))
    behind = Vitals.INDEX_BEHIND.say(spoken, changes=now.lag_changes, seconds=round(now.lag_seconds))
    yield Vital(now.lag_seconds < _LAGS_LONG, behind if now.lag_changes else Vitals.INDEX.say(spoken))
    if facts.vectors is not None:
        yield Vital(well=True, says=Vitals.VECTORS.say(spoken, done=facts.vectors.done, pending=facts.vectors.pending))
    waits = Vitals.INBOX.say(spoken, waiting=now.waiting, seconds=round(now.oldest_seconds))
    yield Vital(now.oldest_seconds < _WAITS_LONG, waits if now.waiting else Vitals.INBOX_EMPTY.say(spoken))
    if now.buried:
        yield Vital(well=False, says=Vitals.BURIED.say(spoken, count=now.buried))
    yield _outbox(now, audience)


def _outbox(now: Condition, audience: Audience) -> Vital:
    pending = now.effects.get(EffectState.PENDING, 0) + now.effects.get(EffectState.SENDING, 0)
    failed, uncertain = (now.effects.get(state, 0) for state in (EffectState.FAILED, EffectState.UNCERTAIN))
    says = Vitals.OUTBOX.say(audience.language, pending=pending, failed=failed, uncertain=uncertain)
    return Vital(not failed and not uncertain, says)


def _model(model: ModelCondition | None, audience: Audience) -> Iterator[Vital]:
    if model is None:
        yield Vital(well=True, says=Vitals.NO_MODEL.say(audience.language))
    elif not model.failures:
        yield Vital(well=True, says=Vitals.MODEL.say(audience.language, name=model.name))
    else:
        words = Vitals.MODEL_RESTS if model.left_alone else Vitals.MODEL_FAILS
        yield Vital(well=False, says=words.say(audience.language, name=model.name, failures=model.failures))


def _machine(facts: Facts, audience: Audience) -> Iterator[Vital]:
    spoken, machine, off = audience.language, facts.machine, facts.clock_seconds
    yield Vital(well=True, says=Vitals.PROCESSES.say(spoken, count=machine.processes))
    yield Vital(machine.free >= machine.least_free, Vitals.DISK.say(spoken, free=f"{machine.free:,}"))
    yield Vital(well=True, says=Vitals.MEMORY.say(spoken, used=machine.used))
    yield Vital(abs(off) < _CLOCK_IS_OFF, Vitals.CLOCK.say(spoken, seconds=round(off, 1)))
