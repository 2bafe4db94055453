"""The news of an answer."""

from dataclasses import replace

import pytest

from bot.publishing import Outgoing, news_of
from bot.tongues import Tongues
from knowledge.records import Exchange, Meaning, Origin
from tests.bot.doubles import ENTRY
from tests.fakes import NOON

EXCHANGE = Exchange(3, Origin(-100, 41, 7, topic_id=33), NOON, "门控？", Meaning("门控是什么"), "unanswered", "model")


@pytest.mark.parametrize(("typed", "language"), [("门控？", "zh"), ("what is gating?", "en")])
def test_an_asker_is_told_below_the_question(typed: str, language: str) -> None:
    """In its chat, topic and language, with a link to the entry; once for the exchange."""
    effect = news_of("zixue_bot", Tongues())(replace(EXCHANGE, typed=typed), ENTRY)
    outgoing = Outgoing.of_payload(effect.payload)
    assert (effect.key, effect.chat_id) == ("told:3", -100)
    assert (outgoing.reply_to, outgoing.topic_id) == (41, 33)
    assert ("now" in outgoing.html) == (language == "en")
    assert "门控是什么" in outgoing.html
    assert "start=e_e1" in outgoing.html
