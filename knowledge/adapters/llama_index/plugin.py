"""An operator's plug-in: an instance of a class that is named by its dotted path."""

import importlib
from collections.abc import Mapping
from typing import Any


def instance(path: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401  what it is, its socket finds out
    """An instance of the class at a dotted path, made with these arguments; raises whatever that raises."""
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)(**arguments)
