"""What is counted of a running bot, for /metrics."""

import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from knowledge.spine.outbox import EffectState

_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60)
"""The bounds of the histogram: an extractive answer takes less than 0.15 s, a model's up to 60 s."""


class Arrival(StrEnum):
    """What became of an update at the door."""

    KEPT = "kept"
    REPEATED = "repeated"
    UNREADABLE = "unreadable"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Condition:
    """What the database tells of the whole deployment, and how far this process's index is behind it."""

    waiting: int
    oldest_seconds: float
    buried: int
    effects: Mapping[EffectState, int]
    lag_changes: int
    lag_seconds: float


class Metrics:
    """Every count of one process, in a registry of its own; the names begin with `zixue_`."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._condition = _Condition()
        self._registry.register(self._condition)
        ProcessCollector(registry=self._registry)
        build = Info("zixue_build", "which program this is", registry=self._registry)
        build.info({"version": version("zixue"), "python": platform.python_version()})
        self._arrivals = self._counter("arrivals", "updates that came to the webhook", "outcome")
        self._updates = self._counter("updates", "updates that were worked on", "kind", "outcome")
        self._working = Gauge("zixue_claims_in_work", "updates being worked on here", registry=self._registry)
        self._answers = self._counter("answers", "answers to questions", "outcome")
        self._stages = Histogram(
            "zixue_answer_seconds",
            "how long answers take",
            ["stage"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._citations = self._counter("citations_dropped", "citations of a model that stood for nothing")
        self._tokens = self._counter("model_tokens", "tokens that the model took in and gave out", "direction")
        self._cost = self._counter("model_cost", "what they cost, in the currency of the prices that are set")
        self._failures = self._counter("send_failures", "messages that Telegram did not take", "kind")
        self._doubled = self._counter("replies_maybe_doubled", "replies sent again whose first sending may have worked")

    def arrived(self, outcome: Arrival, count: int = 1) -> None:
        """Count updates at the webhook."""
        self._arrivals.labels(outcome.value).inc(count)

    def worked(self, kind: str, outcome: str) -> None:
        """Count an update that was worked on; `kind` as Telegram names it, such as `message`."""
        self._updates.labels(kind, outcome).inc()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Around the work on one update."""
        with self._working.track_inprogress():
            yield

    def answered(self, outcome: str) -> None:
        """Count what came of a question."""
        self._answers.labels(outcome).inc()

    def took(self, stage: str, seconds: float) -> None:
        """Note how long a stage of an answer took; `total` is all of it."""
        self._stages.labels(stage).observe(seconds)

    def citations_dropped(self, count: int) -> None:
        """Count citations that were taken out of an answer."""
        self._citations.inc(count)

    def used(self, tokens_in: int, tokens_out: int, cost: float) -> None:
        """Count what an answer took of the model; the cost is in whole units of the currency."""
        self._tokens.labels("in").inc(tokens_in)
        self._tokens.labels("out").inc(tokens_out)
        self._cost.inc(cost)

    def send_failed(self, kind: str) -> None:
        """Count a message that did not go out, by the name of the failure's class."""
        self._failures.labels(kind).inc()

    def maybe_doubled(self) -> None:
        """Count a reply that may stand there twice."""
        self._doubled.inc()

    def exposition(self, condition: Condition | None, accept: str) -> tuple[bytes, str]:
        """Everything as Prometheus reads it, and its content type; None where the database does not answer.

        Source: https://prometheus.io/docs/instrumenting/exposition_formats/
        """
        self._condition.seen = condition
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"zixue_{name}", told, labels, registry=self._registry)


class _Condition(Collector):
    """Gauges that are there only as far as they are known: an old number would look like a new one."""

    seen: Condition | None = None

    def collect(self) -> Iterator[Metric]:
        """The gauges of the last look."""
        seen = self.seen
        yield _gauge("database_up", "whether the database answers", float(seen is not None))
        if seen is None:
            return
        yield _gauge("inbox_waiting", "updates that wait or are worked on", seen.waiting)
        yield _gauge("inbox_oldest_seconds", "how long the oldest of them has waited", seen.oldest_seconds)
        yield _gauge("inbox_buried", "updates that are not tried any more", seen.buried)
        yield _gauge("index_lag_changes", "changes of the library that the index here does not know", seen.lag_changes)
        yield _gauge("index_lag_seconds", "since when it does not know the oldest of them", seen.lag_seconds)
        effects = GaugeMetricFamily("zixue_outbox", "messages of the outbox", labels=["state"])
        for state, count in seen.effects.items():
            effects.add_metric([state.value], count)
        yield effects


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"zixue_{name}", told, value)
