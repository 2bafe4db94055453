"""The `Writer` port over any OpenAI-compatible endpoint: streamed, with deadlines, retries and a circuit breaker."""

from knowledge.adapters.openai_writer.circuit_breaker import CircuitBreaker
from knowledge.adapters.openai_writer.patience import Deadlines
from knowledge.adapters.openai_writer.writer import OpenAIWriter

__all__ = ["CircuitBreaker", "Deadlines", "OpenAIWriter"]
