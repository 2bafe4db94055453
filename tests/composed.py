"""docker-compose.yml as an engine reads it."""

import re
from functools import cache
from typing import Any, Final

from ruamel.yaml import YAML

from tests.program import ROOT

_VARIABLE: Final = re.compile(r"\$\$|\$\{(\w+)(?::-([^}]*))?\}")


@cache
def composed(**environment: str) -> dict[str, Any]:
    """The file with its variables filled in; not to be changed.

    Source: https://docs.docker.com/reference/compose-file/interpolation/
    """

    def filled(found: re.Match[str]) -> str:
        return "$" if found[1] is None else environment.get(found[1]) or found[2] or ""

    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    compose: dict[str, Any] = YAML(typ="safe", pure=True).load(_VARIABLE.sub(filled, text))
    return compose
