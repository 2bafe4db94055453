"""Evaluating: asking a set of questions, and measuring what came of them."""
