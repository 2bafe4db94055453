"""Inline keyboards as Telegram takes them."""

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.errors import bad_request

ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    }
)


def asks_reply(asked: Asked) -> Json | None:
    """Whether clients open the field for a reply, with what they show in it. Bot API, ForceReply.

    Raises:
        Refused: the placeholder is too long.
    """
    markup = asked.object("reply_markup")
    if markup is None or not markup.get("force_reply"):
        return None
    if len(str(markup.get("input_field_placeholder", ""))) > 64:
        raise bad_request("can't parse ForceReply: input_field_placeholder must not exceed 64 characters")
    return markup


def keyboard(asked: Asked) -> Json | None:
    """The inline keyboard of a call, or None; other markup is taken and not kept. Bot API, InlineKeyboardMarkup.

    Raises:
        Refused: Telegram would not show it.
    """
    markup = asked.object("reply_markup")
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        _check(button)
    shown = [row for row in rows if row]
    return {"inline_keyboard": shown} if shown else None


def reply_keyboard(asked: Asked) -> list[list[Json]]:
    """The rows in the place of the person's keyboard. Bot API, ReplyKeyboardMarkup, KeyboardButtonRequestChat.

    Raises:
        Refused: Telegram would not show it.
    """
    markup = asked.object("reply_markup") or {}
    rows = markup.get("keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    shown: list[list[Json]] = [[{"text": key} if isinstance(key, str) else key for key in row] for row in rows]
    if any(not str(key.get("text", "")).strip() for row in shown for key in row):
        raise bad_request("can't parse keyboard button: Text must be non-empty")
    return shown


def _check(button: Json) -> None:
    """Bot API, InlineKeyboardButton: exactly one of the actions; `callback_data` 1-64 bytes."""
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    given = [name for name in ACTIONS if button.get(name) is not None]
    if not given:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(given) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one of the optional fields must be used")
    if "callback_data" in given and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
