"""Inline mode: what is listed while a person types."""

import re
from collections.abc import Sequence

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.errors import QUERY_TOO_OLD, bad_request
from tests.fakes.telegram_server.html import units
from tests.fakes.telegram_server.texts import MAX_TEXT, formatted
from tests.fakes.telegram_server.world import World

MOST = 50
"""Bot API, answerInlineQuery: no more than 50 results per query are allowed."""


def answer_inline_query(world: World, asked: Asked) -> object:
    """Bot API, answerInlineQuery, with articles only; a query is answered once while it is young."""
    results = asked.json("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    for one in results:
        _check(one)
    _unique(results)
    if len(results) > MOST:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(asked.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = asked.object("button")
    _button(button)
    waiting = world.typed.get(asked.text("inline_query_id"))
    if waiting is None or waiting.expires <= world.clock.now():
        raise bad_request(QUERY_TOO_OLD)
    waiting.answer = {**asked.values, "results": results, "button": button}
    return True


def _check(one: Json) -> None:
    """Bot API, InlineQueryResultArticle and InputTextMessageContent."""
    if one.get("type") != "article":
        raise bad_request("this double of Telegram knows articles only")
    if not 1 <= len(str(one.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not str(one.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = one.get("input_message_content")
    if not isinstance(content, dict) or not content.get("message_text"):
        raise bad_request("MESSAGE_EMPTY")
    said = {"text": content["message_text"], "parse_mode": content.get("parse_mode", "")}
    if units(formatted(Asked(said)).text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")


def _unique(results: Sequence[Json]) -> None:
    if len({str(one["id"]) for one in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")


def _button(button: Json | None) -> None:
    """Bot API, InlineQueryResultsButton: a text, and 1-64 of A-Z a-z 0-9 _ - for the start."""
    if button is None:
        return
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse InlineQueryResultsButton: Text must be non-empty")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
