"""Issues in channels and groups."""

from zoneinfo import ZoneInfo

import pytest

from bot.publishing.outgoing import Outgoing
from bot.publishing.weekly.context import Context
from bot.publishing.weekly.issues import published, withdrawn
from knowledge.governance.places import Places
from knowledge.weekly.compiled import Site
from tests.knowledge.weekly.rendering.printed_issue import printed_issue

SITE = Site("https://weekly.example.org", "zixue_bot")
CONTEXT = Context(Places(), "zh", ZoneInfo("Asia/Shanghai"), lambda: SITE)


@pytest.mark.parametrize(("target", "pressable"), [("channel:-1001", False), ("group:-1002", True)])
def test_an_issue_is_posted_and_pinned(target: str, *, pressable: bool) -> None:
    """With buttons that work where it stands."""
    (effect,) = published(CONTEXT, printed_issue(), target, -1001, None)
    outgoing = Outgoing.of_payload(effect.payload)
    assert (effect.key, effect.chat_id) == (f"issue:4:1:{target}", -1001)
    assert (outgoing.pin, outgoing.edits) == (True, None)
    assert "自学周刊 第 4 期" in outgoing.html
    pressed = [button.data is not None for row in outgoing.keyboard for button in row]
    assert any(pressed) is pressable


def test_a_correction_takes_the_place_of_what_was_posted() -> None:
    """And is not pinned anew: a newer issue may be."""
    (effect,) = published(CONTEXT, printed_issue(revision=2), "group:-1002", -1002, "issue:4:1:group:-1002")
    outgoing = Outgoing.of_payload(effect.payload)
    assert effect.key == "issue:4:2:group:-1002"
    assert (outgoing.edits, outgoing.pin) == ("issue:4:1:group:-1002", False)


def test_of_a_withdrawn_issue_nothing_is_left_but_its_name() -> None:
    """No contents, no buttons."""
    (effect,) = withdrawn(CONTEXT, printed_issue(), "group:-1002", -1002, "issue:4:1:group:-1002")
    outgoing = Outgoing.of_payload(effect.payload)
    assert effect.key == "withdrawn:4:1:group:-1002"
    assert (outgoing.edits, outgoing.keyboard) == ("issue:4:1:group:-1002", ())
    assert outgoing.html == "<b>自学周刊 第 4 期</b>\n\n本期已撤回。"
