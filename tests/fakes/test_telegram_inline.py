"""What a Bot API server says to the results of inline mode."""

import pytest

from tests.fakes.telegram_calls import Calls
from tests.fakes.telegram_server import TelegramServer, User
from tests.fakes.telegram_server.asked import Json

MING = User(7, "小明")


def article(**changed: object) -> Json:
    """A result that may be listed, but for what is changed."""
    return {"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}} | changed


@pytest.mark.parametrize(
    ("results", "refused"),
    [
        ([article(id=str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([article(input_message_content={"message_text": "长" * 4097})], "MESSAGE_TOO_LONG"),
    ],
)
async def test_results_that_telegram_does_not_take(
    telegram: TelegramServer, calls: Calls, results: list[Json], refused: str
) -> None:
    """Each in its own words."""
    query = telegram.look_up(MING, "x")
    assert refused in await calls.refusal("answerInlineQuery", inline_query_id=query, results=results)


async def test_a_query_is_answered_while_it_is_young(telegram: TelegramServer, calls: Calls) -> None:
    """One that nobody has made is too old."""
    query = telegram.look_up(MING, "x")
    assert (await calls("answerInlineQuery", inline_query_id=query, results=[article()]))["ok"]
    assert "query is too old" in await calls.refusal("answerInlineQuery", inline_query_id="0", results=[])
