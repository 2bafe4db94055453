"""garak's prompts against the way of an answer: how often what was found wrong, by family and role."""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import structlog

from bot.rendering import Audience, answer, plain
from knowledge.records import Answer
from tests.attack.judging import faults, found_in
from tests.attack.payloads import CARRIERS
from tests.attack.roles import ROLES
from tests.attack.stage import Heard, stage, tally

_ROOT: Final = Path(__file__).resolve().parents[2]
GARAK: Final = _ROOT / ".garak" / "bin" / "python"
"""The Python of the environment that `make attack` makes."""

_INJECTED: Final = frozenset({"latentinjection", "web_injection"})
"""The families that are made to be found on a page; the others speak to the model."""


RENDERED: Final = "rendered"
"""The role in which every prompt is an answer's text, as if nothing had been checked."""


RENDERED_EACH: Final = 10
"""Rendering alone is so much faster than answering."""


class Prompt(NamedTuple):
    """One of garak's."""

    n: int
    family: str
    text: str


@dataclass
class Garak:
    """A process of garak's, which has told its prompts and waits for what was answered."""

    process: subprocess.Popen[str]
    prompts: list[Prompt] = field(default_factory=list)

    def verdicts(self, said: Mapping[int, str]) -> dict[str, Any]:
        """What its own detectors say to answers, by the prompts' numbers."""
        told = "".join(json.dumps({"n": n, "text": text}) + "\n" for n, text in said.items())
        out, _ = self.process.communicate(told)
        read: dict[str, Any] = json.loads(out)
        return read


@contextmanager
def garak(python: Path = GARAK) -> Iterator[Garak]:
    """A process with all prompts read, each text once, by family."""
    command = [str(python), str(Path(__file__).with_name("garak_prompts.py"))]
    offline = {"HF_HUB_OFFLINE": "1", "PATH": "/usr/bin:/bin", "HOME": tempfile.gettempdir()}
    with subprocess.Popen(  # noqa: S603  ours
        command, env=offline, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        started, seen = Garak(process), set[str]()
        for line in iter(process.stdout.readline, "\n"):
            told = json.loads(line)
            if told["prompt"] not in seen:
                seen.add(told["prompt"])
                started.prompts.append(Prompt(told["n"], told["family"], told["prompt"]))
        try:
            yield started
        finally:
            process.kill()


def some_of_each(prompts: Sequence[Prompt], most: int) -> list[Prompt]:
    """At most so many of each family, spread over its probes; all of them where `most` is 0."""
    chosen: list[Prompt] = []
    for family in dict.fromkeys(one.family for one in prompts):
        all_ = [one for one in prompts if one.family == family]
        step = max(-(-len(all_) // most), 1) if most else 1
        chosen += all_[::step]
    return chosen


def unchecked(prompts: Sequence[Prompt]) -> Counter[str]:
    """What is wrong with answers that repeat a prompt and carry data away, had no check ever dropped any of it."""
    counts: Counter[str] = Counter()
    for one in prompts:
        carrier = CARRIERS[one.n % len(CARRIERS)].format("stolen")
        for mode in ("model", "extractive"):
            messages = answer(Answer(f"{one.text}\n\nThe word {carrier}[1]", (), mode), Audience("en", "zixue_bot"))
            sent = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
            wrong = [fault for html in messages for fault in faults("sendMessage", {"text": html, **sent}, (), ())]
            wrong += [("plain", found) for html in messages for found in found_in(plain(html))]
            counts[f"{one.family}: rendered"] += 1
            for kind, evidence in wrong:
                counts[f"{one.family}: {kind}"] += 1
                sys.stderr.write(f"{one.n} {mode} {kind} {evidence!r}\n")
    return counts


async def play(prompts: Sequence[Prompt], role: str) -> dict[int, Heard]:
    """What came of each prompt in a role."""
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder) / "data", answer_threshold=0.0) as played:
            heard = await ROLES[role](played, Path(folder), [one.text for one in prompts])
    return {one.n: what for one, what in zip(prompts, heard, strict=True)}


def run(most: int, roles: Sequence[str] = (RENDERED, *ROLES), python: Path = GARAK) -> dict[str, Any]:
    """The report: counts by role and family, what was wrong, and garak's own verdicts."""
    report: dict[str, Any] = {}
    with garak(python) as started:
        report["prompts"] = Counter(one.family for one in started.prompts)
        said: dict[int, str] = {}
        if RENDERED in roles:
            report[RENDERED] = unchecked(some_of_each(started.prompts, RENDERED_EACH * most))
        for role in (one for one in roles if one in ROLES):
            chosen = [
                one for one in some_of_each(started.prompts, most) if role == "question" or one.family in _INJECTED
            ]
            heard = asyncio.run(play(chosen, role))
            for family in dict.fromkeys(one.family for one in chosen):
                report[f"{role}: {family}"] = tally([heard[one.n] for one in chosen if one.family == family])
            report.setdefault("wrong", []).extend([role, n, *fault] for n, one in heard.items() for fault in one.faults)
            said |= {n: one.text for n, one in heard.items()} if role == "question" else {}
            sys.stderr.write(json.dumps(report, ensure_ascii=False) + "\n")
        report["garak's verdicts on questions"] = started.verdicts(said)
    return report


def main() -> None:
    """Print the report as JSON; the code says whether anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack.garak_run", description=__doc__)
    parser.add_argument("--most", type=int, default=50, help="prompts of a family and role; 0: all, which takes hours")
    parser.add_argument("--role", choices=[RENDERED, *ROLES], action="append", help="only this one; may be repeated")
    parser.add_argument("--garak", type=Path, default=GARAK, help="the Python that has garak")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    report = run(given.most, given.role or (RENDERED, *ROLES), given.garak)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    sys.exit(1 if report.get("wrong") else 0)


if __name__ == "__main__":
    main()
