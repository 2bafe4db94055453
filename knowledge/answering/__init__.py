"""Answering: understanding a question, weighing evidence, writing, checking what was written."""

from knowledge.answering.answer_question import AnswerQuestion

__all__ = ["AnswerQuestion"]
