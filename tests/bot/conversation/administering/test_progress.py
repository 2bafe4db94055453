"""One message that tells how far something is."""

import pytest

from bot.conversation.administering.progress import Progress
from knowledge.spine.turns import chat_key
from tests.bot.doubles import GROUP, PRIVATE, Conversation


@pytest.mark.parametrize(("chat", "seconds"), [(PRIVATE, 1.0), (GROUP, 3.0)])
async def test_it_is_edited_no_more_often_than_its_chat_bears(chat: dict[str, object], seconds: float) -> None:
    """What comes too early is left out, and what Telegram does not take now is no failure."""
    talk = Conversation()
    await talk.say("/help", chat)
    progress = await Progress.begun(talk.screen.messages[-1], "1/9")
    assert progress.every == seconds
    await progress.show("2/9")
    assert talk.screen.edits == []
    progress.every = 0.0
    await progress.show("3/9")
    await progress.show("3/9")
    assert [one.text for one in talk.screen.edits] == ["3/9"]
    await talk.paces.hold(chat_key(progress.shown.chat.id), 50)
    await progress.show("4/9")
    assert [one.text for one in talk.screen.edits] == ["3/9"]
