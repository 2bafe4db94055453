"""Changing when and how the bot speaks in a chat, and teaching it: all of it is written down."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final, TypedDict, Unpack

from knowledge.ports import Clock, Overhearings, Policies
from knowledge.records import Audit, ChatPolicy, ListenGate, Overheard, Policy


class MannersEvent(StrEnum):
    """What audits call these changes."""

    POLICY = "policy"
    LANGUAGE = "language"
    SHADOW = "shadow"
    GATE = "calibrate"
    LABEL = "label"


class Changes(TypedDict, total=False):
    """What of a `ChatPolicy` may be changed by who governs the chat."""

    policy: Policy
    language: str | None
    shadow: bool
    shadow_by: int | None


_AUDITED: Final = frozenset(MannersEvent)


@dataclass(frozen=True, slots=True)
class ChangeManners:
    """Set when the bot speaks in a chat, in which language, or by which gate.

    Raises:
        LibraryUnavailable: the database cannot be read or written.
    """

    policies: Policies
    overhearings: Overhearings
    clock: Clock

    async def __call__(self, chat_id: int, actor: int, **changes: Unpack[Changes]) -> ChatPolicy:
        """What is set from now on; what was so already is not written down."""
        before = await self.policies.policy(chat_id)
        after = replace(before, **changes)
        if after != before:
            told = [replace(one, at=self.clock.now()) for one in _audits(before, after, actor)]
            await self.policies.keep_policy(after, before, told)
        return after

    async def use_gate(self, chat_id: int, actor: int, gate: ListenGate) -> None:
        """Use a gate in a chat."""
        before = await self.policies.gate(chat_id)
        was, f1 = ("" if one is None else f"{one.quality.f1:.2f}" for one in (before, gate))
        about, now = {"labels": str(gate.labels)}, self.clock.now()
        await self.policies.keep_gate(
            gate, chat_id, Audit(str(actor), MannersEvent.GATE, f"chat:{chat_id}", was, f1, about, now)
        )

    async def label(self, overheard: Overheard, actor: int, *, should_answer: bool) -> Overheard | None:
        """Say of a message whether the bot should have answered it; it as it is now, None where it is gone."""
        now, told = self.clock.now(), None
        if overheard.label is not should_answer:
            was = "" if overheard.label is None else _word(overheard.label)
            about, chat = {"message": str(overheard.message_id)}, f"chat:{overheard.chat_id}"
            told = Audit(str(actor), MannersEvent.LABEL, chat, was, _word(should_answer), about, now)
        return await self.overhearings.label(overheard.id, actor, now, should_answer=should_answer, told=told)


def _audits(before: ChatPolicy, after: ChatPolicy, actor: int) -> Iterator[Audit]:
    for name in (one.name for one in fields(ChatPolicy) if one.name in _AUDITED):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Audit(str(actor), name, f"chat:{before.chat_id}", _word(was), _word(now))


def _word(value: object) -> str:
    return "auto" if value is None else str(value).lower()
