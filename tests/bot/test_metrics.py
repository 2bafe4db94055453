"""What /metrics shows."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Arrival, Condition, Metrics
from knowledge.spine.outbox import EffectState

_SEEN = Condition(3, 4.5, 1, dict.fromkeys(EffectState, 2), lag_changes=7, lag_seconds=1.5)


def _values(text: bytes) -> dict[str, float]:
    """Every sample by its name and the values of its labels."""
    families = text_string_to_metric_families(text.decode())
    samples = (sample for family in families for sample in family.samples)
    return {".".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


def test_every_count_is_shown_under_its_name() -> None:
    """Beside what the database tells."""
    metrics = Metrics()
    metrics.arrived(Arrival.KEPT, 2)
    metrics.worked("message", "done")
    metrics.answered("model")
    metrics.took("total", 0.2)
    metrics.citations_dropped(2)
    metrics.used(300, 12, 0.25)
    metrics.send_failed("TelegramForbiddenError")
    metrics.maybe_doubled()
    with metrics.working():
        text, content_type = metrics.exposition(_SEEN, "")
    assert content_type.startswith("text/plain")
    wanted = {
        "zixue_arrivals_total.kept": 2,
        "zixue_updates_total.message.done": 1,
        "zixue_claims_in_work": 1,
        "zixue_answers_total.model": 1,
        "zixue_answer_seconds_bucket.0.1.total": 0,
        "zixue_answer_seconds_bucket.0.25.total": 1,
        "zixue_citations_dropped_total": 2,
        "zixue_model_tokens_total.in": 300,
        "zixue_model_tokens_total.out": 12,
        "zixue_model_cost_total": 0.25,
        "zixue_send_failures_total.TelegramForbiddenError": 1,
        "zixue_replies_maybe_doubled_total": 1,
        "zixue_database_up": 1,
        "zixue_inbox_waiting": 3,
        "zixue_inbox_oldest_seconds": 4.5,
        "zixue_inbox_buried": 1,
        "zixue_outbox.uncertain": 2,
        "zixue_index_lag_changes": 7,
        "zixue_index_lag_seconds": 1.5,
    }
    shown = _values(text)
    assert {name: shown.get(name) for name in wanted} == wanted
    assert any(name.startswith("zixue_build_info") for name in shown)


def test_what_is_not_known_is_not_shown() -> None:
    """While the database is away its last numbers do not stand there as if they were new."""
    metrics = Metrics()
    metrics.exposition(_SEEN, "")
    shown = _values(metrics.exposition(None, "")[0])
    assert shown["zixue_database_up"] == 0
    assert not {"zixue_inbox_waiting", "zixue_outbox.sent", "zixue_index_lag_seconds"} & shown.keys()


@pytest.mark.parametrize("accept", ["application/openmetrics-text; version=1.0.0", ""])
def test_two_bots_in_one_process_count_apart(accept: str) -> None:
    """No registry is shared, in either format."""
    one, other = Metrics(), Metrics()
    one.maybe_doubled()
    assert b"zixue_replies_maybe_doubled_total 1.0" in one.exposition(None, accept)[0]
    assert b"zixue_replies_maybe_doubled_total 0.0" in other.exposition(None, accept)[0]
