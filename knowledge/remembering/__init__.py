"""What is remembered of talks: threads, answers that are given again, questions that are still open."""

from knowledge.remembering.converse import Converse

__all__ = ["Converse"]
