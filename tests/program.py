"""`zixue` as a program: how tests start it, and what they give its processes."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]

ZIXUE: Final = (sys.executable, "-c", "from bot.cli import main; main()")


def environment(settings: Mapping[str, str], **more: str) -> dict[str, str]:
    """What a process of a newcomer has: no settings but these, and byte code that is kept.

    A start without byte code takes seconds. Settings are named as in `Settings`; `more` are other variables.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251  a child needs PATH and the like
        if not name.startswith(("ZIXUE_", "PYTHONDONTWRITEBYTECODE", "COV_"))
    }
    ours = {f"ZIXUE_{name.upper()}": value for name, value in settings.items()}
    return inherited | {"PYTHONPATH": str(ROOT)} | ours | more


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
