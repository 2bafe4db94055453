"""The values of the audit log, in words."""

from collections.abc import Sequence

import pytest

from bot.catalogue.audited_values import value_of
from knowledge.governance.admissions import Standing
from knowledge.governance.roles import Role
from knowledge.governance.setting_up import Place
from knowledge.records import Policy, SourceState
from knowledge.weekly.issues import IssueState
from knowledge.weekly.notes import NoteState

_SAID: dict[tuple[str, str], Sequence[str]] = {
    ("policy", "chat:-5"): list(Policy),
    ("ban", "member:7"): ["banned", "free"],
    ("unban", "member:7"): ["banned", "free"],
    ("admit", "chat:-5"): list(Standing),
    ("grant", "user:7"): list(Role),
    ("place", "chat:-5"): list(Place),
    ("place", "note:1"): list(NoteState),
    ("freeze", "issue:1"): list(IssueState),
    ("ingest", "source:x"): list(SourceState),
    ("shadow", "chat:-5"): ["true", "false"],
    ("label", "chat:-5"): ["true", "false"],
    ("language", "chat:-5"): ["zh", "en", "auto"],
}


@pytest.mark.parametrize(("event", "subject"), _SAID)
def test_every_value_has_words(event: str, subject: str) -> None:
    """No reader has to know what the database calls it."""
    for value in _SAID[event, subject]:
        said = value_of(event, subject, str(value), "zh")
        assert said != value
        assert any("\u4e00" <= sign <= "\u9fff" for sign in said), value


def test_a_quota_is_told_with_what_it_limits() -> None:
    """Costs are kept in millionths; what is no quota stands as it is."""
    said = value_of("quota", "quota:user:0", "8 100000 off", "zh")
    assert said == "每分钟提问 8，每天 token 100000，每天费用 不限"
    assert value_of("quota", "quota:chat:0", "off off 1500000", "en").endswith("cost 1.5 a day")
    assert value_of("quota", "quota:user:0", "default", "zh") == "按设置"
    assert value_of("x", "y:1", "z", "zh") == "z"
