"""Whether a passage says what a model wrote: its words, names, figures, opposites, negations and certainty."""

from knowledge.answering.support.blocks import WHOLE, is_block, supports_block
from knowledge.answering.support.verdict import has_what_is_named, supports

__all__ = ["WHOLE", "has_what_is_named", "is_block", "supports", "supports_block"]
