"""The listen gate at work: how much a message is like those that were to be answered."""

import numpy as np
import numpy.typing as npt

from knowledge.listening.grams import ALONE, BESIDE_MEANING, grams
from knowledge.records import ListenGate, Vector


def score(gate: ListenGate, text: str, meaning: Vector | None = None) -> float:
    """How much a message is one to be answered: about 0 for no, 1 for yes; the gate's threshold lies between.

    `meaning` is its vector, which a gate with an embedder needs.
    """
    one = grams(text, ALONE if gate.sense is None else BESIDE_MEANING)
    places = np.searchsorted(gate.hashes, one.hashes)
    known = gate.hashes[np.minimum(places, len(gate.hashes) - 1)] == one.hashes
    total = gate.bias + float(gate.weights[places[known]] @ one.values[known])
    if gate.sense is None or meaning is None:
        return total
    (lies,) = directions(meaning[None], gate.sense.centre)
    return total + float(gate.sense.linear @ lies + lies @ gate.sense.quadratic @ lies)


def directions(meanings: npt.NDArray[np.float32], centre: Vector) -> npt.NDArray[np.float32]:
    """In which direction from the centre each row lies, as rows of unit length.

    The vectors of one embedding model lie close together; seen from their middle they do not.
    """
    moved = meanings - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)
