"""Whether a passage says what a model wrote: its words, names, figures, opposites, negations and certainty."""

from knowledge.answering.support.blocks import WHOLE, is_block, supports_block
from knowledge.answering.support.verdict import supports

__all__ = ["WHOLE", "is_block", "supports", "supports_block"]
