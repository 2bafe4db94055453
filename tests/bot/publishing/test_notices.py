"""What the admin's chat is told."""

import json

from bot.publishing import Outgoing
from bot.publishing.notices import AdminNotices
from bot.updates import arrived
from knowledge.governance.places import Places
from knowledge.records import Effect
from knowledge.spine.endings import CRASHED
from knowledge.spine.inbox import Claim
from knowledge.spine.outbox import Sending
from tests.fakes import NOON

SENDING = Sending(5, Effect("told:3", -100, {"html": "秘密"}), 2)


def test_an_admin_is_told_what_was_given_up_and_how_to_send_it() -> None:
    """The reason is no markup; nothing of what it said."""
    (effect,) = AdminNotices(Places(-300), "zh").gave_up(SENDING, "can't parse <b>")
    html = Outgoing.of_payload(effect.payload).html
    assert effect.chat_id == -300
    assert "zixue outbox resend 5" in html
    assert "can&#x27;t parse &lt;b&gt;" in html or "can't parse &lt;b&gt;" in html
    assert "秘密" not in html


def test_nobodys_number_is_told() -> None:
    """What was for an author in private may be about an anonymous note."""
    private = Sending(6, Effect("decided:3:2", 990077, {"html": "秘密"}), 2)
    (effect,) = AdminNotices(Places(-300), "en").gave_up(private, "blocked")
    assert "somebody's private chat" in Outgoing.of_payload(effect.payload).html
    assert "990077" not in str(effect)


def test_what_cannot_be_sent_to_the_admin_is_not_told_there() -> None:
    """It would go round in circles."""
    assert AdminNotices(Places(-100), "zh").gave_up(SENDING, "too long") == []


def test_without_a_chat_for_notices_there_are_none() -> None:
    """The log and the command line tell."""
    nobody = AdminNotices(Places(None), "zh")
    assert nobody.gave_up(SENDING, "x") == nobody.uncertain([(5, 1)]) == []


def test_many_in_doubt_are_one_notice() -> None:
    """Another one the next time they are in doubt."""
    notices = AdminNotices(Places(-300), "en")
    (effect,) = notices.uncertain([(5, 1), (4, 7)])
    assert "2 messages" in Outgoing.of_payload(effect.payload).html
    assert effect.key != notices.uncertain([(5, 2)])[0].key


def test_who_asked_what_killed_the_bot_hears_an_apology() -> None:
    """Below the question and in its topic, whether there is a chat for notices or not; its words are not repeated."""
    claim = claimed(message_id=8, text="秘密", message_thread_id=3, is_topic_message=True)
    (apology,) = AdminNotices(Places(None), "en").buried(claim, CRASHED)
    outgoing = Outgoing.of_payload(apology.payload)
    assert (apology.chat_id, outgoing.reply_to, outgoing.topic_id) == (-100, 8, 3)
    assert "went wrong" in outgoing.html
    assert [effect.chat_id for effect in AdminNotices(Places(-300), "en").buried(claim, CRASHED)] == [-100, -300]


def test_nobody_hears_an_apology_twice_or_for_nothing() -> None:
    """What failed in an orderly way was apologised for; what nobody said needs no apology."""
    nobody = AdminNotices(Places(None), "en")
    assert nobody.buried(claimed(message_id=8, text="?"), "ZeroDivisionError") == []
    assert nobody.buried(claimed(message_id=8, new_chat_title="x"), CRASHED) == []
    assert nobody.buried(Claim(1, 1, "a", "no JSON", NOON, 6), CRASHED) == []


def claimed(**message: object) -> Claim:
    """A message of a group, tried too often."""
    update = {"update_id": 1, "message": {"chat": {"id": -100}, **message}}
    return Claim(1, 1, arrived(update).lane, json.dumps(update), NOON, 6)
