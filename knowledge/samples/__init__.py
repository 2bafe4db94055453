"""The five pages a new library begins with, one in each shape the group collects, and what to ask first."""

from pathlib import Path

FOLDER = Path(__file__).parent

QUESTIONS = FOLDER / "questions.jsonl"
"""What `zixue eval` asks of them."""

CLAIMS = FOLDER / "claims.jsonl"
"""Right and planted wrong claims about passages, by which `zixue eval --format claims` measures the citation check."""

SUGGESTIONS = (
    "lstm 激活函数为什么 sigmoid 和 tanh 同时存在",
    "KL 散度为什么不对称",
    "LoRA 为什么不增加推理延迟",
)
"""Questions worth trying first; each is answered by a different sample."""


def paths() -> tuple[Path, ...]:
    """Return the samples' files in the order of their names."""
    return tuple(sorted(FOLDER.glob("*.txt")))
