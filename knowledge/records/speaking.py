"""When the bot speaks: the policy of a chat, its listen gate, and the verdict on a message."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from knowledge.records.vectors import Vector


class Policy(StrEnum):
    """When the bot speaks in a chat: on a command alone, also when it is mentioned, or also unasked."""

    QUIET = "quiet"
    MENTION = "mention"
    LISTEN = "listen"


class Addressing(StrEnum):
    """How a message is addressed to the bot; a reply to it is a mention, as is all that is said in private."""

    COMMAND = "command"
    MENTION = "mention"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ChatPolicy:
    """When the bot speaks in one chat; a threshold (0..1) that is None is that of the settings.

    With `shadow`, what it would answer unasked is written down instead of said, and `shadow_by`, who wanted that, is
    asked whether it should have been. `language` (zh, en) is what it speaks there; None: that of the settings in a
    group, the person's own in private.
    """

    chat_id: int
    policy: Policy = Policy.MENTION
    answer_threshold: float | None = None
    listen_threshold: float | None = None
    shadow: bool = False
    language: str | None = None
    shadow_by: int | None = None


@dataclass(frozen=True, slots=True)
class GateQuality:
    """Of what the gate lets through, how much is right; of what is right, how much it lets through; their F1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Sense:
    """What a listen gate makes of a message's vector by an embedder of this name, as it lies around `centre`.

    `centre` and `linear` have shape (dimension,), `quadratic` has (dimension, dimension).
    """

    embedder: str
    centre: Vector
    linear: Vector
    quadratic: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ListenGate:
    """What tells messages to be answered unasked from others: plain numbers fitted to labelled messages.

    `hashes`, in order, are those of `knowledge.listening.grams`, and `weights` what each of them adds to `bias`; from
    `threshold` on a message is to be answered. `quality` was measured on labels left out.
    """

    hashes: npt.NDArray[np.uint32]
    weights: Vector
    bias: float
    threshold: float
    quality: GateQuality
    labels: int
    fitted_at: dt.datetime
    sense: Sense | None = None


class Reason(StrEnum):
    """Why the bot speaks or stays silent."""

    ADDRESSED = "addressed"
    OVERHEARD = "overheard"
    POLICY = "policy"
    NOT_ASKED = "not_asked"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the bot speaks to a message, why, and from which chance (0..1) of an answer on.

    `score` is the gate's and `confidence` the evidence's, where they were asked.
    """

    speaks: bool
    reason: Reason
    threshold: float
    score: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Overheard:
    """A message that nobody addressed to the bot, and whether it would have answered it; `id` is 0 until it is kept.

    `label` is what an admin says: whether it should. `score` is the gate's, `confidence` the evidence's.
    """

    id: int
    chat_id: int
    message_id: int
    user_id: int | None
    text: str
    heard_at: dt.datetime
    would_answer: bool
    topic_id: int | None = None
    score: float | None = None
    confidence: float | None = None
    entry_id: str | None = None
    label: bool | None = None
