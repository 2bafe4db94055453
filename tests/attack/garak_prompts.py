"""Run by garak's own Python: prints its prompts as JSON lines, reads what was answered, and prints its verdicts.

A line out is `{"n", "family", "probe", "prompt"}`; a line in, one for each that is to be judged, `{"n", "text"}`.
"""

import contextlib
import importlib
import inspect
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator

from garak import _config, _plugins
from garak.attempt import Attempt, Message
from garak.exception import GarakException
from garak.probes.base import Probe

FAMILIES = ("promptinject", "latentinjection", "web_injection", "encoding")


def probes(family: str) -> Iterator[Probe]:
    """Every probe of a family, also those that are off by default, with all prompts."""
    module = importlib.import_module(f"garak.probes.{family}")
    for name, kind in inspect.getmembers(module, inspect.isclass):
        if kind.__module__ == module.__name__ and not name.endswith("Mixin") and not name.startswith("_"):
            probe = kind()
            if getattr(probe, "prompts", None):
                yield probe


def attempts() -> Iterator[tuple[str, Probe, Attempt]]:
    """Each prompt as garak would send it."""
    for family in FAMILIES:
        for probe in probes(family):
            for place, prompt in enumerate(probe.prompts):
                yield family, probe, probe._mint_attempt(prompt, place)  # noqa: SLF001  garak has no other way


def main() -> None:
    """Prompts out, answers in, verdicts out."""
    random.seed(7)
    with contextlib.redirect_stdout(sys.stderr):
        _config.load_base_config()
        _config.run.seed = 7
        minted = list(attempts())
    for n, (family, probe, attempt) in enumerate(minted):
        prompt = attempt.prompt.last_message().text
        line = {"n": n, "family": family, "probe": type(probe).__name__, "prompt": prompt}
        sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.write("\n")
    sys.stdout.flush()
    with contextlib.redirect_stdout(sys.stderr):
        verdicts = judged(minted)
    sys.stdout.write(json.dumps(verdicts) + "\n")


def judged(minted: list[tuple[str, Probe, Attempt]]) -> dict[str, Counter[str]]:
    """By detector: how many were judged, how many were hits, and whether it could be loaded at all."""
    verdicts: dict[str, Counter[str]] = {}
    for line in sys.stdin:
        answered = json.loads(line)
        _, probe, attempt = minted[answered["n"]]
        attempt.outputs = [Message(text=answered["text"], lang="*")]
        verdict = verdicts.setdefault(probe.primary_detector, Counter())
        try:
            detector = _plugins.load_plugin(f"detectors.{probe.primary_detector}")
            scores = [score for score in detector.detect(attempt) if score is not None]
        except GarakException:
            verdict["not loaded"] += 1  # it wants a model from the network
            continue
        verdict["judged"] += bool(scores)
        verdict["hits"] += any(score >= 0.5 for score in scores)
    return verdicts


if __name__ == "__main__":
    main()
