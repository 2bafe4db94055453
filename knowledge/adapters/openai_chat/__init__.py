"""The `Writer` and `Judge` ports over any OpenAI-compatible endpoint: streamed, with deadlines, retries, a breaker."""

from knowledge.adapters.openai_chat.circuit_breaker import CircuitBreaker
from knowledge.adapters.openai_chat.judge import OpenAIJudge
from knowledge.adapters.openai_chat.patience import Deadlines
from knowledge.adapters.openai_chat.writer import OpenAIWriter

__all__ = ["CircuitBreaker", "Deadlines", "OpenAIJudge", "OpenAIWriter"]
