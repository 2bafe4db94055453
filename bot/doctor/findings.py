"""What is found of one part of a deployment."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of a deployment: how it is, and what to do where it is not well."""

    part: str
    state: State
    told: str


def worst(findings: list[Finding], part: str, well: str) -> Finding:
    """Findings of one part as one: what is wrong, the worst first; `well` where nothing is."""
    wrong = [one for one in findings if one.state is not State.OK]
    if not wrong:
        return Finding(part, State.OK, well)
    wrong.sort(key=lambda one: one.state is not State.PROBLEM)
    return Finding(part, wrong[0].state, "; ".join(one.told for one in wrong))
